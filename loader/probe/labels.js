/** What names a field on the page beside its own attributes: labels, groups, and the words before it. */

import { fields, leaves } from "./rules.js";
import {
  SafeMap, SafeRegExp, data, firstChild, getAttribute, getElementById, getRootNode, localName, nextSibling, nodeCount, nodeType, parentNode,
  previousSibling, querySelectorAll, trim,
} from "./natives.js";

/** So much of a text names a field. */
export const DESCRIPTION_CHARS = 200;
/** What may be named. */
export const FIELDS_BELOW = "input,textarea,select";
// Words before a field are its label up to this length, so many nodes back, and so many boxes up.
const LABEL_CHARS = 60;
const STEPS_BESIDE = 4;
const LEVELS_BESIDE = 3;
const word = "\\S+";

/** A text, or a CDATA section. @param {number} type */
const isText = (type) => type === 3 || type === 4;

export class Labels {
  /** @param {(text: string) => boolean} describes whether a name says what is asked for */
  constructor(describes) {
    this.describes = describes;
    /** @type {Map<Node, Map<string, Element[]>>} root to the labels for each id */
    this.inRoots = new SafeMap();
  }

  /** The page may have changed. */
  forget() {
    if (this.inRoots.size) this.inRoots = new SafeMap();
  }

  /**
   * Whether anything that names a field says so.
   * @param {Element} field
   */
  say(field) {
    return this.labelled(field) || this.beside(field);
  }

  /**
   * Whether a label of the field says so: round it, for its id, or named by it.
   * @param {Element} field
   */
  labelled(field) {
    for (let at = parentNode(field); at && nodeType(at) === 1; at = parentNode(at)) {
      const name = localName(/** @type {Element} */ (at));
      if (name === "label" && this.describes(textOf(at))) return true;
      if (name !== "fieldset" && getAttribute(/** @type {Element} */ (at), "role") !== "group") continue;
      if (this.describes(getAttribute(/** @type {Element} */ (at), "aria-label") || legendOf(at))) return true;
    }
    const id = getAttribute(field, "id");
    const named = `${getAttribute(field, "aria-labelledby") ?? ""} ${getAttribute(field, "aria-describedby") ?? ""}`;
    if (!id && named === " ") return false;
    const root = getRootNode(field);
    const labels = (id && this.inRoot(root).get(id)) || [];
    for (let i = 0; i < labels.length; i++) if (this.describes(textOf(labels[i]))) return true;
    const ids = new SafeRegExp(word, "g");
    for (let match = ids.exec(named); match; match = ids.exec(named)) {
      const label = getElementById(root, match[0]);
      if (label && this.describes(textOf(label))) return true;
    }
    return false;
  }

  /**
   * Whether the words just before a field say so, in its own box or in the one before: the way tables and old forms label.
   * @param {Element} field
   */
  beside(field) {
    let at = /** @type {Node | null} */ (field);
    for (let level = 0; at && level < LEVELS_BESIDE; level++, at = parentNode(at)) {
      let before = previousSibling(at);
      for (let steps = 0; before && steps < STEPS_BESIDE; steps++, before = previousSibling(before)) {
        const type = nodeType(before);
        if (type !== 1 && !isText(type)) continue;
        if (type === 1 && nodeCount(querySelectorAll(/** @type {Element} */ (before), FIELDS_BELOW))) return false;
        const name = type === 1 ? localName(/** @type {Element} */ (before)) : "";
        if (fields.has(name)) return false;
        const text = trim(isText(type) ? data(before) : leaves.has(name) ? "" : textOf(before));
        if (text) return text.length <= LABEL_CHARS && this.describes(text);
      }
    }
    return false;
  }

  /**
   * All labels with a `for` in one root, by id: one query instead of a search for each field.
   * @param {Node} root
   */
  inRoot(root) {
    let known = this.inRoots.get(root);
    if (known) return known;
    known = new SafeMap();
    const found = isText(nodeType(root)) ? [] : querySelectorAll(root, "label[for]");
    for (let i = 0, n = nodeCount(found); i < n; i++) {
      const id = getAttribute(found[i], "for") ?? "";
      const list = known.get(id) ?? [];
      list[list.length] = found[i];
      known.set(id, list);
    }
    this.inRoots.set(root, known);
    return known;
  }
}

/**
 * What a group of fields is called.
 * @param {Node} fieldset
 */
function legendOf(fieldset) {
  for (let node = firstChild(fieldset); node; node = nextSibling(node)) {
    if (nodeType(node) === 1) return localName(/** @type {Element} */ (node)) === "legend" ? textOf(node) : "";
  }
  return "";
}

/**
 * The first words below a node.
 * @param {Node} top
 */
function textOf(top) {
  let text = "";
  for (let node = /** @type {Node | null} */ (top); node && text.length < DESCRIPTION_CHARS; node = following(node, top)) {
    if (isText(nodeType(node))) text += data(node) + " ";
  }
  return text;
}

/**
 * The next node in document order below `top`; what lies in leaves is passed over.
 * @param {Node} node
 * @param {Node} top
 */
function following(node, top) {
  const below = nodeType(node) === 1 && leaves.has(localName(/** @type {Element} */ (node))) ? null : firstChild(node);
  if (below) return below;
  for (let at = /** @type {Node | null} */ (node); at && at !== top; at = parentNode(at)) {
    const next = nextSibling(at);
    if (next) return next;
  }
  return null;
}
