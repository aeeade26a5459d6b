/**
 * What the recorder has been told of each node. An id is given once and never again; a node keeps its id in a fresh tree.
 *
 * Laws: an entry's `parent` is where the recorder believes the node hangs; a node whose entry, or any entry above it, is gone
 * counts as never seen, because the recorder dropped it with the rest.
 *
 * Entries hang on the nodes in a private field: no page can see or reach it, and the garbage collector has none of the work
 * that a WeakMap with a whole page in it makes (docs/decisions.md).
 */

import { SafeWeakMap } from "./natives.js";

/** Kinds of entries in `nodes`, as in recorder/records.py. */
export const Kind = { REFERENCE: 0, ELEMENT: 1, SVG: 2, TEXT: 3, MATHML: 4, COMMENT: 8, DOCUMENT: 9, DOCTYPE: 10, SHADOW: 11 };

export class Entry {
  /**
   * @param {number} id
   * @param {Entry | null} parent
   * @param {number} kind
   * @param {Known} owner
   * @param {number} flush
   */
  constructor(id, parent, kind, owner, flush) {
    this.id = id;
    /** @type {Entry | null} */
    this.parent = parent;
    this.kind = kind;
    this.owner = owner;
    /** Which snapshot it belongs to: those before are forgotten. */
    this.era = owner.era;
    /** Number of the flush in which this node was serialised. */
    this.fresh = flush;
    /** Number of the flush in which the node was found to stand where it may be read. */
    this.checked = flush;
    /** Bits that hold for the node itself, as last reported. */
    this.marks = 0;
    /** What its name means to us, see roles.js. */
    this.role = 0;
    /** Nothing below is told: a leaf, a style sheet, an excluded element, or a node that has no children. */
    this.closed = false;
    /** The turn in which the node went, see `Known.turn`; 0: it has not. */
    this.gone = 0;
    /** It left for a tree that nobody observed, and may have changed there. */
    this.unseen = false;
    /** Its children, or its text, changed since the last flush. */
    this.dirty = false;
    /** Of a frame: the number of its own recorder, as last told. */
    this.joined = 0;
    /** Of a document: the mode that it was told to have. */
    this.mode = "";
    /** Attributes that changed since the last flush. @type {string | string[] | null} */
    this.names = null;
  }
}

class Carrier {
  /** @param {any} node becomes `this` of the class that extends this one */
  constructor(node) {
    return node;
  }
}

class Tag extends Carrier {
  /** @type {Entry} */
  #entry;

  /**
   * @param {Node} node
   * @param {Entry} entry
   */
  constructor(node, entry) {
    super(node);
    this.#entry = entry;
  }

  /**
   * @param {any} node
   * @returns {Entry | undefined}
   */
  static read(node) {
    return #entry in node ? node.#entry : undefined;
  }

  /**
   * @param {any} node
   * @param {Entry} entry
   */
  static write(node, entry) {
    if (#entry in node) node.#entry = entry;
    else new Tag(node, entry);
  }
}

// A frozen node may refuse the field.
/** @type {WeakMap<Node, Entry>} */
const frozen = new SafeWeakMap();
let anyFrozen = false;

/**
 * @param {Node} node
 * @param {Entry} entry
 */
function attach(node, entry) {
  try {
    Tag.write(node, entry);
  } catch {
    anyFrozen = true;
    frozen.set(node, entry);
  }
}

export class Known {
  constructor() {
    this.last = 0;
    this.era = 1;
    /** From the end of one flush to the end of the next: what went in an earlier turn, the recorder has dropped with all below it. */
    this.turn = 1;
    /** What the node that was added last had been before, if that has gone. @type {Entry | null} */
    this.was = null;
  }

  /** Everything known is forgotten; ids go on counting. */
  clear() {
    this.era++;
  }

  /**
   * @param {Node} node
   * @param {Entry | null} parent
   * @param {number} kind
   * @param {number} flush
   */
  add(node, parent, kind, flush) {
    const before = Tag.read(node);
    const isOurs = before !== undefined && before.owner === this;
    const isSame = isOurs && before.era !== this.era && !before.gone;
    // Read twice, since it moved while the page was read: what hung below it then goes with its first entry.
    if (isOurs && before.era === this.era) before.gone = this.turn;
    this.was = isOurs && before.gone ? before : null;
    const entry = new Entry(isSame ? before.id : ++this.last, parent, kind, this, flush);
    attach(node, entry);
    return entry;
  }

  /**
   * The entry of a node, though it may be gone.
   * @param {EventTarget} node
   */
  trace(node) {
    const entry = Tag.read(node) ?? (anyFrozen ? frozen.get(/** @type {Node} */ (node)) : undefined);
    return entry && entry.owner === this && entry.era === this.era ? entry : undefined;
  }

  /**
   * The entry of a node that is not gone.
   * @param {EventTarget} node
   */
  get(node) {
    const entry = this.trace(node);
    return entry && !entry.gone ? entry : undefined;
  }
}

/**
 * Whether the recorder has dropped this node: it, or something above it, went in a turn before this one.
 * @param {Entry} entry
 * @param {number} turn
 */
export function isDropped(entry, turn) {
  for (let at = /** @type {Entry | null} */ (entry); at; at = at.parent) if (at.gone && at.gone < turn) return true;
  return false;
}

/**
 * Whether the recorder still holds this node: nothing above it is gone.
 * @param {Entry} entry
 */
export function isHeld(entry) {
  for (let at = /** @type {Entry | null} */ (entry); at; at = at.parent) if (at.gone) return false;
  return true;
}

/**
 * Whether a mark holds for a node: its own, or one above it.
 * @param {Entry | null} entry
 * @param {number} bit
 */
export function asks(entry, bit) {
  for (let at = entry; at; at = at.parent) if (at.marks & bit) return true;
  return false;
}
