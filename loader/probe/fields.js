/**
 * What fields hold, as `value` records.
 *
 * Laws: the floor is asked just before each value is read, and a field on it is told with no value; so is a field below an
 * ignore mark, but for what a visitor gave it, which Python only looks for wherever the page repeats it (`typed`). A chosen option is
 * read only if the owner records inputs.
 */

import { bits, limits } from "./rules.js";
import { Kept, isWritten, pressed, remember, ticked, valueOf } from "./kept.js";
import { asks, isDropped, isHeld } from "./known.js";
import { clip } from "./serialize.js";
import {
  SafeMap, SafeSet, SafeWeakMap, collectionCount, formElements, getAttribute, getRootNode, inputChecked, inputType, inputValue, isConnected, localName,
  nodeCount, nodeType, parentNode, querySelectorAll, selectValue, textareaValue,
} from "./natives.js";
/** @import {Entry, Known} from "./known.js" */
/** @import {Marks} from "./marks.js" */

export class Fields {
  /**
   * @param {Known} known
   * @param {Marks} marks
   * @param {boolean} recordInputs
   */
  constructor(known, marks, recordInputs) {
    this.known = known;
    this.marks = marks;
    this.recordInputs = recordInputs;
    /** @type {Set<Element>} whose state may have changed */
    this.dirty = new SafeSet();
    /** @type {Set<Element>} those of them that a visitor changed */
    this.byUser = new SafeSet();
    /** @type {Map<Element, string[]>} what a visitor gave them */
    this.given = new SafeMap();
    /** @type {Set<Element>} those of these that have gone, and were told */
    this.told = new SafeSet();
    /** What they held when they were told last. @type {WeakMap<Element, unknown>} */
    this.said = new SafeWeakMap();
    /** Closed shadow roots, by host. @type {WeakMap<Element, ShadowRoot>} */
    this.closed = new SafeWeakMap();
    this.kept = new Kept(known, marks, this.closed);
  }

  /**
   * A visitor changed a field, or something that may hold one: with a radio button, its whole group.
   * @param {Element} field
   */
  changed(field) {
    this.byUser.add(field);
    this.hear(field);
    this.set(field);
  }

  /**
   * What a visitor gave a field is read at once: a page may repeat it and empty the field before anything is told. Of a field in a closed
   * shadow root only the host is seen.
   * @param {Element} field
   */
  hear(field) {
    const root = this.closed.get(field);
    if (root) {
      const inside = querySelectorAll(root, "*");
      for (let i = 0, n = nodeCount(inside); i < n; i++) this.hear(inside[i]);
    }
    if (!isWritten(field)) return;
    const entry = this.known.get(field);
    if (entry && entry.marks & bits.floor) return;
    if (!this.marks.floor.holds(field, localName(field), false)) remember(this.given, field, valueOf(field));
  }

  /** What a visitor gave fields that the recorder does not know, because they lie in boxes or have gone before they were read. */
  keep() {
    this.given.forEach((values, field) => {
      const entry = this.known.trace(field);
      const isUntold = (!entry || !isHeld(entry)) && !this.isSaid(field, values);
      if (isUntold || asks(entry ?? null, bits.exclude)) this.kept.given.set(field, values);
    });
  }

  /**
   * Whether all that a visitor gave a field was told: of one that went, browsers and libraries tell once more what it held.
   * @param {Element} field
   * @param {string[]} values
   */
  isSaid(field, values) {
    return this.told.has(field) || (values.length === 1 && this.said.get(field) === values[0]);
  }

  /**
   * Tells what a field holds now, and before that what a visitor gave it and a script has changed since: where no values show, and of a
   * field below an ignore mark, only to be looked for.
   * @param {Element} field
   * @param {unknown[]} record of what it holds now
   * @param {(record: unknown[]) => void} tell
   */
  say(field, record, tell) {
    if (isSilent(record) && !this.marks.floor.holds(field, localName(field), false)) remember(this.given, field, valueOf(field));
    const given = this.given.get(field) ?? [];
    const last = given.length - 1;
    for (let i = 0; i <= last; i++) if (i < last || given[i] !== record[3]) tell(as(record, given[i], this.recordInputs));
    tell(record);
    this.said.set(field, record[3]);
  }

  /**
   * What a visitor gave fields that have gone since: to be told before what became of their places, while Python still knows them. Of one on
   * the floor, that it was typed into.
   * @param {(record: unknown[]) => void} tell
   */
  vanished(tell) {
    const tellGone = (/** @type {Element} */ field) => {
      const entry = this.known.trace(field);
      const record = entry && !isConnected(field) && !isDropped(entry, this.known.turn) && this.record(field, entry);
      if (!record) return;
      this.say(field, record, tell);
      this.told.add(field);
    };
    this.given.forEach((_, field) => tellGone(field));
    this.byUser.forEach((_, field) => this.given.has(field) || tellGone(field));
  }

  /**
   * A field, or an option of one, may have another state.
   * @param {Element} field
   */
  set(field) {
    if (localName(field) === "option") {
      const list = listOf(field);
      if (list) this.dirty.add(list);
      return;
    }
    this.dirty.add(field);
    const name = localName(field) === "input" && inputType(field) === "radio" && getAttribute(field, "name");
    if (!name) return;
    const radios = querySelectorAll(getRootNode(field), "input[type=radio i]");
    for (let i = 0, n = nodeCount(radios); i < n; i++) if (getAttribute(radios[i], "name") === name) this.dirty.add(radios[i]);
  }

  /** @param {Element} form that was reset */
  reset(form) {
    const elements = formElements(form);
    for (let i = 0, n = collectionCount(elements); i < n; i++) this.dirty.add(elements[i]);
  }

  /**
   * The `value` record of a field.
   * @param {Element} field
   * @param {Entry} entry
   * @returns {unknown[] | null} null: nothing to tell
   */
  record(field, entry) {
    const tag = localName(field);
    const type = tag === "input" ? inputType(field) : "";
    if (pressed.has(type)) return null;
    const byUser = this.byUser.has(field);
    const silent = asks(entry, bits.ignore);
    if (silent && byUser) {
      const given = !(entry.marks & bits.floor) && this.given.get(field);
      return given ? ["typed", 0, entry.id, clip(given[given.length - 1], limits.text_chars)] : null;
    }
    if (silent || entry.marks & bits.floor) return ["value", 0, entry.id, null, null, byUser];
    const value = tag === "input" ? inputValue(field) : tag === "textarea" ? textareaValue(field) : this.recordInputs ? selectValue(field) : null;
    return ["value", 0, entry.id, value === null ? null : clip(value, limits.text_chars), ticked.has(type) ? inputChecked(field) : null, byUser];
  }

  /** A whole page is about to be read: what a visitor gave fields that have gone is looked for in it, as what stands in boxes is. */
  restart() {
    const { given } = this;
    given.forEach((values, field) => isConnected(field) || this.isSaid(field, values) || this.kept.given.set(field, values));
    this.clear();
    given.forEach((values, field) => isConnected(field) && this.given.set(field, values));
  }

  clear() {
    this.dirty = new SafeSet();
    this.byUser = new SafeSet();
    if (this.given.size) this.given = new SafeMap();
    if (this.told.size) this.told = new SafeSet();
  }
}

/** @param {unknown[]} record */
const isSilent = (record) => record[0] === "typed" || record[3] === null;

/**
 * A record of something else that a field has held.
 * @param {unknown[]} record
 * @param {string} value
 * @param {boolean} shows
 */
function as(record, value, shows) {
  const clipped = clip(value, limits.text_chars);
  return isSilent(record) || !shows ? ["typed", 0, record[2], clipped] : ["value", 0, record[2], clipped, record[4], true];
}

/**
 * The list that an option belongs to.
 * @param {Element} option
 */
function listOf(option) {
  for (let at = parentNode(option); at && nodeType(at) === 1; at = parentNode(at)) {
    const name = localName(/** @type {Element} */ (at));
    if (name === "select") return /** @type {Element} */ (at);
    if (name !== "optgroup") return null;
  }
  return null;
}
