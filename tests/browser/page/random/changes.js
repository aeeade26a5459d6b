/** What programs do to nodes: come, go, move, are written anew. */

import { above, isBelow, isMarked } from "./stage.js";
import { CLASSES, STYLES, WORDS, declared, html, tree } from "./trees.js";

/** @typedef {import("./dice.js").Dice} Dice */
/** @typedef {import("./stage.js").Stage} Stage */

const isHtml = (/** @type {any} */ node) => node.nodeType === 11 || node.namespaceURI === "http://www.w3.org/1999/xhtml";

/** Puts nodes somewhere below a parent. @param {Dice} dice @param {any} parent @param {...any} nodes */
export function place(dice, parent, ...nodes) {
  const { childNodes } = parent;
  const next = dice.once(3) ? null : (childNodes[dice.below(childNodes.length + 1)] ?? null);
  for (const node of nodes) parent.insertBefore(node, next);
}

/** What is in no marked place, and does not hold one: it may be taken away. @param {Stage} stage */
const movable = (stage) => stage.open();

/** @type {Record<string, (dice: Dice, stage: Stage) => unknown>} */
export const changes = {
  add: (dice, stage) => place(dice, dice.pick(stage.parents()), tree(dice)),
  addMany: (dice, stage) => {
    const all = document.createDocumentFragment();
    for (let i = 0; i < 5; i++) all.append(tree(dice, 1));
    place(dice, dice.pick(stage.parents()), all);
  },
  move: (dice, stage) => {
    const [node, parent] = [dice.pick(movable(stage)), dice.pick(stage.parents())];
    if (node && !isBelow(parent, node)) place(dice, parent, node);
  },
  moveNext: (dice, stage) => {
    const node = dice.pick(movable(stage));
    if (node) place(dice, node.parentNode, node);
  },
  moveBefore: (dice, stage) => {
    const [node, parent] = [dice.pick(stage.open().filter((one) => one.nodeType === 1)), dice.pick(stage.parents())];
    const isHere = node && parent.moveBefore && node.getRootNode({ composed: true }) === parent.getRootNode({ composed: true });
    if (isHere && !isBelow(parent, node) && node.ownerDocument === parent.ownerDocument) parent.moveBefore(node, parent.firstChild);
  },
  remove: (dice, stage) => dice.pick(movable(stage))?.remove(),
  leaveAndReturn: (dice, stage) => {
    const node = dice.pick(movable(stage));
    const parent = node?.parentNode;
    node?.remove();
    if (parent) place(dice, parent, node);
  },
  changeWhileAway: (dice, stage) => {
    const node = dice.pick(stage.open().filter((one) => one.nodeType === 1 && isHtml(one)));
    const parent = node?.parentNode;
    if (!parent) return;
    node.remove();
    if (stage.parents().length) node.className = dice.pick(CLASSES);
    if (!["input", "textarea", "select", "iframe", "template", "style"].includes(node.localName)) node.prepend(tree(dice, 2));
    place(dice, parent, node);
  },
  takeInto: (dice, stage) => {
    // new parents for known nodes, both in one step
    const fresh = document.createElement("section");
    for (let i = 0; i < 3; i++) {
      const node = dice.pick(movable(stage));
      if (node && !isBelow(fresh, node)) place(dice, fresh, node);
    }
    place(dice, dice.pick(stage.parents().filter((parent) => !isBelow(parent, fresh))), fresh);
  },
  innerHTML: (dice, stage) => {
    const parent = dice.pick(stage.parents().filter(isHtml));
    if (parent !== stage.element || dice.once(4)) parent.innerHTML = html(dice);
  },
  outerHTML: (dice, stage) => {
    const element = dice.pick(stage.open().filter((one) => one.nodeType === 1 && isHtml(one) && isHtml(one.parentNode)));
    if (element) element.outerHTML = html(dice);
  },
  adjacent: (dice, stage) => {
    const element = dice.pick(stage.elements().filter((one) => isHtml(one) && isHtml(one.parentNode) && !["input", "textarea", "select", "iframe", "template", "style", "img"].includes(one.localName)));
    if (!element) return;
    const way = /** @type {InsertPosition} */ (dice.pick(["beforebegin", "afterbegin", "beforeend", "afterend"]));
    const kind = dice.below(3);
    if (kind === 0) element.insertAdjacentHTML(way, html(dice));
    else if (kind === 1) element.insertAdjacentText(way, dice.pick(WORDS));
    else element.insertAdjacentElement(way, document.createElement("u"));
  },
  textContent: (dice, stage) => {
    const parent = dice.pick(stage.parents());
    if (parent !== stage.element) parent.textContent = dice.pick(WORDS);
  },
  data: (dice, stage) => {
    const text = dice.pick(stage.nodes().filter((node) => node.nodeType === 3 && node.parentNode.localName !== "textarea"));
    if (text) dice.once(2) ? (text.data = dice.pick(WORDS)) : text.appendData(" help");
  },
  split: (dice, stage) => {
    const text = dice.pick(stage.nodes().filter((node) => node.nodeType === 3 && node.length > 1));
    text?.splitText(1 + dice.below(text.length - 1));
  },
  normalize: (dice, stage) => dice.pick(stage.parents()).normalize(),
  replace: (dice, stage) => dice.pick(movable(stage))?.replaceWith(tree(dice, 1), tree(dice, 1)),
  replaceChildren: (dice, stage) => {
    const parent = dice.pick(stage.parents().filter((one) => !isMarked(one)));
    const kept = parent && Array.from(parent.childNodes).filter(() => dice.once(2)).reverse();
    parent?.replaceChildren(...kept, tree(dice, 1));
  },
  swap: (dice, stage) => {
    const [one, other] = [dice.pick(movable(stage)), dice.pick(movable(stage))];
    if (!one || !other || isBelow(one, other) || isBelow(other, one)) return;
    const stand = document.createComment("");
    one.replaceWith(stand);
    other.replaceWith(one);
    stand.replaceWith(other);
  },
  turnRound: (dice, stage) => {
    // a parent goes below its child
    const child = dice.pick(stage.open().filter((one) => one.nodeType === 1 && stage.parents().includes(one) && one.parentNode !== stage.element));
    const parent = child?.parentNode;
    if (!parent || parent.nodeType !== 1 || ["body", "html"].includes(parent.localName)) return;
    parent.replaceWith(child);
    child.append(parent);
  },
  wrap: (dice, stage) => {
    const node = dice.pick(movable(stage));
    if (!node) return;
    const wrapper = document.createElement(dice.pick(["div", "span", "x-card"]));
    node.replaceWith(wrapper);
    wrapper.append(node);
  },
  unwrap: (dice, stage) => {
    const element = dice.pick(stage.open().filter((one) => one.nodeType === 1));
    element?.replaceWith(...element.childNodes);
  },
  reverse: (dice, stage) => {
    const parent = dice.pick(stage.parents());
    if (!isMarked(parent)) parent.append(...Array.from(parent.childNodes).reverse());
  },
  sort: (dice, stage) => {
    const parent = dice.pick(stage.parents());
    if (isMarked(parent)) return;
    const shuffled = Array.from(parent.childNodes, (node) => [dice.below(100), node]).sort((one, other) => one[0] - other[0]);
    for (const [, node] of shuffled) parent.append(node);
  },
  clone: (dice, stage) => {
    const node = dice.pick(stage.open());
    if (node) place(dice, dice.pick(stage.parents()), node.cloneNode(true));
  },
  attribute: (dice, stage) => {
    const element = dice.pick(stage.elements());
    const name = dice.pick(["class", "style", "role", "tabindex", "hidden", "title", "data-x", "dir", "class", "style", "open", "disabled"]);
    const values = { class: dice.pick(CLASSES), style: dice.pick(STYLES), role: "list", tabindex: String(dice.below(9)), dir: "ltr" };
    // What a field's style says is not told while its value is hidden: fields grow with what is typed.
    const isField = ["input", "textarea", "select"].includes(element?.localName);
    if (!element || ((isField || isMarked(element)) && name === "style") || (name === "open" && element.localName !== "details")) return;
    if (dice.once(3)) element.removeAttribute(name);
    else element.setAttribute(name, values[/** @type {"class"} */ (name)] ?? "");
  },
  manyAttributes: (dice, stage) => {
    for (const element of stage.elements()) if (dice.once(4)) element.classList.toggle("active");
  },
  shadow: (dice, stage) => {
    const hosts = stage.elements().filter((one) => isHtml(one) && ["div", "p", "span", "section", "x-card", "article"].includes(one.localName) && !one.shadowRoot);
    if (!hosts.length || stage.roots().length > 12) return;
    try {
      const root = dice.pick(hosts).attachShadow({ mode: dice.once(6) ? "closed" : "open" });
      const slot = document.createElement("slot");
      if (dice.once(3)) slot.name = "a";
      root.append(tree(dice, 1), slot);
    } catch {
      // it has a closed one
    }
  },
  declared: (dice, stage) => {
    const parent = dice.pick(stage.parents().filter((one) => one.setHTMLUnsafe && isHtml(one)));
    const holder = parent?.ownerDocument.createElement("div");
    if (!holder || stage.roots().length > 12) return;
    if (dice.once(2)) place(dice, parent, holder);
    holder.setHTMLUnsafe(declared(dice));
    if (!holder.isConnected) place(dice, parent, holder);
  },
  slots: (dice, stage) => {
    const element = dice.pick(stage.open().filter((one) => one.nodeType === 1 && (above(one)?.shadowRoot || one.localName === "slot")));
    if (!element) return;
    const name = element.localName === "slot" ? "name" : "slot";
    if (dice.once(2)) element.setAttribute(name, "a");
    else element.removeAttribute(name);
  },
};
