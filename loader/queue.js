/**
 * The device's queue: keeps what recordings could not send yet, and sends what they left when their pages were gone.
 *
 * What goes when is decided in Python (`recorder/queue.py`). Laws: a recording's own shell alone touches what it has kept while
 * it holds the lock of its name; one worker at a time sends the rest; only masked text that had been released is ever kept.
 */

import { seal } from "#seal";
import { Store } from "./store.js";
import { erase, put, zipped } from "./sender.js";
/** @import {Plan} from "./boot.js" */
/** @import {Row} from "./store.js" */

const ERASURE = -1;
const OWNER = "velo-recording-";
const SENDER = "velo-sender";
// Another worker sends: it may end before all is sent.
const LOOK_AGAIN_MS = 30_000;

export class Queue {
  /** @param {() => {count: (reason: string, count: number) => void} | undefined} teller a recording that can say what was lost */
  constructor(teller) {
    this.teller = teller;
    this.store = new Store();
    /** Without locks nobody could tell whose things lie there. */
    this.locks = navigator.locks;
    /** Recordings that are or were this worker's, and whether their pages are there. @type {Map<string, boolean>} */
    this.known = new Map();
    /** @type {Plan | null} */
    this.plan = null;
    /** @type {Promise<void> | null} */
    this.sending = null;
    this.stopper = new AbortController();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** Whether something is held that would be lost with this worker. */
  get isHolding() {
    return this.store.memory.size > 0;
  }

  /**
   * A recording is this worker's until what is returned is called.
   * @param {string} recording
   * @returns {Promise<() => void>}
   */
  own(recording) {
    return new Promise((resolve) => {
      if (!this.locks) return resolve(() => undefined);
      const disown = () => void this.known.set(recording, false);
      const held = () => new Promise((release) => resolve(() => release(disown())));
      this.known.set(recording, true);
      this.locks.request(OWNER + recording, held).catch(() => resolve(disown));
    });
  }

  /**
   * @param {string} recording
   * @param {string} endpoint
   * @param {{put: [number, string][], drop: number[]}} changes
   * @returns {Promise<boolean>} whether it will survive this worker
   */
  async keep(recording, endpoint, changes) {
    if (!this.locks) return false;
    const kept = changes.put.map(async ([number, text]) => {
      const body = await seal(await zipped(text), recording, number);
      return /** @type {[Row, {endpoint: string, body: ArrayBuffer}]} */ ([[recording, number, body.byteLength, Date.now()], { endpoint, body }]);
    });
    return this.store.change(await Promise.all(kept), changes.drop.map((number) => [recording, number]));
  }

  /** Sends what lies there, if it is time. */
  send() {
    if (!this.plan || !this.locks || this.sending) return;
    clearTimeout(this.timer);
    const alone = (/** @type {Lock | null} */ lock) => (lock ? this.sendAll() : LOOK_AGAIN_MS);
    this.sending = this.locks
      .request(SENDER, { ifAvailable: true }, alone)
      .then((wait) => {
        this.sending = null;
        if (wait >= 0) this.timer = setTimeout(() => this.send(), Math.max(wait, 1000));
      })
      .catch(() => void (this.sending = null));
  }

  /** The network or the collector is back. */
  hurry() {
    this.plan?.hurry();
    this.send();
  }

  /** @returns {Promise<number>} in how many ms to go on; -1: there is nothing */
  async sendAll() {
    const plan = /** @type {Plan} */ (this.plan);
    const { signal } = (this.stopper = new AbortController());
    if (!(await this.store.isThere())) return -1;
    const rows = await this.store.list();
    plan.load(JSON.stringify(rows), JSON.stringify(await this.living(rows)), Date.now());
    for (;;) {
      await this.tidy(plan);
      const next = plan.next(Date.now());
      if (!next || signal.aborted) return signal.aborted ? -1 : plan.wait_ms(Date.now());
      const key = JSON.parse(next);
      const thing = await this.store.get(key);
      const outcome = thing ? await this.deliver(key, thing, signal) : { outcome: "sent" };
      if (outcome.outcome === "sent") plan.sent();
      else if (outcome.outcome === "refused") plan.refused();
      else plan.failed(Date.now(), /** @type {any} */ (outcome).retryAfterMs);
    }
  }

  /**
   * @param {[string, number]} key
   * @param {import("./store.js").Thing} thing
   * @param {AbortSignal} signal
   */
  deliver([recording, number], { endpoint, body }, signal) {
    return number === ERASURE || !body ? erase(endpoint, recording) : put(endpoint, recording, number, body, signal);
  }

  /**
   * What has left is deleted, and what was lost is said.
   * @param {Plan} plan
   */
  async tidy(plan) {
    const gone = JSON.parse(plan.gone());
    if (gone.length) await this.store.change([], gone);
    await this.store.lose(JSON.parse(plan.lost()));
    const recording = this.teller();
    if (recording) for (const [reason, count] of Object.entries(await this.store.lost())) recording.count(reason, count);
  }

  /**
   * Recordings whose pages are there, in this worker or another. Which locks are held is asked only where something lies there that
   * is not this worker's: Chromium throws away the pages that were put aside (back/forward cache) when somebody asks.
   * @param {Row[]} rows
   */
  async living(rows) {
    if (rows.every(([name]) => this.known.has(name))) return Array.from(this.known.keys()).filter((name) => this.known.get(name));
    const { held = [] } = await this.locks.query();
    return held.flatMap(({ name }) => (name?.startsWith(OWNER) ? name.slice(OWNER.length) : []));
  }

  /**
   * Consent was revoked: nothing of what lies there is sent any more, and the collector is asked to erase what it belongs to. What
   * it does not answer waits, and is asked again.
   * @param {string} [recording] which is there
   * @param {string | null} [endpoint]
   * @returns {Promise<boolean>} whether the collector has erased the recording
   */
  async forget(recording, endpoint) {
    this.stopper.abort();
    await this.sending;
    /** @type {Map<string, string>} recordings to erase, and where */
    const wishes = new Map();
    if (await this.store.isThere()) {
      const all = await this.store.list();
      const living = this.locks ? await this.living(all) : [];
      const rows = all.filter(([name]) => name === recording || !living.includes(name));
      for (const [name, number] of rows) wishes.set(name, (await this.store.get([name, number]))?.endpoint ?? "");
      await this.store.change(Array.from(wishes, wish), rows.flatMap(([name, number]) => (number === ERASURE ? [] : [[name, number]])));
    }
    if (recording && endpoint) wishes.set(recording, endpoint);
    let isErased = true;
    for (const [name, where] of wishes) {
      const { outcome } = await erase(where, name);
      if (name === recording) isErased = outcome === "sent";
      if (outcome === "failed") await this.store.change([wish([name, where])], []);
      else await this.store.change([], [[name, ERASURE]]);
    }
    this.send();
    return isErased;
  }
}

/**
 * @param {[recording: string, endpoint: string]} what
 * @returns {[Row, {endpoint: string}]}
 */
const wish = ([recording, endpoint]) => [[recording, ERASURE, 0, Date.now()], { endpoint }];
