/**
 * The rules that Python wrote, made quick to ask. The probe decides nothing that does not stand in them.
 *
 * Source: `recorder.hooks.probe_rules()`, written into `generated/rules.js` by the build.
 */

import data from "../generated/rules.js";
import { SafeMap, SafeRegExp, SafeSet, lower, trim } from "./natives.js";

/**
 * @typedef {{event: string, target: string, kind: string, reader: string, action: string, every_ms: number}} Hook
 * @typedef {{
 *   version: number,
 *   bits: {exclude: number, mask: number, ignore: number, allow: number, floor: number},
 *   hooks: Hook[],
 *   mutations: MutationObserverInit,
 *   limits: {flush_ms: number, quarantine_ms: number, quarantine_frames: number, moves_ms: number, moves_per_batch: number, dirty_nodes: number,
 *     tree_nodes: number, slice_ms: number, slice_nodes: number, text_chars: number, sample_ms: number, sample_px: number, attribute_chars: number, waiting_chars: number, batch_chars: number},
 *   marks: [string, string, string, string, number][],
 *   floor: {types: string[], autocomplete: string, words: string, compact: string, describedBy: string[],
 *     sample: string, look: {property: string, harmless: string[], font: string}},
 *   read: {attributes: string[], leaves: string[], scoped: string[], frames: string[], fields: string[], sheets: string[], placed: string[]},
 * }} Rules
 */

export const rules = /** @type {Rules} */ (/** @type {unknown} */ (data));
export const { bits, limits, read, floor: floorRules } = rules;

/**
 * @param {string[]} names
 * @param {Set<string>} [set] that they join
 * @returns {Set<string>}
 */
export function setOf(names, set = new SafeSet()) {
  for (let i = 0; i < names.length; i++) set.add(names[i]);
  return set;
}

export const leaves = setOf(read.leaves);
export const frames = setOf(read.frames);
export const fields = setOf(read.fields);
export const floorTypes = setOf(floorRules.types);
/** Attributes that say whether a field is on the floor. */
export const floorNames = setOf(["type", "autocomplete", "style", "aria-labelledby"], setOf(floorRules.describedBy));

/** What an attribute's name is to us; a name may be several of these. */
export const READ = 1;
export const MARK = 2;
export const CLASS = 4;
/** Says whether a field is on the floor. */
export const DESCRIBES = 8;
/** May stand in a namespace, under a prefix that mutation records leave out. */
export const PREFIXED = 16;

/** @type {Map<string, string>} */
export const prefixed = new SafeMap();
prefixed.set("href", "xlink:href");
prefixed.set("lang", "xml:lang");
prefixed.set("space", "xml:space");

// Attribute names that a page may make up without end are remembered up to here.
const NAMES_REMEMBERED = 5000;

const readable = setOf(read.attributes);
const scoped = new SafeRegExp(read.scoped[0]);

/** The marks in HTML that count, given the option `aliases`. */
export class MarkTable {
  /** @param {boolean | string[]} aliases */
  constructor(aliases) {
    /** @type {Map<string, Map<string, number>>} attribute name to its values; "*": any other value */
    this.attributes = new SafeMap();
    /** @type {Map<string, number>} */
    this.classes = new SafeMap();
    /** @type {Map<string, number>} class attribute to mark bits: pages repeat themselves */
    this.seenClasses = new SafeMap();
    /** @type {Map<string, number>} */
    this.seenNames = new SafeMap();
    const products = typeof aliases === "boolean" ? null : setOf(aliases);
    for (let i = 0; i < rules.marks.length; i++) {
      const row = rules.marks[i];
      if (row[0] === "velo" || (products ? products.has(row[0]) : aliases)) this.add(row[1], row[2], row[3], row[4]);
    }
  }

  /**
   * @param {string} where
   * @param {string} name
   * @param {string} value
   * @param {number} mark
   */
  add(where, name, value, mark) {
    if (where === "class") {
      this.classes.set(lower(name), (this.classes.get(lower(name)) ?? 0) | mark);
      return;
    }
    let values = this.attributes.get(name);
    if (!values) this.attributes.set(name, (values = new SafeMap()));
    values.set(value, (values.get(value) ?? 0) | mark);
  }

  /**
   * What an attribute of this name is to us.
   * @param {string} name
   */
  uses(name) {
    const seen = this.seenNames.get(name);
    if (seen !== undefined) return seen;
    const low = lower(name); // in SVG and XHTML names keep their case
    let uses = (readable.has(name) || scoped.test(name) ? READ : 0) | (this.attributes.has(low) ? MARK : 0) | (low === "class" ? CLASS : 0);
    uses |= (floorNames.has(low) ? DESCRIBES : 0) | (prefixed.has(low) ? PREFIXED : 0);
    if (this.seenNames.size > NAMES_REMEMBERED) this.seenNames.clear();
    this.seenNames.set(name, uses);
    return uses;
  }

  /**
   * Marks that one attribute asks for.
   * @param {string} name
   * @param {string} value
   */
  ofAttribute(name, value) {
    const values = this.attributes.get(lower(name));
    return values ? (values.get(lower(trim(value))) ?? values.get("*") ?? 0) : 0;
  }

  /**
   * Marks that a class attribute asks for.
   * @param {string} value
   */
  ofClass(value) {
    const seen = this.seenClasses.get(value);
    if (seen !== undefined) return seen;
    let marks = 0;
    const word = new SafeRegExp("\\S+", "g");
    for (let match = word.exec(lower(value)); match; match = word.exec(lower(value))) marks |= this.classes.get(match[0]) ?? 0;
    if (this.seenClasses.size > NAMES_REMEMBERED) this.seenClasses.clear();
    this.seenClasses.set(value, marks);
    return marks;
  }
}
