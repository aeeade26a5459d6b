/**
 * What fields hold, as `value` records.
 *
 * Laws: the floor is asked just before each value is read, and a field on it is told with no value; so is a field below an
 * ignore mark, but for what a visitor gave it, which Python only looks for wherever the page repeats it (`typed`). A chosen option is
 * read only if the owner records inputs.
 */

import { bits, limits } from "./rules.js";
import { Kept, pressed, ticked, valueOf } from "./kept.js";
import { asks } from "./known.js";
import { clip } from "./serialize.js";
import {
  SafeMap, SafeSet, collectionCount, formElements, getAttribute, getRootNode, inputChecked, inputType, inputValue, isConnected, localName,
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
    /** @type {Map<Element, string>} what a visitor gave them last */
    this.given = new SafeMap();
    this.kept = new Kept(known, marks);
  }

  /**
   * A visitor changed a field: with a radio button, its whole group.
   * @param {Element} field
   */
  changed(field) {
    this.byUser.add(field);
    this.hear(field);
    this.set(field);
  }

  /**
   * What a visitor gave a field is read at once: a page may repeat it and empty the field before anything is told.
   * @param {Element} field
   */
  hear(field) {
    const entry = this.known.get(field);
    if (!entry || asks(entry, bits.exclude)) return this.kept.hear(field);
    if (entry.marks & bits.floor || this.marks.floor.holds(field, localName(field), false)) return;
    const value = valueOf(field);
    if (value) this.given.set(field, value);
  }

  /**
   * A `value` record of what a visitor gave a field and a script has changed since.
   * @param {Element} field
   * @param {unknown[]} record of what it holds now
   * @returns {unknown[] | null} null: it is what it holds
   */
  before(field, record) {
    const given = this.given.get(field);
    if (record[0] === "value" && record[3] === null) return this.behind(field, record);
    if (given === undefined || record[3] === null || record[3] === given) return null;
    return ["value", 0, record[2], clip(given, limits.text_chars), record[4], true];
  }

  /**
   * A `typed` record of what stands in a field below an ignore mark.
   * @param {Element} field
   * @param {unknown[]} record
   * @returns {unknown[] | null}
   */
  behind(field, record) {
    if (this.marks.floor.holds(field, localName(field), false)) return null;
    const value = valueOf(field);
    return value ? ["typed", 0, record[2], clip(value, limits.text_chars)] : null;
  }

  /**
   * What a visitor gave fields that have gone since: to be told before what became of their places, while Python still knows them.
   * @returns {unknown[][]} records
   */
  vanished() {
    /** @type {unknown[][]} */
    const records = [];
    this.given.forEach((value, field) => {
      const entry = this.known.get(field);
      const record = entry && !isConnected(field) && this.record(field, entry);
      if (!record) return;
      if (record[3] !== null) record[3] = clip(value, limits.text_chars);
      records[records.length] = record;
    });
    return records;
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
      const given = entry.marks & bits.floor ? "" : this.given.get(field);
      return given ? ["typed", 0, entry.id, clip(given, limits.text_chars)] : null;
    }
    if (silent || entry.marks & bits.floor) return ["value", 0, entry.id, null, null, byUser];
    const value = tag === "input" ? inputValue(field) : tag === "textarea" ? textareaValue(field) : this.recordInputs ? selectValue(field) : null;
    return ["value", 0, entry.id, value === null ? null : clip(value, limits.text_chars), ticked.has(type) ? inputChecked(field) : null, byUser];
  }

  clear() {
    this.dirty = new SafeSet();
    this.byUser = new SafeSet();
    if (this.given.size) this.given = new SafeMap();
  }
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
