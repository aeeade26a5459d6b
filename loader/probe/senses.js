/**
 * Browser events: the table of hooks is interpreted here, readers.js says what is read of each.
 *
 * Laws: at the event only what may be gone later is kept; what may be told of it is decided at the flush, when every mark has
 * had its say. Below an ignore mark nothing is told; below an exclude or mask mark the place is the middle of the outermost
 * marked element.
 */

import { HIDING } from "./marks.js";
import { above } from "./frames.js";
import { isDropped } from "./known.js";
import { readers } from "./readers.js";
import { bits, limits, rules } from "./rules.js";
import {
  SafeMap, SafeWeakMap, addEventListener, composed, composedPath, currentTarget, getBoundingClientRect, getRangeAt, getSelection,
  isConnected, mediaState, navigation, nodeType, now, rangeCount, rangeNode, rangeOffset, rectOf, removeEventListener, round,
  visual, zoomOf,
} from "./natives.js";
/** @import {Known, Entry} from "./known.js" */
/** @import {Hook} from "./rules.js" */
/** @import {Fields} from "./fields.js" */

/**
 * @typedef {{
 *   hook: Hook, at: number, path: EventTarget[], entry: Entry | null, x: number, y: number, word: string, name?: string,
 * }} Sighting what an event said, not yet told. `word`: pointer type or JSON text; `name`: of what the site said itself.
 * @typedef {{id: number, x: number, y: number, hidden: boolean}} Place
 */

/** @type {Hook} */
const CUSTOM = { event: "", target: "", kind: "custom", reader: "", action: "", every_ms: 0 };

/** How long what was seen may wait. */
export const SOON = 0;
export const CHANGES = 1;
export const LATE = 2;

const MOVES = ["pointer", "touch", "drag"];

export class Senses {
  /**
   * @param {Known} known
   * @param {Fields} fields
   * @param {(callback: (event: any) => void) => (event: any) => void} guarded
   * @param {(wait?: number) => void} onDirt
   */
  constructor(known, fields, guarded, onDirt) {
    this.known = known;
    this.fields = fields;
    this.onDirt = onDirt;
    /** @type {{hook: Hook, listener: (event: any) => void}[]} */
    this.listeners = [];
    for (let i = 0; i < rules.hooks.length; i++) {
      const hook = rules.hooks[i];
      const reader = readers[hook.reader];
      if (!reader) throw new Error("no reader " + hook.reader);
      this.listeners[i] = { hook, listener: guarded((event) => this.onEvent(hook, reader, event)) };
    }
    /** The page is being read: what is not known yet may be known when it is told. */
    this.isReading = false;
    /** @type {Map<Node, true>} shadow roots listened to */
    this.roots = new SafeMap();
    /** @type {Map<Hook, number>} when a sampled hook last told something */
    this.told = new SafeMap();
    /** @type {WeakMap<EventTarget, {x: number, y: number}>} middles of marked elements, as last measured */
    this.middles = new SafeWeakMap();
    /** @type {Element[]} pictures and links that have loaded */
    this.loaded = [];
    this.forget();
  }

  /** Whatever waits is forgotten. */
  forget() {
    /** @type {Sighting[]} */
    this.sightings = [];
    /** @type {Sighting[]} */
    this.moves = [];
    /** @type {Map<Hook, Map<EventTarget, Sighting>>} the last of each sampled hook and target */
    this.last = new SafeMap();
    this.loaded = [];
  }

  start() {
    this.listen(addEventListener);
  }

  /** @param {typeof addEventListener} change */
  listen(change) {
    this.toggle(change, window, "window");
    this.toggle(change, document, "document");
    if (navigation) this.toggle(change, navigation, "navigation");
    if (visual) this.toggle(change, visual, "visual");
  }

  stop() {
    this.listen(removeEventListener);
    this.roots.forEach((_, root) => this.toggle(removeEventListener, root, "document"));
    this.roots.clear();
    this.forget();
  }

  /**
   * Some events stay inside a shadow root, and all inside a frame: they are listened to there.
   * @param {ShadowRoot | Document} root
   */
  enter(root) {
    if (this.roots.has(root) && nodeType(root) === 11) return;
    this.roots.set(root, true); // a document that is written anew loses its listeners
    this.toggle(addEventListener, root, "document");
  }

  /** @param {Node} root */
  leave(root) {
    if (this.roots.delete(root)) this.toggle(removeEventListener, root, "document");
  }

  /**
   * @param {typeof addEventListener} change
   * @param {EventTarget} target
   * @param {string} name of the target in the table
   */
  toggle(change, target, name) {
    for (let i = 0; i < this.listeners.length; i++) {
      const { hook, listener } = this.listeners[i];
      if (hook.target === name) change(target, hook.event, listener, { capture: true, passive: true });
    }
  }

  /**
   * @param {Hook} hook
   * @param {import("./readers.js").Reader} reader
   * @param {Event} event
   */
  onEvent(hook, reader, event) {
    if (hook.kind === "moves" && this.isTooSoon(hook)) return; // most moves end here
    const path = composedPath(event);
    const here = /** @type {Node} */ (currentTarget(event));
    if (this.roots.size && this.roots.has(here)) {
      // Events that leave their shadow root have been seen at its document already.
      if (composed(event) && nodeType(here) === 11) return;
      for (let at = above(here); at; at = above(at)) path[path.length] = at;
    }
    reader(this, hook, event, path);
  }

  /**
   * Whether the last move told was of the same kind, and so short a time ago that another tells nothing.
   * @param {Hook} hook
   */
  isTooSoon(hook) {
    const before = this.moves[this.moves.length - 1];
    return before !== undefined && before.hook === hook && now() - before.at < hook.every_ms;
  }

  /**
   * One more thing to tell.
   * @param {Hook} hook
   * @param {EventTarget[]} path
   * @param {number} x
   * @param {number} y
   * @param {string} word
   */
  see(hook, path, x, y, word) {
    const sighting = { hook, at: now(), path, entry: this.isReading ? null : this.nearest(path), x, y, word };
    const { sightings, moves } = this;
    if (hook.kind === "moves") {
      if (this.isTooSoon(hook)) return;
      if (moves.length < limits.moves_per_batch) moves[moves.length] = sighting;
      return this.onDirt(LATE);
    }
    if (!hook.every_ms) {
      if (sightings.length < limits.moves_per_batch) sightings[sightings.length] = sighting;
      return this.onDirt(SOON);
    }
    const last = this.last.get(hook);
    if (hook.kind === "scroll" && sighting.at - (this.told.get(hook) ?? 0) >= hook.every_ms && sightings.length < limits.moves_per_batch) {
      // A busy page tells less often than it is scrolled.
      this.told.set(hook, sighting.at);
      sightings[sightings.length] = sighting;
      last?.delete(path[0]);
    } else {
      const kept = last ?? new SafeMap(); // given no list: a map goes through one with what the page has made of lists
      kept.set(path[0], sighting);
      this.last.set(hook, kept);
    }
    this.onDirt();
  }

  /**
   * What the site says itself.
   * @param {string} name
   * @param {string} text JSON
   */
  say(name, text) {
    const { sightings } = this;
    if (sightings.length < limits.moves_per_batch) sightings[sightings.length] = { hook: CUSTOM, at: now(), path: [], entry: null, x: 0, y: 0, word: text, name };
    this.onDirt(SOON);
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
   * What has been seen, as records; marks are up to date.
   * @param {number} at of the batch
   * @param {number} lastId the last id given before this flush: later ones are told after these records
   * @param {boolean} isAll also what is sampled and not due yet: nobody may ask again
   * @param {boolean} isPatient moves alone go on waiting; told after something else, they would come too late
   */
  drain(at, lastId, isAll, isPatient) {
    /** @type {unknown[][]} */
    const records = [];
    const { sightings } = this;
    this.sightings = [];
    this.last.forEach((lasts, hook) => {
      if (!isAll && at - (this.told.get(hook) ?? 0) < hook.every_ms) return;
      this.told.set(hook, at);
      this.last.delete(hook);
      lasts.forEach((sighting) => (sightings[sightings.length] = sighting));
    });
    for (let i = 0; i < sightings.length; i++) {
      const record = this.record(sightings[i], at, lastId);
      if (record) records[records.length] = record;
    }
    if (isPatient && !records.length) return records;
    for (let i = 0; this.moves.length && i < MOVES.length; i++) {
      const moves = this.movesRecord(at, lastId, MOVES[i]);
      if (moves) records[records.length] = moves;
    }
    this.moves = [];
    return records;
  }

  /**
   * @param {Sighting} sighting
   * @param {number} at
   * @param {number} lastId
   * @returns {unknown[] | null}
   */
  record(sighting, at, lastId) {
    const { hook, x, y, word } = sighting;
    const after = sighting.at - at;
    if (hook.kind === "custom") return ["custom", after, sighting.name, word];
    if (hook.kind === "viewport") return ["viewport", after, x, y];
    if (hook.kind === "zoom") return zoomOf("zoom", after);
    if (hook.kind === "visibility") return ["visibility", after, word === "visible"];
    if (hook.kind === "selection") return orNothing(() => this.selection(sighting, after, lastId));
    const place = this.place(sighting, lastId, true);
    if (!place) return null;
    if (hook.kind === "focus") return ["focus", after, place.id, hook.action === "focus"];
    if (hook.kind === "media") return place.hidden ? null : orNothing(() => mediaRecord(sighting, after, place.id));
    if (hook.kind === "scroll") return place.hidden ? null : ["scroll", after, place.id, round(x), round(y)];
    return ["pointer", after, hook.action, place.id, place.x, place.y, word];
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
   * @param {number} at
   * @param {number} lastId
   * @param {string} what of all kinds of moves
   * @returns {unknown[] | null}
   */
  movesRecord(at, lastId, what) {
    const { moves } = this;
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
