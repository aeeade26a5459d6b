/**
 * What mutations made dirty since the last flush: only collected here, read later, each thing once.
 *
 * What happens in nodes that are not known needs no note: they are new, and will be read whole, or lie where nothing is read.
 */

import { DESCRIBES, PREFIXED, fields, limits, prefixed, setOf } from "./rules.js";
import { LABELS } from "./kept.js";
import {
  SafeMap, addedNodes, getRootNode, isConnected, localName, mutatedName, mutationTarget, mutationType, nodeCount, nodeType, oldValue,
  parentNode, removedNodes,
} from "./natives.js";
/** @import {Entry, Known} from "./known.js" */
/** @import {Marks} from "./marks.js" */

const labels = setOf(LABELS);

// So many comings and goings below one parent, and all its children are told.
const FEW = 200;

/** What came to a parent, and the ids of what went. @typedef {{came: Node[], gone: number[]}} Few */

export class Dirt {
  constructor() {
    /** @type {Node[]} known parents of nodes that came or went */
    this.parents = [];
    /** All that happened to the children of some of them, where that is little: the others' are told from the first to the last. @type {Map<Entry, Few>} */
    this.few = new SafeMap();
    /** @type {Node[]} known texts whose data changed */
    this.texts = [];
    /** @type {Element[]} known elements with changed attributes; which, their entries say */
    this.elements = [];
    /** @type {Node[]} */
    this.removed = [];
    /** @type {Node[]} from where each of `removed` went */
    this.places = [];
    /** What was said and changed again before anybody looked. @type {{node: Node, said: string}[]} */
    this.flashed = [];
    /** Any mutation at all. */
    this.any = false;
    /** Something changed in nodes that are not known: it may have been in a box. */
    this.unknown = false;
    /** The same of a label. */
    this.relabelled = false;
  }

  get size() {
    return this.parents.length + this.texts.length + this.elements.length + this.removed.length;
  }

  /**
   * What came later.
   * @param {Dirt} later
   */
  add(later) {
    this.any ||= later.any;
    this.unknown ||= later.unknown;
    this.relabelled ||= later.relabelled;
    append(this.parents, later.parents);
    this.few.clear(); // what both tell of one parent would have to be put together
    append(this.texts, later.texts);
    append(this.elements, later.elements);
    append(this.removed, later.removed);
    append(this.places, later.places);
    append(this.flashed, later.flashed);
  }

  /**
   * @param {MutationRecord[]} records
   * @param {Known} known
   * @param {Marks} marks
   * @param {Set<Node>} roots the document, shadow roots and frames' documents that are observed
   * @returns {boolean} false: more than the limit, what was collected is worth nothing
   */
  collect(records, known, marks, roots) {
    this.any = true;
    for (let i = 0; i < records.length; i++) {
      const record = records[i];
      const target = mutationTarget(record);
      const type = mutationType(record);
      if (type === "attributes") this.attribute(/** @type {Element} */ (target), mutatedName(record), record, known, marks);
      else if (type === "characterData") this.text(target, known, record);
      else this.children(target, record, known, roots);
    }
    return this.size <= limits.dirty_nodes;
  }

  /**
   * @param {Node} target
   * @param {MutationRecord} record
   * @param {Known} known
   * @param {Set<Node>} roots
   */
  children(target, record, known, roots) {
    const entry = known.get(target);
    if (!entry || entry.closed) this.unknown = true;
    const few = entry && this.fewOf(target, entry);
    const gone = removedNodes(record);
    for (let n = nodeCount(gone), i = 0; i < n; i++) {
      // From here on nobody sees what happens in it: should it come back, it counts as new.
      const left = known.get(gone[i]);
      if (few && left && left.parent === entry) few.gone[few.gone.length] = left.id;
      if (left && !isConnected(gone[i])) left.gone = known.turn;
      else if (left && !roots.has(getRootNode(gone[i]))) left.unseen = true;
      this.places[this.removed.length] = target;
      this.removed[this.removed.length] = gone[i];
    }
    if (!entry || !few) return;
    const came = addedNodes(record);
    for (let n = nodeCount(came), i = 0; i < n && i < FEW; i++) few.came[few.came.length] = came[i];
    if (few.came.length + few.gone.length >= FEW) this.few.delete(entry);
  }

  /**
   * A parent whose children changed.
   * @param {Node} parent
   * @param {Entry} entry
   */
  fewOf(parent, entry) {
    if (!entry.dirty) {
      this.parent(parent, entry);
      this.few.set(entry, { came: [], gone: [] });
    }
    return this.few.get(entry);
  }

  /**
   * A parent whose children are to be told, all of them.
   * @param {Node} parent
   * @param {Entry} entry
   */
  parent(parent, entry) {
    if (entry.dirty) this.few.delete(entry);
    else this.parents[this.parents.length] = parent;
    entry.dirty = true;
  }

  /**
   * A text's data changed: a known one's, or one's in a text area or style sheet, which then counts as changed itself.
   * @param {Node} text
   * @param {Known} known
   * @param {MutationRecord} record
   */
  text(text, known, record) {
    const entry = known.get(text);
    const up = parentNode(text);
    // What stands in a text area is a value, and may be one of the floor.
    const isValue = up && nodeType(up) === 1 && localName(/** @type {Element} */ (up)) === "textarea";
    if (entry ? entry.dirty : !isValue) this.flash(text, record);
    if (!entry) {
      this.unknown = true;
      const above = up && known.get(up);
      if (above && above.closed) this.parent(up, above);
    } else if (!entry.dirty) {
      entry.dirty = true;
      this.texts[this.texts.length] = text;
    }
  }

  /**
   * @param {Element} element
   * @param {string} name
   * @param {MutationRecord} record
   * @param {Known} known
   * @param {Marks} marks
   */
  attribute(element, name, record, known, marks) {
    const uses = marks.table.uses(name);
    if (!uses) return;
    if (uses & DESCRIBES && fields.has(localName(element))) {
      const before = oldValue(record);
      if (before) marks.floor.was(element, name, before);
    }
    const entry = known.get(element);
    if ((!entry || this.name(element, entry, name)) && labels.has(name)) {
      this.flash(element, record);
      if (!entry) this.unknown = this.relabelled = true;
    }
    if (entry && uses & PREFIXED) this.name(element, entry, /** @type {string} */ (prefixed.get(name)));
  }

  /**
   * @param {Element} element
   * @param {Entry} entry
   * @param {string} name
   * @returns {boolean} it was noted before
   */
  name(element, entry, name) {
    const { names } = entry;
    if (names === name) return true;
    if (names === null) {
      entry.names = name;
      this.elements[this.elements.length] = element;
    } else if (typeof names === "string") entry.names = [names, name];
    else {
      for (let i = 0; i < names.length; i++) if (names[i] === name) return true;
      names[names.length] = name;
    }
    return false;
  }

  /**
   * Something was said for less time than there is between two looks.
   * @param {Node} node
   * @param {MutationRecord} record
   */
  flash(node, record) {
    const said = oldValue(record);
    if (said && this.flashed.length < limits.moves_per_batch) this.flashed[this.flashed.length] = { node, said };
  }
}

/**
 * @template T
 * @param {T[]} list
 * @param {T[]} more
 */
function append(list, more) {
  for (let i = 0; i < more.length; i++) list[list.length] = more[i];
}
