/** Random trees: what pages are made of, made of nothing. */

const SVG = "http://www.w3.org/2000/svg";
const MATHML = "http://www.w3.org/1998/Math/MathML";
const TAGS = "div div p span ul li b section button a h2 label article nav x-card x-late em fieldset".split(" ");
const SHAPES = "g circle path rect linearGradient text tspan use".split(" ");
const SUMS = "mrow mi mo mn msup mfrac".split(" ");
// Words of interfaces: others that stand below a mark once would be hidden wherever they stand (recorder/copies.py).
export const WORDS = ["", " ", "home", "search cart", "\n  ", "menu\nhelp", "first é ñ", "  price  ", "total"];
export const CLASSES = ["card", "wide grid", "icon", "list card", "active", ""];
export const STYLES = ["color: red", "display: none", "width: 80px", "", "margin: 2px; color: blue"];
export const RULES = [".card { color: red }", "p { margin: 1px }", ".grid { display: none }", "b { color: blue }", "@media (min-width: 1px) { i { color: red } u { top: 0 } }"];
const HTML = [
  "<i>a</i>home<!--c-->", "<p>home<p>search", "<ul><li>a<li>b</ul>", "cart", "<table><tr><td>a<td>b</table>",
  "<svg viewBox='0 0 9 9'><g><circle r='2'></circle></g></svg>", "<details open><summary>a</summary>b</details>",
  "<input value=menu><input type=checkbox checked>", "<select><option>a<option selected>b</select>", "<b></b> <i> </i>\n",
  "<math><mi>x</mi><mo>+</mo></math>", "<x-card><b>home</b></x-card>", "<template><p>a</p></template><br>",
];
const DECLARED = [
  "<div><template shadowrootmode=open><b>in</b><slot></slot></template>out</div>",
  "<section><template shadowrootmode=open><slot name=a></slot><p><slot></slot></p><style>p { color: red }</style></template><i slot=a>x</i>y</section>",
  "<div><template shadowrootmode=closed><b>in</b><slot></slot></template>out</div>",
];
const DOCUMENTS = [
  "<!doctype html><title>t</title><p>home</p>", "<p>old mode<ul><li>a</ul>", "<!doctype html><body><iframe></iframe><b>x</b>", "<!doctype html><style>p { color: red }</style><p>search</p><input>",
];

/** @typedef {import("./dice.js").Dice} Dice */

/** What fields hold, and no text says: a word that was typed is hidden wherever the page repeats it. @param {Dice} dice */
export const typed = (dice) => Array.from({ length: 4 }, () => dice.pick("bdfgklmnprstvz") + dice.pick("aeiou")).join("");

/** @param {Dice} dice */
export const html = (dice) => dice.pick(HTML).replace("menu", typed(dice));
/** @param {Dice} dice */
export const declared = (dice) => dice.pick(DECLARED);
/** @param {Dice} dice */
export const page = (dice) => dice.pick(DOCUMENTS);

/**
 * One node, with some below it.
 * @param {Dice} dice
 * @param {number} [depth]
 * @returns {any}
 */
export function tree(dice, depth = 0) {
  const kind = dice.below(24);
  if (kind < 5) return document.createTextNode(dice.pick(WORDS));
  if (kind === 5) return document.createComment(dice.pick(WORDS));
  const made = kind === 6 ? drawn(dice, SVG, "svg", SHAPES, depth) : kind === 7 ? drawn(dice, MATHML, "math", SUMS, depth) : kind < 13 ? block(dice) : plain(dice, depth);
  if (dice.once(3)) made.setAttribute("class", dice.pick(CLASSES));
  return made;
}

/** @param {Dice} dice @param {number} depth */
function plain(dice, depth) {
  const made = document.createElement(dice.pick(TAGS));
  for (let i = depth < 3 ? dice.below(4) : 0; i > 0; i--) made.append(tree(dice, depth + 1));
  return made;
}

/** @param {Dice} dice @param {string} space @param {string} name @param {string[]} names @param {number} depth */
function drawn(dice, space, name, names, depth) {
  const made = document.createElementNS(space, name);
  for (let i = dice.below(4); i > 0; i--) {
    const child = document.createElementNS(space, dice.pick(names));
    if (dice.once(2)) child.append(dice.pick(WORDS));
    if (dice.once(3)) child.append(document.createElementNS(space, dice.pick(names)));
    if (space === SVG && dice.once(9)) child.append(within(dice, depth));
    made.append(child);
  }
  return made;
}

/** @param {Dice} dice @param {number} depth */
function within(dice, depth) {
  const made = document.createElementNS(SVG, "foreignObject");
  if (depth < 3) made.append(tree(dice, depth + 2));
  return made;
}

/** Elements with rules of their own. @param {Dice} dice @returns {Element} */
function block(dice) {
  const holder = document.createElement("div");
  holder.innerHTML = dice.pick([
    "<table><caption>a</caption><thead><tr><th scope=col>b</th></tr></thead><tbody><tr><td colspan=2>c</td></tr></tbody></table>",
    "<select><optgroup label=g><option>one</option><option>two</option></optgroup><option>three</option></select>",
    "<select multiple size=3><option selected>one</option><option>two</option><option selected>three</option></select>",
    "<form><input type=radio name=g><input type=radio name=g checked><input type=checkbox></form>",
    "<textarea rows=2>home</textarea>", "<input value=search>", "<input type=range min=0 max=9>", "<details><summary>a</summary><p>b</p></details>",
    "<dialog><p>home</p></dialog>", "<div popover>search</div>", "<ol reversed><li>a</li><li>b</li></ol>", "<p dir=rtl>a<br>b</p>",
    "<template><b>a</b></template>", "<style>b { color: red } i { color: blue }</style>", "<div hidden>x</div>", "<img width=20 height=20>",
  ]);
  const made = /** @type {Element} */ (holder.firstElementChild);
  if (made.localName === "textarea") made.textContent = typed(dice);
  else if (made.hasAttribute("value")) made.setAttribute("value", typed(dice));
  return made;
}
