/**
 * Batches on their way to the worker, and the quarantine: when what they hold may leave the page.
 *
 * A batch is given free when `quarantine_ms` have passed and `quarantine_frames` frames have run since it was posted, and then
 * only after one more look at the page, so that a mark set meanwhile goes first. Frames do not run in a hidden page: there
 * the time alone counts.
 *
 * What was posted meanwhile waits for the next look: each costs a flush, and frames that the page had perhaps no use for. Where the
 * probe flushes anyway at about that time, that is the look.
 */

import { limits, rules } from "./rules.js";
import { cancelFrame, clearTimer, json, now, requestFrame, setTimer, slice, visibilityState } from "./natives.js";

// A look that the probe takes anyway, at about that time, is not taken twice.
const SPARE_MS = 40;

/** @typedef {{number: number, at: number, frame: number, chars: number, hasContent: boolean}} Waiting */

export class Outbox {
  /**
   * @param {(message: import("../messages.js").ToWorker) => void} post
   * @param {(callback: () => void) => () => void} guarded
   * @param {() => void} look flushes the probe once more: if it can see the page, it calls `looked`
   * @param {() => boolean} isLookDue whether it will do so soon without being asked
   */
  constructor(post, guarded, look, isLookDue) {
    this.post = post;
    this.look = look;
    this.isLookDue = isLookDue;
    this.number = 1;
    /** @type {Waiting[]} posted, not free yet; oldest first */
    this.waiting = [];
    this.freed = 0;
    /** All up to this one are given free together; 0: none is looked for. */
    this.goal = 0;
    this.frame = 0;
    this.timer = 0;
    this.frameRequest = 0;
    /** @type {{number: number, chars: number}[]} posted, not received yet; oldest first */
    this.unread = [];
    this.unreadChars = 0;
    /** A batch was larger than any may be, and was not posted. */
    this.isRefused = false;
    /** @type {{number: number, resolve: () => void}[]} */
    this.watchers = [];
    this.onTimer = guarded(() => {
      this.timer = 0;
      this.check();
    });
    this.onFrame = guarded(() => {
      this.frameRequest = 0;
      this.frame++;
      this.check();
    });
  }

  /** Whether the worker lags behind so far, or has been given so much that is not free, that no more may be posted. */
  get full() {
    return this.isRefused || isOver(this.unread) || isOver(this.waiting);
  }

  /** More was to be told than may wait: a whole page will be told instead. What waits for its time already does not count any more. */
  forgive() {
    this.isRefused = false;
    for (let i = 0; i < this.waiting.length; i++) this.waiting[i].chars = 0;
  }

  /** Whether it still has so much to read that a whole page more might be too much. */
  get lags() {
    return this.unreadChars > limits.waiting_chars / 4;
  }

  /** Whether frames are waited for: in a hidden page not if someone waits for all to be free. */
  get needsFrames() {
    return !this.watchers.length || visibilityState(document) === "visible";
  }

  /**
   * @param {number} at epoch ms
   * @param {unknown[]} records
   * @param {boolean} hasContent whether they tell of the page itself, not only of where the visitor pointed and scrolled
   */
  put(at, records, hasContent) {
    this.send([`{"version":${rules.version},"at":${at},"records":${json(records)}}`], hasContent);
  }

  /**
   * A whole page, whose entries are JSON already.
   * @param {number} at epoch ms
   * @param {unknown[][]} before records, at least one
   * @param {string} tree the first fields of its record as JSON, with an open bracket for the entries
   * @param {string[]} pieces
   * @param {unknown[][]} after records
   */
  putTree(at, before, tree, pieces, after) {
    const head = json(before);
    const tail = json(after);
    const parts = [`{"version":${rules.version},"at":${at},"records":${slice(head, 0, head.length - 1)},${tree}`];
    for (let i = 0; i < pieces.length; i++) parts[i + 1] = pieces[i];
    parts[parts.length] = `]]${after.length ? "," : ""}${slice(tail, 1, tail.length)}}`;
    this.send(parts, true);
  }

  /**
   * @param {string[]} parts of the batch, in order
   * @param {boolean} hasContent
   */
  send(parts, hasContent) {
    let chars = 0;
    for (let i = 0; i < parts.length; i++) chars += parts[i].length;
    if (chars > limits.batch_chars) {
      this.isRefused = true;
      return;
    }
    const number = this.number++;
    this.unread[this.unread.length] = { number, chars };
    this.unreadChars += chars;
    this.post({ kind: "batch", number, parts });
    this.waiting[this.waiting.length] = { number, at: now(), frame: this.frame, chars, hasContent };
    this.expect();
  }

  /** Asks for the timer and the frames that free what waits. */
  expect() {
    const { waiting } = this;
    this.goal ||= waiting[waiting.length - 1].number;
    let last = 0;
    while (last + 1 < waiting.length && waiting[last + 1].number <= this.goal) last++;
    const ms = waiting[last].at + limits.quarantine_ms - now();
    // No more frames than are needed: each one asked for makes the browser render.
    const lacks = this.needsFrames && this.frame - waiting[last].frame < limits.quarantine_frames;
    if (lacks && !this.frameRequest) this.frameRequest = requestFrame(this.onFrame);
    // What became ripe just now, after the last look at the clock, must not wait for the next change of the page.
    if (!this.timer && (ms > 0 || !lacks)) this.timer = setTimer(this.onTimer, ms > 0 ? ms + SPARE_MS : limits.flush_ms);
  }

  /**
   * Frees what has waited long enough.
   * @param {boolean} [leaving] the page goes away: batches without content need not wait, for no mark can come any more. Those
   *   with content that has not waited long enough never leave: a mark would have come in a frame that is not run.
   */
  check(leaving = false) {
    const number = this.ripe(leaving);
    if (number > this.freed && leaving) this.free(number);
    // Where the probe looks at the page soon anyway, that is the look; it frees what has waited (`looked`).
    else if (number > this.freed && number >= this.goal && !this.isLookDue()) this.look();
    if (this.waiting.length) this.expect();
  }

  /**
   * The probe has just looked at the page: what had waited long enough before is free.
   * @param {number} number the last of it
   */
  looked(number) {
    if (number <= this.freed || number < this.goal) return;
    this.free(number);
    clearTimer(this.timer);
    this.timer = 0;
    if (this.waiting.length) this.expect();
  }

  /**
   * The last batch that has waited long enough, or 0.
   * @param {boolean} leaving
   */
  ripe(leaving) {
    const at = now();
    const { needsFrames } = this;
    let number = 0;
    for (let i = 0; i < this.waiting.length; i++) {
      const { at: then, frame, hasContent } = this.waiting[i];
      const isFree = leaving && !hasContent;
      if (isFree) number = this.waiting[i].number;
      else if (at - then < limits.quarantine_ms || (needsFrames && this.frame - frame < limits.quarantine_frames)) break;
      else number = this.waiting[i].number;
    }
    return number;
  }

  /** @param {number} number */
  free(number) {
    this.freed = number;
    if (number >= this.goal) this.goal = 0;
    this.post({ kind: "release", number });
    this.waiting = after(this.waiting, number);
    for (let i = 0; i < this.watchers.length; i++) if (this.watchers[i].number <= number) this.watchers[i].resolve();
    this.watchers = after(this.watchers, number);
  }

  /**
   * Batches up to this one are in Python.
   * @param {number} number
   */
  received(number) {
    for (let i = 0; i < this.unread.length && this.unread[i].number <= number; i++) this.unreadChars -= this.unread[i].chars;
    this.unread = after(this.unread, number);
  }

  /**
   * Calls back once everything posted so far is free.
   * @param {() => void} resolve
   */
  whenFree(resolve) {
    const number = this.number - 1;
    if (number <= this.freed) resolve();
    else {
      this.watchers[this.watchers.length] = { number, resolve };
      this.expect();
    }
  }

  /** What waits is not given free, and whoever waits for that is told no more. */
  abandon() {
    const { watchers } = this;
    this.waiting = [];
    this.watchers = [];
    this.goal = 0;
    this.freed = this.number - 1;
    for (let i = 0; i < watchers.length; i++) watchers[i].resolve();
  }

  stop() {
    clearTimer(this.timer);
    cancelFrame(this.frameRequest);
    this.timer = this.frameRequest = 0;
  }
}

/**
 * Whether these are more than may wait. The largest does not count: it may be a whole page, or most of one.
 * @param {{chars: number}[]} list
 */
function isOver(list) {
  let sum = 0, largest = 0;
  for (let i = 0; i < list.length; i++) {
    const { chars } = list[i];
    sum += chars;
    if (chars > largest) largest = chars;
  }
  return sum - largest > limits.waiting_chars;
}

/**
 * @template {{number: number}} T
 * @param {T[]} list
 * @param {number} number
 */
function after(list, number) {
  /** @type {T[]} */
  const kept = [];
  for (let i = 0; i < list.length; i++) if (list[i].number > number) kept[kept.length] = list[i];
  return kept;
}
