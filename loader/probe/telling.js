/**
 * What a flush works with, and the records it makes.
 *
 * Law: nothing is told of a node that does not stand where it may be read: known, connected, nothing excluded above it.
 */

import { above } from "./frames.js";
import { SafeMap, SafeSet } from "./natives.js";
/** @import {Samples} from "./samples.js" */
/** @import {Sheets} from "./sheets.js" */
/** @import {Entry, Known} from "./known.js" */
/** @import {Marks} from "./marks.js" */
/** @import {Serializer} from "./serialize.js" */
/** @import {Fields} from "./fields.js" */
/** @import {Boxes} from "./boxes.js" */

export class Telling {
  /**
   * @param {Known} known
   * @param {Marks} marks
   * @param {Serializer} serializer
   * @param {Fields} fields
   * @param {Boxes} boxes
   * @param {Sheets} styles
   * @param {Samples} samples
   * @param {Set<Node>} roots the document and the shadow roots known
   * @param {(root: Node) => void} onLeave a shadow root is no longer known
   */
  constructor(known, marks, serializer, fields, boxes, styles, samples, roots, onLeave) {
    this.onLeave = onLeave;
    this.known = known;
    this.marks = marks;
    this.serializer = serializer;
    this.fields = fields;
    this.boxes = boxes;
    this.styles = styles;
    this.samples = samples;
    this.roots = roots;
    this.flush = 0;
    /** The flush in which what is read now began to be read. */
    this.treeFlush = 0;
    /** No node came, went or moved: whatever is held stands where it stood. */
    this.isSettled = false;
    /** @type {unknown[][]} */
    this.records = [];
    /** @type {unknown[][]} marks of what went into closed places, to be told before it is gone */
    this.closing = [];
    /** @type {(string | null | undefined)[]} classes read already, by the place of their element among the dirty ones */
    this.values = [];
    /** @type {Node[]} whose marks changed in this flush */
    this.remarked = [];
    /** @type {Set<Element>} style sheets that may have changed */
    this.sheets = new SafeSet();
    /** @type {Set<Element>} frames that may show another document */
    this.frames = new SafeSet();
    /** @type {Map<Element, number>} frames that record themselves */
    this.joined = new SafeMap();
    /** @type {Set<Element>} popovers that were opened or closed */
    this.toggled = new SafeSet();
    /** @type {Set<Element>} pictures that may have another size */
    this.pictures = new SafeSet();
  }

  /** @param {unknown[]} record */
  tell(record) {
    this.records[this.records.length] = record;
  }

  /**
   * What went where nothing is read, handed over: what waits of it must not leave either. It is told in a batch of its own, for in one
   * batch the recorder hears first what is gone.
   */
  takeClosing() {
    const { closing } = this;
    this.closing = [];
    return closing;
  }

  /** The records of this flush, handed over. */
  take() {
    const { records } = this;
    this.records = [];
    return records;
  }

  /** @param {boolean} whole */
  begin(whole) {
    this.marks.floor.forget();
    this.serializer.begin(++this.flush, whole);
    this.treeFlush = this.flush;
  }

  /**
   * Whether a node may be read where it stands now: the recorder holds it and everything above it, and nothing above is closed.
   * @param {Node} node
   * @returns {Entry | undefined}
   */
  standing(node) {
    const own = this.known.get(node);
    if (!own || own.checked === this.flush) return own;
    let at = /** @type {Node | null} */ (node);
    for (let entry = own; entry.checked !== this.flush && entry.parent; ) {
      /** @type {Entry | null | undefined} */
      let next = entry.parent;
      if (!this.isSettled) {
        at = at && above(at);
        next = at && this.known.get(at);
      }
      if (!next || next.gone || next.closed) return undefined;
      entry = next;
    }
    // What hangs above by the recorder's knowledge, which by now is also where it hangs.
    for (let entry = /** @type {Entry | null} */ (own); entry && entry.checked !== this.flush; entry = entry.parent) entry.checked = this.flush;
    return own;
  }
}
