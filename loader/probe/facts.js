/** What is told of single nodes, as the page stands now: texts, attributes, values, sheets, sizes. */

import { READ, bits, limits } from "./rules.js";
import { Kind } from "./known.js";
import { FIELD, FRAME, IMAGE, SHEET } from "./roles.js";
import { clip } from "./serialize.js";
import { ownerOf, rulesOf } from "./sheets.js";
import { topOf, touchesTop } from "./top.js";
import {
  getAttribute, data, isConnected, localName, naturalSize, nodeType, parentNode, round, scrollLeft, scrollTop, scrollX,
  scrollY, windowOf,
} from "./natives.js";
import { Telling } from "./telling.js";
/** @import {Entry} from "./known.js" */

export class Facts extends Telling {
  /** @param {Node} text */
  text(text) {
    const entry = this.known.get(text);
    if (!entry) return;
    entry.dirty = false;
    if (entry.kind !== Kind.TEXT || entry.fresh === this.flush || !this.standing(text)) return;
    this.tell(["text", 0, entry.id, clip(data(text), limits.text_chars)]);
  }

  /**
   * @param {Element} element
   * @param {string | null} [value] if only the class changed and was read already
   */
  attributes(element, value) {
    const entry = this.known.get(element);
    if (!entry) return;
    const { names } = entry;
    entry.names = null;
    if (!names || entry.fresh === this.flush || entry.marks & bits.exclude || !this.standing(element)) return;
    /** @type {(string | null)[]} */
    const told = [];
    if (value !== undefined) {
      told[0] = "class";
      told[1] = value === null ? null : clip(value, limits.attribute_chars);
    } else if (typeof names === "string") this.attribute(element, entry, names, told);
    else for (let i = 0; i < names.length; i++) this.attribute(element, entry, names[i], told);
    if (told.length) this.tell(["attributes", 0, entry.id, entry.marks, told]);
    if (entry.role & FIELD) this.fields.dirty.add(element);
    if (entry.role & SHEET) this.sheets.add(element);
  }

  /**
   * @param {Element} element
   * @param {Entry} entry
   * @param {string} name
   * @param {(string | null)[]} told
   */
  attribute(element, entry, name, told) {
    if (!(this.marks.table.uses(name) & READ)) return;
    if (entry.marks & bits.floor && (name === "value" || name === "checked")) return;
    const value = getAttribute(element, name);
    told[told.length] = name;
    told[told.length] = value === null ? null : clip(value, limits.attribute_chars);
    if (touchesTop(element, name)) {
      told[told.length] = ":top";
      told[told.length] = topOf(element) || null;
    }
  }

  /**
   * A frame records itself: its recorder hears of that when the frame is told.
   * @param {Element} frame
   * @param {number} number
   */
  join(frame, number) {
    if (!isConnected(frame)) this.joined.delete(frame);
    const entry = this.standing(frame);
    if (!entry || entry.marks & bits.exclude || entry.joined === number) return;
    entry.joined = number;
    this.tell(["frame", 0, entry.id, number]);
  }

  /**
   * How far an element, or a document, is scrolled already.
   * @param {Element | Document} place
   */
  scrolled(place) {
    const isDocument = nodeType(place) === 9;
    const view = isDocument && windowOf(/** @type {Document} */ (place));
    if (isDocument && !view) return; // its frame went while the page was read
    const x = view ? scrollX(view) : scrollLeft(/** @type {Element} */ (place));
    const y = view ? scrollY(view) : scrollTop(/** @type {Element} */ (place));
    const entry = x || y ? this.standing(place) : undefined;
    if (entry) this.tell(["scroll", 0, entry.id, round(x), round(y)]);
  }

  /**
   * A popover was opened or closed.
   * @param {Element} popover
   */
  toggle(popover) {
    const entry = this.standing(popover);
    if (!entry || entry.fresh === this.flush || entry.marks & bits.exclude) return;
    this.tell(["attributes", 0, entry.id, entry.marks, [":top", topOf(popover) || null]]);
  }

  /** @param {Element} field */
  value(field) {
    const entry = this.standing(field);
    if (!entry || entry.marks & bits.exclude || !(entry.role & FIELD)) return;
    if (entry.fresh < this.treeFlush && !(entry.marks & bits.floor) && this.marks.floor.holds(field, localName(field), false)) {
      entry.marks |= bits.floor;
      this.tell(["marks", 0, entry.id, entry.marks]);
    }
    const record = this.fields.record(field, entry);
    if (record) this.fields.say(field, record, (told) => this.tell(told));
  }

  /** @param {Element} owner */
  sheet(owner) {
    const entry = this.standing(owner);
    if (!entry || entry.marks & bits.exclude) return;
    const text = this.styles.text(owner);
    if (text !== null) this.tell(["sheet", 0, entry.id, text]);
  }

  /**
   * Rules that scripts changed: one by one, or the whole sheet.
   * @param {CSSStyleSheet} sheet
   * @param {import("./sheets.js").Rules} rules
   */
  rules(sheet, rules) {
    const owner = ownerOf(sheet);
    if (owner) {
      const entry = this.sheets.has(owner) ? undefined : this.standing(owner);
      if (!entry || entry.marks & bits.exclude) return;
      if (rules) this.tell(["rules", 0, entry.id, rules]);
      else this.sheets.add(owner);
      return;
    }
    const id = this.styles.ids.get(sheet);
    if (id !== undefined) this.tell(["sheet", 0, id, rulesOf(sheet) ?? ""]);
  }

  /**
   * The sheets that a root has adopted.
   * @param {Node} root
   */
  adopted(root) {
    const entry = this.standing(root);
    const adoption = entry && this.styles.adoption(root, entry);
    if (adoption) this.tell(["adopted", 0, entry.id, adoption.ids, adoption.texts]);
  }

  /**
   * A picture, a link or a frame has loaded.
   * @param {Element} element
   */
  loaded(element) {
    const role = this.known.get(element)?.role ?? 0;
    if (role & SHEET) this.sheets.add(element);
    else if (role & IMAGE) this.pictures.add(element);
    else if (role & FRAME) this.frames.add(element);
    else if (getAttribute(element, "popover") !== null) this.toggled.add(element);
  }

  /**
   * A picture of what an opened element shows.
   * @param {Element} element
   * @param {string} url
   */
  drawn(element, url) {
    const entry = this.standing(element);
    if (entry && isOpen(entry)) this.tell(["drawn", 0, entry.id, url]);
    else this.samples.unwatch(element);
  }

  /** @param {Element} image */
  picture(image) {
    const { width, height } = naturalSize(image);
    const marks = this.known.get(image)?.marks ?? bits.exclude;
    if (width && !(marks & bits.exclude)) this.box(image, width, height);
  }

  /**
   * @param {Element} element
   * @param {number} width
   * @param {number} height
   * @param {string[]} [place]
   */
  box(element, width, height, place) {
    const entry = this.standing(element);
    if (!entry) return;
    if (place) this.tell(["place", 0, entry.id, place]);
    this.tell(["box", 0, entry.id, round(width), round(height)]);
  }

  /**
   * What stands in a box, if that has changed.
   * @param {Element} box
   */
  keep(box, isNew = false) {
    if (isNew) this.fields.kept.texts.delete(box);
    const record = this.fields.kept.record(box);
    if (record) this.tell(record);
  }

  /**
   * Something changed in an element below which nothing is told.
   * @param {Element} element
   * @param {Entry} entry
   */
  inside(element, entry) {
    if (entry.role & SHEET) this.sheets.add(element);
    else if (entry.role & FIELD) this.fields.dirty.add(element);
  }

  /**
   * Other options may mean another choice.
   * @param {Element} parent
   */
  optionsChanged(parent) {
    const name = localName(parent);
    if (name === "select") this.fields.dirty.add(parent);
    const up = name === "optgroup" || name === "option" ? parentNode(parent) : null;
    if (up && nodeType(up) === 1) this.optionsChanged(/** @type {Element} */ (up));
  }
}

/**
 * Whether the owner opened an element itself, so that what it draws may be sampled.
 * @param {Entry} entry
 */
export const isOpen = (entry) => (entry.marks & (bits.allow | bits.exclude | bits.mask | bits.ignore)) === bits.allow;
