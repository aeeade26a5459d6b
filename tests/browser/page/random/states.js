/** What programs do besides moving nodes: frames, styles, states of fields, marks. */

import { isMarked } from "./stage.js";
import { RULES, page, tree, typed } from "./trees.js";
import { place } from "./changes.js";

/** @typedef {import("./dice.js").Dice} Dice */
/** @typedef {import("./stage.js").Stage} Stage */

const MOST_FRAMES = 3;
const SLOW_MS = 2000;

const loaded = (/** @type {any} */ frame) =>
  new Promise((resolve) => {
    frame.addEventListener("load", resolve, { once: true });
    setTimeout(resolve, SLOW_MS);
  });

/** A sheet made in the window that a root belongs to. @param {any} root */
const sheetFor = (root) => new (root.ownerDocument ?? root).defaultView.CSSStyleSheet();

/** Shadow roots, and documents of frames. @param {Stage} stage @returns {any[]} */
const adopters = (stage) => stage.roots().filter((root) => root !== stage.element).map((root) => (root.nodeType === 11 ? root : root.ownerDocument));

/** @param {Stage} stage @returns {any[]} */
const sheets = (stage) => stage.named("style").map((style) => style.sheet).filter(Boolean);

/** @type {Record<string, (dice: Dice, stage: Stage) => unknown>} */
export const states = {
  frame: (dice, stage) => {
    if (stage.named("iframe").length >= MOST_FRAMES) return;
    const frame = document.createElement("iframe");
    frame.width = "90";
    frame.height = "40";
    const parent = dice.pick(stage.parents());
    if (dice.once(2)) {
      frame.srcdoc = page(dice);
      const done = loaded(frame);
      place(dice, parent, frame);
      return frame.isConnected && done;
    }
    place(dice, parent, frame);
    frame.contentDocument?.body?.append(tree(dice, 1));
  },
  write: (dice, stage) => {
    const inside = dice.pick(stage.named("iframe"))?.contentDocument;
    if (!inside) return;
    inside.open();
    inside.write(page(dice));
    inside.close();
  },
  navigate: (dice, stage) => {
    const frame = dice.pick(stage.named("iframe"));
    if (!frame) return;
    frame.srcdoc = page(dice);
    return loaded(frame);
  },
  rewriteFrame: (dice, stage) => {
    const inside = dice.pick(stage.named("iframe"))?.contentDocument;
    if (inside?.documentElement) inside.documentElement.innerHTML = "<head></head><body><p>anew</p></body>";
  },
  replaceRoot: (dice, stage) => {
    const inside = dice.pick(stage.named("iframe"))?.contentDocument;
    if (!inside?.documentElement) return;
    const html = inside.createElement("html");
    html.append(inside.createElement("head"), inside.createElement("body"));
    html.lastChild.append("root ", inside.createElement("i"));
    inside.documentElement.replaceWith(html);
  },
  style: (dice, stage) => {
    const style = document.createElement("style");
    style.textContent = dice.once(3) ? "" : dice.pick(RULES);
    place(dice, dice.pick(stage.parents().filter((one) => one.localName !== "svg")), style);
  },
  styleText: (dice, stage) => {
    const style = dice.pick(stage.named("style"));
    if (style) style.textContent = dice.pick(RULES) + (dice.once(2) ? dice.pick(RULES) : "");
  },
  insertRule: (dice, stage) => {
    const sheet = dice.pick(sheets(stage));
    for (let i = dice.below(3); sheet && i >= 0; i--) sheet.insertRule(dice.pick(RULES), dice.below(sheet.cssRules.length + 1));
  },
  deleteRule: (dice, stage) => {
    const sheet = dice.pick(sheets(stage));
    if (sheet?.cssRules.length) sheet.deleteRule(dice.below(sheet.cssRules.length));
  },
  nestedRule: (dice, stage) => {
    const rules = sheets(stage).flatMap((sheet) => Array.from(sheet.cssRules)).filter((rule) => rule.cssRules && rule.type === 4);
    if (rules.length) dice.pick(rules).insertRule("s { color: green }", 0);
  },
  adopt: (dice, stage) => {
    const root = dice.pick(adopters(stage));
    if (!root) return;
    const sheet = sheetFor(root);
    sheet.replaceSync(dice.pick(RULES));
    root.adoptedStyleSheets = [...(dice.once(2) ? root.adoptedStyleSheets : []), sheet];
  },
  share: (dice, stage) => {
    const [one, other] = [dice.pick(adopters(stage)), dice.pick(adopters(stage))];
    if (one && (one.ownerDocument ?? one) === (other.ownerDocument ?? other)) other.adoptedStyleSheets = [...one.adoptedStyleSheets];
  },
  changeAdopted: (dice, stage) => {
    const sheet = dice.pick(adopters(stage))?.adoptedStyleSheets[0];
    if (!sheet) return;
    if (dice.once(2) || !sheet.cssRules.length) sheet.insertRule(dice.pick(RULES), 0);
    else sheet.deleteRule(0);
  },
  unadopt: (dice, stage) => {
    const root = dice.pick(adopters(stage));
    if (root?.adoptedStyleSheets.length) root.adoptedStyleSheets.pop();
  },
  check: (dice, stage) => {
    const box = dice.pick(stage.named("input").filter((one) => one.type === "checkbox" || one.type === "radio"));
    if (box) box.checked = box.type === "radio" || !box.checked;
  },
  fill: (dice, stage) => {
    const field = dice.pick(stage.named("input", "textarea").filter((one) => ["text", "textarea", "search"].includes(one.type)));
    if (field) field.value = dice.once(4) ? "" : typed(dice);
  },
  choose: (dice, stage) => {
    const select = dice.pick(stage.named("select"));
    if (!select?.options.length) return;
    const at = dice.below(select.options.length);
    if (dice.once(3)) select.options[at].selected = !select.options[at].selected;
    else select.selectedIndex = at;
  },
  options: (dice, stage) => {
    const select = dice.pick(stage.named("select"));
    if (!select) return;
    if (dice.once(2)) select.add(new Option("home", undefined, dice.once(2)), dice.below(3));
    else select.options[dice.below(3)]?.remove();
  },
  type: (dice, stage) => {
    const input = dice.pick(stage.named("input").filter((one) => one.type !== "range"));
    if (input) input.type = dice.pick(["text", "search", "checkbox", "radio"]);
  },
  byVisitor: (dice, stage) => {
    const field = dice.pick(stage.named("input", "textarea", "select"));
    if (!field) return;
    if (field.type === "checkbox" || field.type === "radio") return field.click();
    if (["text", "textarea", "search"].includes(field.type)) field.value = typed(dice);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  },
  reset: (dice, stage) => dice.pick(stage.named("form"))?.reset(),
  details: (dice, stage) => {
    const details = dice.pick(stage.named("details"));
    if (details) details.open = !details.open;
  },
  dialog: (dice, stage) => {
    const dialog = dice.pick(stage.named("dialog"));
    if (dialog?.isConnected) dialog.open ? dialog.close() : dialog.show();
  },
  popover: (dice, stage) => {
    const box = dice.pick(stage.elements().filter((one) => one.popover && one.isConnected));
    box?.togglePopover();
  },
  define: (dice, stage) => {
    const view = dice.pick(stage.documents()).defaultView;
    const name = dice.pick(["x-card", "x-late"]);
    if (dice.once(4) && view && !view.customElements.get(name)) view.customElements.define(name, class extends view.HTMLElement {});
  },
  mark: (dice, stage) => {
    // not where the name of its slot would be needed to show it: a box keeps no attribute
    const plain = stage.open().filter((one) => one.nodeType === 1 && one.namespaceURI?.endsWith("xhtml") && !one.slot && !/^(td|th|tr|thead|tbody|caption|option|optgroup|summary|slot|style|template|br)$/.test(one.localName));
    const element = dice.pick(plain);
    if (!element) return;
    const mark = dice.pick(["exclude", "exclude", "mask", "allow", "ignore"]);
    if (mark === "exclude") element.setAttribute("style", "display:block;width:50px;height:20px");
    element.setAttribute("data-velo", mark);
  },
  unmark: (dice, stage) => {
    const element = dice.pick(stage.elements().filter((one) => one.hasAttribute("data-velo")));
    element?.removeAttribute("data-velo");
  },
  markAndMove: (dice, stage) => {
    // a new node beside one that is marked in the same step
    const element = dice.pick(stage.open().filter((one) => one.nodeType === 1 && one.localName === "div"));
    if (!element || isMarked(element)) return;
    element.setAttribute("data-velo", "mask");
    element.before(tree(dice, 1));
    if (dice.once(2)) element.parentNode.append(element);
  },
};
