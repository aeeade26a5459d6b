/**
 * What the recorder has been told of each node. An id is given once and never again.
 *
 * Laws: an entry's `parent` is where the recorder believes the node hangs; a node whose entry, or any entry above it, is gone
 * counts as never seen, because the recorder dropped it with the rest.
 */

import { SafeWeakMap } from "./natives.js";

/** Kinds of entries in `nodes`, as in recorder/records.py. */
export const Kind = { REFERENCE: 0, ELEMENT: 1, SVG: 2, TEXT: 3, MATHML: 4, COMMENT: 8, DOCUMENT: 9, DOCTYPE: 10, SHADOW: 11 };

export class Entry {
  /**
   * @param {number} id
   * @param {Entry | null} parent
   * @param {number} marks
   */
  constructor(id, parent, marks) {
    this.id = id;
    /** @type {Entry | null} */
    this.parent = parent;
    /** Bits that hold for the node itself, as last reported. */
    this.marks = marks;
    /** Number of the flush in which this node was serialised. */
    this.fresh = 0;
    /** Number of the flush in which the node was found to stand where it may be read. */
    this.checked = 0;
    /** Nothing below is told: a leaf, a style sheet or an excluded element. */
    this.closed = false;
    this.gone = false;
  }
}

export class Known {
  constructor() {
    /** @type {WeakMap<Node, Entry>} */
    this.entries = new SafeWeakMap();
    this.last = 0;
  }

  /** Everything known is forgotten; ids go on counting. */
  clear() {
    this.entries = new SafeWeakMap();
  }

  /**
   * @param {Node} node
   * @param {Entry | null} parent
   * @param {number} marks
   */
  add(node, parent, marks) {
    const entry = new Entry(++this.last, parent, marks);
    this.entries.set(node, entry);
    return entry;
  }

  /**
   * The entry of a node that the recorder still holds.
   * @param {Node} node
   */
  get(node) {
    const entry = this.entries.get(node);
    return entry && !entry.gone ? entry : undefined;
  }
}

/**
 * Whether the recorder still holds this node: nothing above it is gone.
 * @param {Entry} entry
 */
export function isHeld(entry) {
  for (let at = /** @type {Entry | null} */ (entry); at; at = at.parent) if (at.gone) return false;
  return true;
}
