/**
 * The floor, on the page's side: fields whose values are never read.
 *
 * Laws: once on the floor, a field stays there for ever; a field that takes the place of one is on it too; nothing is read
 * of a field's value to decide. The words and types come from `recorder/floor.py`; labels, looks and history are seen here only.
 */

import { above } from "./frames.js";
import { DESCRIPTION_CHARS, FIELDS_BELOW, Labels } from "./labels.js";
import { fields, floorNames, floorRules, floorTypes } from "./rules.js";
import {
  SafeMap, SafeRegExp, SafeSet, SafeWeakSet, firstChild, getAttribute, getComputedStyle, getPropertyValue, indexOf, inputType,
  localName, lower, nodeCount, nodeType, normalize, now, querySelectorAll, replace, slice,
} from "./natives.js";

const LEVELS_AROUND = 10; // up to the component that a field is a part of
const DESCRIPTIONS_REMEMBERED = 2000;
// So long after a field of the floor was removed, what comes in its place counts as the same field.
const REPLACED_MS = 1000;

const autocomplete = new SafeRegExp(floorRules.autocomplete);
const words = new SafeRegExp(floorRules.words);
const compact = new SafeRegExp(floorRules.compact);
const sample = new SafeRegExp(floorRules.sample);
const dotted = new SafeRegExp(floorRules.look.font, "i");
const hump = new SafeRegExp("([a-z0-9])([A-Z])", "g");
const accents = new SafeRegExp("[\\u0300-\\u036f]+", "g");
const gap = new SafeRegExp("[^\\p{L}\\p{N}]+", "gu");
const spaces = new SafeRegExp(" ", "g");
const word = "\\S+";

/**
 * Whether one name, label or placeholder says so: `describes_floor` in recorder/floor.py, step by step.
 * @param {string} description
 */
export function describesFloor(description) {
  const flat = normalize(replace(description, hump, "$1 $2"), "NFKD");
  const spaced = lower(replace(replace(flat, accents, ""), gap, " "));
  return words.test(spaced) || compact.test(replace(spaced, spaces, ""));
}

/** Types of input that show what is typed, so that dots instead of letters mean something. */
const hasLook = new SafeRegExp("^(?:text|search|tel|url|email|number)$");

export class Floor {
  constructor() {
    /** @type {WeakSet<Element>} */
    this.fields = new SafeWeakSet();
    this.any = false;
    /** Found not to be on the floor since the page had its last turn. @type {Set<Element>} */
    this.free = new SafeSet();
    /** @type {Map<string, boolean>} */
    this.descriptions = new SafeMap();
    this.labels = new Labels((text) => this.describes(text));
    /** @type {Map<Node, number>} where a field of the floor was removed, and when */
    this.vacated = new SafeMap();
  }

  /** The page may have changed since any field was looked at. */
  forget() {
    if (this.free.size) this.free = new SafeSet();
  }

  /** Nobody looks any more, perhaps for ever: the page's nodes are the page's alone. */
  rest() {
    this.forget();
    this.labels.forget();
    this.vacated = new SafeMap();
  }

  /** Labels may have changed since the last flush. */
  refresh() {
    this.labels.forget();
    const at = now();
    this.vacated.forEach((then, place) => {
      if (at - then > REPLACED_MS) this.vacated.delete(place);
    });
  }

  /**
   * Whether a field is on the floor; asked before its value is read, each time.
   * @param {Element} field
   * @param {string} tag
   * @param {boolean} isNew it has not been seen before
   */
  holds(field, tag, isNew) {
    if (this.fields.has(field)) return true;
    if (!isNew && this.free.has(field)) return false;
    const on = this.says(field, tag) || (isNew && this.vacated.size > 0 && this.replaces(field));
    if (on) this.keep(field);
    else this.free.add(field);
    return on;
  }

  /** @param {Element} field */
  keep(field) {
    this.fields.add(field);
    this.any = true;
  }

  /**
   * What an attribute of a field was before: `type=password` turned to text in one go is still on the floor.
   * @param {Element} field
   * @param {string} name
   * @param {string} value
   */
  was(field, name, value) {
    if (!floorNames.has(name) || name === "style" || name === "aria-labelledby") return;
    if (name === "type" ? floorTypes.has(lower(value)) : name === "autocomplete" ? completes(value) : this.describes(value)) this.keep(field);
  }

  /**
   * A node left this place: where a field of the floor was, its successor will be on the floor.
   * @param {Node} place
   * @param {Node} removed
   */
  left(place, removed) {
    if (!this.any || nodeType(removed) !== 1) return;
    const element = /** @type {Element} */ (removed);
    if (this.fields.has(element) || (firstChild(element) && this.holdsBelow(element))) this.vacated.set(place, now());
  }

  /** @param {Element} element */
  holdsBelow(element) {
    const below = querySelectorAll(element, FIELDS_BELOW);
    for (let i = 0, n = nodeCount(below); i < n; i++) if (this.fields.has(below[i])) return true;
    return false;
  }

  /** @param {Element} field */
  replaces(field) {
    for (let at = above(field); at; at = above(at)) {
      if (this.vacated.has(at)) return true;
    }
    return false;
  }

  /**
   * @param {Element} field
   * @param {string} tag
   * @returns {boolean}
   */
  says(field, tag) {
    const type = tag === "input" ? inputType(field) : "";
    if (floorTypes.has(lower(getAttribute(field, "type") ?? ""))) return true;
    const tokens = getAttribute(field, "autocomplete");
    if (tokens && completes(tokens)) return true;
    for (let i = 0; i < floorRules.describedBy.length; i++) {
      const value = getAttribute(field, floorRules.describedBy[i]);
      if (value && this.describes(value)) return true;
    }
    if (sample.test(getAttribute(field, "placeholder") ?? "")) return true;
    const here = this.labels.say(field) || ((tag === "textarea" || hasLook.test(type)) && looks(field));
    return here || (fields.has(tag) && this.isPart(field));
  }

  /**
   * Whether the component that a field is a part of says so: to the page, a custom element around one field is the field.
   * @param {Element} field
   */
  isPart(field) {
    let at = above(field);
    for (let level = 0; at && level < LEVELS_AROUND; level++, at = above(at)) {
      const name = nodeType(at) === 1 ? localName(/** @type {Element} */ (at)) : "";
      if (indexOf(name, "-") > 0) return isAlone(field, at) && this.says(/** @type {Element} */ (at), name);
    }
    return false;
  }

  /** @param {string} description */
  describes(description) {
    const short = slice(description, 0, DESCRIPTION_CHARS);
    let known = this.descriptions.get(short);
    if (known === undefined) {
      known = describesFloor(short);
      if (this.descriptions.size > DESCRIPTIONS_REMEMBERED) this.descriptions.clear();
      this.descriptions.set(short, known);
    }
    return known;
  }

}

/**
 * Whether a field is the only one in an element around it. Asked of whole trees, and so once of each: they may be large.
 * @param {Element} field
 * @param {Node} top
 */
function isAlone(field, top) {
  for (let at = above(field); at; at = above(at)) {
    if ((at === top || nodeType(at) !== 1) && nodeCount(querySelectorAll(at, FIELDS_BELOW)) > 1) return false;
    if (at === top) return true;
  }
  return false;
}

/** @param {string} value */
function completes(value) {
  const tokens = new SafeRegExp(word, "g");
  const low = lower(value);
  for (let match = tokens.exec(low); match; match = tokens.exec(low)) if (autocomplete.test(match[0])) return true;
  return false;
}

/** @param {Element} field */
function looks(field) {
  const { property, harmless } = floorRules.look;
  const style = getComputedStyle(field);
  if (dotted.test(getPropertyValue(style, "font-family"))) return true;
  const look = getPropertyValue(style, property);
  for (let i = 0; i < harmless.length; i++) if (look === harmless[i]) return false;
  return true;
}
