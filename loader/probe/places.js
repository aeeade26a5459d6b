/**
 * Where something that was seen may be said to have happened, and so the record of it.
 *
 * Laws: as in senses.js; what has no place is not told, nor what happened in a node that a flush before has dropped.
 */

import { HIDING } from "./marks.js";
import { isDropped } from "./known.js";
import { bits } from "./rules.js";
import {
  SafeWeakMap, getBoundingClientRect, getRangeAt, getSelection, isConnected, mediaState, nodeType, rangeCount, rangeNode, rangeOffset, rectOf, round, zoomOf,
} from "./natives.js";
/** @import {Known, Entry} from "./known.js" */
/** @import {Hook} from "./rules.js" */

/**
 * @typedef {{
 *   hook: Hook, at: number, path: EventTarget[], entry: Entry | null, x: number, y: number, word: string, name?: string,
 * }} Sighting what an event said, not yet told. `word`: pointer type or JSON text; `name`: of what the site said itself.
 * @typedef {{id: number, x: number, y: number, hidden: boolean}} Place
 */

export class Places {
  /** @param {Known} known */
  constructor(known) {
    this.known = known;
    /** @type {WeakMap<EventTarget, {x: number, y: number}>} middles of marked elements, as last measured */
    this.middles = new SafeWeakMap();
  }

  /**
   * @param {EventTarget[]} path
   * @returns {Entry | null} of the nearest element known; of the document if there is none
   */
  nearest(path) {
    for (let i = 0; i < path.length; i++) {
      const entry = this.known.get(path[i]);
      if (entry && nodeType(/** @type {Node} */ (path[i])) !== 11) return entry;
    }
    return null;
  }

  /**
   * @param {Sighting} sighting
   * @param {number} at
   * @param {number} lastId
   * @returns {unknown[] | null}
   */
  record(sighting, at, lastId) {
    const { hook: { kind, action }, x, y, word } = sighting;
    const after = sighting.at - at;
    if (kind === "custom") return [kind, after, sighting.name, word];
    if (kind === "viewport") return [kind, after, x, y];
    if (kind === "zoom") return zoomOf(kind, after);
    if (kind === "visibility") return [kind, after, word === "visible"];
    if (kind === "selection") return orNothing(() => this.selection(sighting, after, lastId));
    const place = this.place(sighting, lastId, true);
    if (!place) return null;
    if (kind === "focus") return [kind, after, place.id, action === "focus"];
    if (kind === "media") return place.hidden ? null : orNothing(() => mediaRecord(sighting, after, place.id));
    if (kind === "scroll") return place.hidden ? null : [kind, after, place.id, round(x), round(y)];
    return [kind, after, action, place.id, place.x, place.y, word];
  }

  /**
   * What is selected in a document now. An end in a node that is not told is not told.
   * @param {Sighting} sighting
   * @param {number} after
   * @param {number} lastId
   */
  selection(sighting, after, lastId) {
    const at = /** @type {Node} */ (sighting.path[0]);
    const selected = nodeType(at) === 9 ? getSelection(/** @type {Document} */ (at)) : null;
    if (!selected) return null;
    /** @type {number[]} */
    const told = [];
    for (let i = 0; i < rangeCount(selected); i++) {
      const range = getRangeAt(selected, i);
      const start = this.known.get(rangeNode.start(range));
      const end = this.known.get(rangeNode.end(range));
      if (!start || !end || start.id > lastId || end.id > lastId) continue;
      const n = told.length;
      told[n] = start.id;
      told[n + 1] = rangeOffset.start(range);
      told[n + 2] = end.id;
      told[n + 3] = rangeOffset.end(range);
    }
    return ["selection", after, told];
  }

  /**
   * @param {Sighting[]} moves
   * @param {number} at
   * @param {number} lastId
   * @param {string} what of all kinds of moves
   * @returns {unknown[] | null}
   */
  moves(moves, at, lastId, what) {
    /** @type {number[]} */
    const told = [];
    for (let i = 0; i < moves.length; i++) {
      const place = moves[i].hook.action === what && this.place(moves[i], lastId, false);
      if (!place) continue;
      const n = told.length;
      told[n] = place.x;
      told[n + 1] = place.y;
      told[n + 2] = place.id;
      told[n + 3] = at - moves[i].at;
    }
    return told.length ? ["moves", 0, what, told] : null;
  }

  /**
   * Where something may be said to have happened.
   * @param {Sighting} sighting
   * @param {number} lastId
   * @param {boolean} measured the middle is measured now; else as it was last
   * @returns {Place | null} null: nowhere, it is not told
   */
  place(sighting, lastId, measured) {
    const { path, x, y } = sighting;
    const entry = sighting.entry ?? this.nearest(path);
    if (!entry) return null;
    let hidden = /** @type {EventTarget | null} */ (null);
    let told = entry;
    for (let i = 0; i < path.length; i++) {
      const above = this.known.trace(path[i]);
      if (!above) continue;
      if (above.marks & bits.ignore) return null;
      if (!(above.marks & HIDING)) continue;
      hidden = path[i];
      if (above.id <= lastId) told = above;
    }
    if (isDropped(told, this.known.turn - 1)) return null; // it went in an earlier flush, while this waited for its turn
    const { id } = told;
    if (!hidden) return { id, x: round(x), y: round(y), hidden: false };
    const middle = this.middle(/** @type {Element} */ (hidden), measured);
    return middle && { id, x: middle.x, y: middle.y, hidden: true };
  }

  /**
   * @param {Element} element
   * @param {boolean} measured
   */
  middle(element, measured) {
    const before = this.middles.get(element);
    if ((before && !measured) || !isConnected(element)) return before ?? null;
    const box = getBoundingClientRect(element);
    const middle = { x: round(rectOf.x(box) + rectOf.width(box) / 2), y: round(rectOf.y(box) + rectOf.height(box) / 2) };
    this.middles.set(element, middle);
    return middle;
  }
}

/**
 * A record that the recording can do without, in a browser that lacks what it is read by.
 * @param {() => unknown[] | null} read
 */
function orNothing(read) {
  try {
    return read();
  } catch {
    return null;
  }
}

/**
 * @param {Sighting} sighting
 * @param {number} after
 * @param {number} id
 */
function mediaRecord(sighting, after, id) {
  const media = /** @type {Element} */ (sighting.path[0]);
  const { at, volume, rate, muted, loop } = mediaState;
  return ["media", after, sighting.hook.action, id, at(media), volume(media), rate(media), muted(media), loop(media)];
}
