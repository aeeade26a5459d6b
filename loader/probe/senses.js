/**
 * Browser events: the table of hooks is interpreted here, readers.js says what is read of each.
 *
 * Laws: at the event only what may be gone later is kept; what may be told of it is decided at the flush, when every mark has
 * had its say. Below an ignore mark nothing is told; below an exclude or mask mark the place is the middle of the outermost
 * marked element.
 */

import { above } from "./frames.js";
import { Edits } from "./edits.js";
import { readers } from "./readers.js";
import { limits, rules } from "./rules.js";
import { Places } from "./places.js";
import {
  SafeMap, SafeSet, addEventListener, composed, composedPath, currentTarget, navigation, nodeType, now, removeEventListener, visual,
} from "./natives.js";
/** @import {Known} from "./known.js" */
/** @import {Hook} from "./rules.js" */
/** @import {Covering} from "./covering.js" */
/** @import {Fields} from "./fields.js" */
/** @import {Sighting} from "./places.js" */

/** @type {Hook} */
const CUSTOM = { event: "", target: "", kind: "custom", reader: "", action: "", every_ms: 0 };

/** How long what was seen may wait. */
export const SOON = 0;
export const CHANGES = 1;
export const LATE = 2;

// For so many the next move waits a millisecond longer, some thirty times as long as asking them takes.
const COVERING_PER_MS = 20;
const MOVES = ["pointer", "touch", "drag"];

export class Senses {
  /**
   * @param {Known} known
   * @param {Fields} fields
   * @param {Covering} covering
   * @param {(callback: (event: any) => void) => (event: any) => void} guarded
   * @param {(wait?: number) => void} onDirt
   */
  constructor(known, fields, covering, guarded, onDirt) {
    this.places = new Places(known);
    this.fields = fields;
    this.covering = covering;
    this.onDirt = onDirt;
    this.edits = new Edits(fields.kept, guarded, onDirt);
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

  /** @param {typeof addEventListener} change */
  listen(change) {
    if (change === addEventListener) this.edits.enter(document);
    else this.edits.stop();
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
    this.edits.enter(root);
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
   * Whether the last move told was of the same kind, and so short a time ago that another tells nothing. Each asks all marked elements
   * where they are: the more there are, the fewer moves.
   * @param {Hook} hook
   */
  isTooSoon(hook) {
    const before = this.moves[this.moves.length - 1];
    return before !== undefined && before.hook === hook && now() - before.at < hook.every_ms + this.covering.elements.size / COVERING_PER_MS;
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
    if (hook.kind === "moves" || hook.kind === "pointer") path = this.covering.under(/** @type {Node} */ (path[0]), x, y) ?? path;
    const sighting = { hook, at: now(), path, entry: this.isReading ? null : this.places.nearest(path), x, y, word };
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
   * A mark, or what has it, came after a pointer was seen there.
   * @param {Sighting} sighting
   */
  lookUnder(sighting) {
    const { hook: { kind }, path, x, y } = sighting;
    if (kind === "moves" || kind === "pointer") sighting.path = this.covering.under(/** @type {Node} */ (path[0]), x, y, this.covering.fresh) ?? path;
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
    if (this.covering.fresh.size) {
      for (let i = 0; i < sightings.length; i++) this.lookUnder(sightings[i]);
      for (let i = 0; i < this.moves.length; i++) this.lookUnder(this.moves[i]);
      this.covering.fresh = new SafeSet();
    }
    this.last.forEach((lasts, hook) => {
      if (!isAll && at - (this.told.get(hook) ?? 0) < hook.every_ms) return;
      this.told.set(hook, at);
      this.last.delete(hook);
      lasts.forEach((sighting) => (sightings[sightings.length] = sighting));
    });
    for (let i = 0; i < sightings.length; i++) {
      const record = this.places.record(sightings[i], at, lastId);
      if (record) records[records.length] = record;
    }
    if (isPatient && !records.length) return records;
    for (let i = 0; this.moves.length && i < MOVES.length; i++) {
      const moves = this.places.moves(this.moves, at, lastId, MOVES[i]);
      if (moves) records[records.length] = moves;
    }
    this.moves = [];
    return records;
  }
}
