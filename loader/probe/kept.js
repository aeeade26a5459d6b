/**
 * What stands in excluded boxes, and what is typed there: told to Python as `kept`, which tells it nobody and looks for it wherever the
 * page repeats it.
 *
 * Laws: no field on the floor is read; a box is read again only when its text has changed, and never more of it than the limit.
 */

import { each } from "./history.js";
import { LEAF, roleOf } from "./roles.js";
import { limits, setOf } from "./rules.js";
import {
  SafeMap, SafeWeakMap, SafeWeakSet, data, getAttribute, inputType, inputValue, json, localName, namespaceURI, nodeType, parentNode, slice,
  textContent, textareaValue,
} from "./natives.js";
/** @import {Known} from "./known.js" */
/** @import {Marks} from "./marks.js" */

export const HTML = "http://www.w3.org/1999/xhtml";
export const pressed = setOf(["button", "submit", "reset", "image", "hidden"]);
export const ticked = setOf(["checkbox", "radio"]);
export const LABELS = ["title", "alt", "aria-label", "placeholder"];
const BOX_CHARS = 20_000;
const MOST_GIVEN = 200; // values of one field between two looks

export class Kept {
  /**
   * @param {Known} known
   * @param {Marks} marks
   * @param {WeakMap<Element, ShadowRoot>} closed shadow roots, by host
   */
  constructor(known, marks, closed) {
    this.known = known;
    this.marks = marks;
    this.closed = closed;
    /** Called for each root in a box, which nobody observes otherwise. @type {(root: Node) => void} */
    this.onRoot = () => {};
    /** Boxes with such roots. @type {WeakSet<Element>} */
    this.deep = new SafeWeakSet();
    /** @type {WeakMap<Element, string>} */
    this.texts = new SafeWeakMap();
    /** @type {WeakMap<Element, number>} */
    this.numbers = new SafeWeakMap();
    this.last = 0;
    /** @type {Map<Element, string[]>} what a visitor gave fields in boxes, and such as have gone unread */
    this.given = new SafeMap();
  }

  /**
   * What a box holds now.
   * @param {Element} box
   * @returns {unknown[] | null} null: what it held when it was asked last
   */
  record(box) {
    let text = slice(textContent(box), 0, BOX_CHARS);
    const isDeep = this.deep.has(box);
    if (!isDeep && this.texts.get(box) === text) return null;
    const told = this.read(box);
    if (this.deep.has(box)) text = json(told);
    if (isDeep && this.texts.get(box) === text) return null;
    this.texts.set(box, text);
    return told.length ? ["kept", 0, 0, told] : null;
  }

  /** All boxes count as never asked. */
  forget() {
    this.texts = new SafeWeakMap();
  }

  /**
   * The texts, labels and values in an element, each by itself.
   * @param {Node} box
   */
  read(box) {
    /** @type {string[]} */
    const told = [];
    let left = BOX_CHARS;
    const tell = (/** @type {string | null} */ one) => {
      if (!one || left <= 0) return;
      left -= one.length;
      told[told.length] = slice(one, 0, limits.attribute_chars);
    };
    const visit = (/** @type {Node} */ node) => {
      if (nodeType(node) === 9 || nodeType(node) === 11) {
        this.deep.add(/** @type {Element} */ (box));
        this.onRoot(node);
      } else if (nodeType(node) === 3) {
        const parent = parentNode(node);
        if (!parent || nodeType(parent) !== 1 || !(roleOf(localName(/** @type {Element} */ (parent))) & LEAF)) tell(data(node));
      } else if (nodeType(node) === 1) {
        const element = /** @type {Element} */ (node);
        for (let i = 0; i < LABELS.length; i++) tell(getAttribute(element, LABELS[i]));
        if (this.mayRead(element)) tell(valueOf(element));
        const root = this.closed.get(element);
        if (root) each(root, visit);
      }
    };
    each(box, visit);
    return told;
  }

  /** @param {Element} element */
  mayRead(element) {
    const tag = localName(element);
    return isWritten(element) && !this.marks.floor.holds(element, tag, false);
  }

  /** @param {(record: unknown[]) => void} tell */
  take(tell) {
    this.given.forEach((values, field) => {
      let number = this.numbers.get(field);
      if (!number) this.numbers.set(field, (number = ++this.last));
      for (let i = 0; i < values.length; i++) tell(["kept", 0, number, [slice(values[i], 0, limits.text_chars)]]);
    });
    if (this.given.size) this.given = new SafeMap();
  }
}

/**
 * Notes what a visitor gave a field. What is typed on, or back, is one value; a field that was emptied and typed into anew has held two.
 * @param {Map<Element, string[]>} given
 * @param {Element} field
 * @param {string} value
 */
export function remember(given, field, value) {
  if (!value) return;
  const values = given.get(field) ?? [];
  const last = values[values.length - 1] ?? "";
  const at = values.length === MOST_GIVEN || (last && goesOn(last, value)) ? values.length - 1 : values.length;
  if (!goesOn(value, last)) values[at] = value;
  given.set(field, values);
}

/**
 * A script gave a field a value: what a visitor gives it next goes on with what came before only if that value does. Between the two
 * stands "", which is told as well: the field was emptied.
 * @param {string[]} values
 * @param {string} value
 */
export function part(values, value) {
  if (values.length < MOST_GIVEN && !goesOn(values[values.length - 1], value)) values[values.length] = "";
}

/**
 * @param {string} last
 * @param {string} value
 */
const goesOn = (last, value) => slice(value, 0, last.length) === last;

/**
 * Whether a field is one to write in.
 * @param {Element} field
 */
export function isWritten(field) {
  if (namespaceURI(field) !== HTML) return false;
  const tag = localName(field);
  const type = tag === "input" ? inputType(field) : "";
  return tag === "textarea" || (tag === "input" && !ticked.has(type) && !pressed.has(type));
}

/**
 * What is written in a field; "" for all that is no such field.
 * @param {Element} field
 */
export const valueOf = (field) => (!isWritten(field) ? "" : localName(field) === "input" ? inputValue(field) : textareaValue(field));
