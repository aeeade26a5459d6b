/**
 * What mutations made dirty since the last flush: only collected here, read later, each thing once.
 */

import { MARK, CLASS, READ, fields, floorNames, limits } from "./rules.js";
import {
  SafeMap, SafeSet, localName, mutatedName, mutationTarget, mutationType, nodeCount, oldValue, removedNodes,
} from "./natives.js";
/** @import {Marks} from "./marks.js" */

// An attribute in a namespace comes with its local name only; it may stand under either of these.
/** @type {Map<string, string>} */
const prefixed = new SafeMap();
prefixed.set("href", "xlink:href");
prefixed.set("lang", "xml:lang");
prefixed.set("space", "xml:space");

export class Dirt {
  constructor() {
    /** @type {Set<Node>} parents of nodes that came or went */
    this.parents = new SafeSet();
    /** @type {Set<Node>} */
    this.texts = new SafeSet();
    /** @type {Map<Element, string | string[]>} */
    this.attributes = new SafeMap();
    /** @type {Node[]} */
    this.removed = [];
    /** @type {Node[]} from where each of `removed` went */
    this.places = [];
    /** Any mutation at all: selectors are asked again. */
    this.any = false;
  }

  get size() {
    return this.parents.size + this.texts.size + this.attributes.size + this.removed.length;
  }

  /**
   * @param {MutationRecord[]} records
   * @param {Marks} marks
   * @returns {boolean} false: more than the limit, what was collected is worth nothing
   */
  collect(records, marks) {
    this.any = true;
    let last = /** @type {Node | null} */ (null);
    for (let i = 0; i < records.length; i++) {
      const record = records[i];
      const target = mutationTarget(record);
      const type = mutationType(record);
      if (type === "attributes") this.attribute(/** @type {Element} */ (target), record, marks);
      else if (type === "characterData") this.texts.add(target);
      else {
        if (target !== last) this.parents.add((last = target));
        const gone = removedNodes(record);
        for (let n = nodeCount(gone), j = 0; j < n; j++) {
          this.places[this.removed.length] = target;
          this.removed[this.removed.length] = gone[j];
        }
      }
    }
    return this.size <= limits.dirty_nodes;
  }

  /**
   * @param {Element} element
   * @param {MutationRecord} record
   * @param {Marks} marks
   */
  attribute(element, record, marks) {
    const name = mutatedName(record);
    if (floorNames.has(name) && fields.has(localName(element))) {
      const before = oldValue(record);
      if (before) marks.floor.was(element, name, before);
    } else if (!(marks.table.uses(name) & (READ | MARK | CLASS)) && !prefixed.has(name)) return;
    this.name(element, name);
    const other = prefixed.get(name);
    if (other) this.name(element, other);
  }

  /**
   * @param {Element} element
   * @param {string} name
   */
  name(element, name) {
    const names = this.attributes.get(element);
    if (names === undefined) this.attributes.set(element, name);
    else if (typeof names === "string") {
      if (names !== name) this.attributes.set(element, [names, name]);
    } else {
      for (let i = 0; i < names.length; i++) if (names[i] === name) return;
      names[names.length] = name;
    }
  }
}
