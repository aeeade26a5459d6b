/** One recording in the worker: messages in, segments out, one request at a time and in order. */

import { Ports } from "./ports.js";
import { put, zipped } from "./sender.js";
/** @import {Session} from "./boot.js" */
/** @import {Queue} from "./queue.js" */
/** @import {ToPage, ToWorker} from "./messages.js" */

// A tree that Python could not take is asked for again, but not in a loop.
const ASK_AGAIN_MS = 10_000;

// The collector has so long to take a segment before that is kept on the device, where the worker outlives its page.
const KEEP_AFTER_MS = 1_000;

// A device that took nothing is asked again.
const DENIED_MS = 60_000;

// A page that is gone waits so long for an answer that is under way; then all is left to the queue.
const LEAVE_AFTER_MS = 5_000;

// The page is told what Python has when it is so much; each batch counts for so much at least. To be told costs the page time.
const SAY_BYTES = 500_000;
const LEAST_BYTES = 20_000;

const encoder = new TextEncoder();

export class Shell {
  /**
   * @param {Session} session
   * @param {string} recording
   * @param {string | null} endpoint
   * @param {(message: ToPage) => void} post
   * @param {(error: unknown) => void} fail
   * @param {() => void} onEnd nothing is left to do
   * @param {Queue} queue
   * @param {boolean} outlives whether this worker outlives its page
   */
  constructor(session, recording, endpoint, post, fail, onEnd, queue, outlives) {
    this.session = session;
    this.recording = recording;
    this.endpoint = endpoint;
    this.post = post;
    this.fail = fail;
    this.ports = new Ports(() => post({ kind: "snapshot" }), (number, message) => this.foreign(number, message));
    this.onEnd = onEnd;
    /** What framed recorders told waits for the page's next batch. */
    this.isLooking = false;
    this.queue = queue;
    this.keepAfterMs = outlives ? KEEP_AFTER_MS : 0;
    /** While this is not called, nobody else sends what this recording has kept. */
    this.disown = endpoint ? queue.own(recording) : Promise.resolve(() => undefined);
    /** What is written on the device is written one after the other. @type {Promise<unknown>} */
    this.keeping = this.disown;
    this.stopper = new AbortController();
    this.deniedAt = -Infinity;
    /** The last words are being written: nothing else is, and nothing is sent. */
    this.isLast = false;
    this.hasFailed = true; // the first answer of the collector says that it is there
    this.isListening = false;
    this.isEnded = false;
    /** @type {number[]} tickets of whoever waits until everything is with the collector */
    this.flushes = [];
    /** @type {number[]} tickets of whoever waits until that was tried once */
    this.stops = [];
    this.isSending = false;
    /** What was released goes without waiting for more: the page is out of sight. */
    this.isPushed = false;
    /** The page is gone: once all is sent, this ends. */
    this.isLeaving = false;
    this.askedAt = 0;
    /** Bytes that Python has and the page was not told of. */
    this.unsaid = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** @param {ToWorker} message */
  receive(message) {
    if (this.isEnded) return;
    switch (message.kind) {
      case "batch":
        return this.batch(message.parts, message.number);
      case "release":
        this.session.release(message.number);
        return this.send();
      case "frame":
        return this.ports.add(message.number, message.port);
      case "up":
        return this.ports.goUp(message.port);
      case "listen":
        this.isListening = true;
        return;
      case "flush":
        this.flushes.push(message.ticket);
        return this.send();
      case "stop":
        this.stops.push(message.ticket);
        return this.send();
      case "ledger":
        return this.post({ kind: "done", ticket: message.ticket, value: this.session.ledger() });
      case "push":
        this.isPushed = true;
        return this.send();
      case "leave":
        this.isLeaving = true;
        setTimeout(() => this.isSending && this.giveUp(), LEAVE_AFTER_MS);
        return this.send();
    }
  }

  /** The answer that is waited for is waited for no more; the segment may have arrived. */
  giveUp() {
    this.stopper.abort();
    this.stopper = new AbortController();
  }

  /**
   * Other recordings of this device lost segments.
   * @param {string} reason
   * @param {number} count
   */
  count(reason, count) {
    if (!this.isEnded) this.session.lost(reason, count);
  }

  /** The network is back. */
  hurry() {
    if (this.isEnded) return;
    this.session.hurry();
    this.send();
  }

  /**
   * @param {string[]} parts
   * @param {number} number
   */
  batch(parts, number) {
    this.isLooking = false;
    const bytes = encoder.encode(parts.join(""));
    const wish = this.session.receive(bytes, number, Date.now());
    this.unsaid += bytes.length + LEAST_BYTES;
    if (this.unsaid > SAY_BYTES) {
      this.post({ kind: "received", number });
      this.unsaid = 0;
    }
    const treated = this.session.treated();
    if (treated) this.post({ kind: "treated", marks: JSON.parse(treated) });
    if (wish) this.askForTree();
    else this.askedAt = 0;
    this.ports.obey(this.session.wishes());
    if (this.session.has_kept) this.keep(); // a mark that has come holds for it, too
  }

  /**
   * A framed recorder told something.
   * @param {number} number
   * @param {string} message
   */
  foreign(number, message) {
    if (this.isEnded) return;
    const waits = this.session.foreign(number, message, Date.now());
    if (waits && !this.isLooking) this.post({ kind: "look" });
    this.isLooking ||= !!waits;
    if (this.session.wants_snapshot) this.askForTree();
    this.ports.obey(this.session.wishes());
  }

  askForTree() {
    if (Math.abs(Date.now() - this.askedAt) <= ASK_AGAIN_MS) return; // the clock may have been set back
    this.askedAt = Date.now();
    this.post({ kind: "snapshot" });
  }

  /** Whether something is on its way to the collector, or waits to be. */
  get isBusy() {
    return this.isSending || (!this.isEnded && this.session.wait_ms(Date.now()) >= 0);
  }

  /** Sends what is due. */
  send() {
    if (this.isSending || this.isLast || this.isEnded) return;
    this.isSending = true;
    clearTimeout(this.timer);
    this.sendAll()
      .then((isAllSent) => {
        this.isSending = false;
        if (!this.isEnded) this.rest(isAllSent);
      })
      .catch(this.fail);
  }

  /** @returns {Promise<boolean>} false: the collector did not take it all */
  async sendAll() {
    for (;;) {
      const everything = this.isLeaving || this.isPushed || this.flushes.length + this.stops.length > 0;
      const text = this.session.next(Date.now(), everything, this.isLeaving || this.isPushed || this.stops.length > 0);
      if (text === undefined) return true;
      if (this.isListening) this.post({ kind: "segment", text });
      const result = await this.deliver(this.session.number, text);
      if (this.isEnded) return false;
      if (result.outcome === "sent") {
        this.session.sent();
        this.ports.tell(text);
        if (this.hasFailed) this.queue.hurry();
        this.hasFailed = false;
      }
      else if (result.outcome === "refused") {
        this.session.refused(result.status);
        this.askForTree();
      }
      else {
        this.session.failed(Date.now(), result.retryAfterMs);
        this.hasFailed = true;
        return false;
      }
      if (this.session.has_kept) this.keep();
    }
  }

  /**
   * @param {number} number
   * @param {string} text
   * @returns {Promise<import("./sender.js").Outcome>}
   */
  async deliver(number, text) {
    if (!this.endpoint) return { outcome: "sent" };
    const timer = setTimeout(() => this.keep(), this.keepAfterMs);
    const result = await put(this.endpoint, this.recording, number, await zipped(text), this.stopper.signal);
    clearTimeout(timer);
    return result;
  }

  /**
   * Keeps what waits on the device, as it may leave now.
   * @param {boolean} [final] the page is gone
   * @returns {Promise<boolean>} whether it lies there
   */
  keep(final = false) {
    const kept = this.keeping.then(async () => {
      if (this.isEnded || (this.isLast && !final) || !this.endpoint || !this.queue.locks || (!final && Math.abs(Date.now() - this.deniedAt) < DENIED_MS)) return false;
      const changes = this.session.keep(Date.now(), final);
      const isKept = !changes || (await this.queue.keep(this.recording, this.endpoint, JSON.parse(changes)));
      if (!isKept && !this.isEnded) {
        this.session.not_kept();
        this.deniedAt = Date.now();
      }
      return isKept;
    });
    this.keeping = kept.catch(this.fail);
    return kept;
  }

  /**
   * Answers whoever waits, and asks for the next time.
   * @param {boolean} isAllSent
   */
  rest(isAllSent) {
    const wait = this.session.wait_ms(Date.now());
    this.isPushed = false;
    if (this.isLeaving && wait < 0) return this.end();
    if (wait >= 0 && this.endpoint && (this.isLeaving || this.stops.length)) return this.bequeath(wait);
    if (wait >= 0 && this.hasFailed) this.keep();
    if (isAllSent && wait < 0) this.answer(this.flushes);
    this.answer(this.stops);
    if (wait >= 0) this.timer = setTimeout(() => this.send(), wait);
  }

  /**
   * The page is gone or has stopped, and the collector is not there: the queue sends what is left.
   * @param {number} wait in ms, until the next try where the device takes nothing
   */
  async bequeath(wait) {
    this.isLast = true;
    const isKept = await this.keep(true).catch(() => false);
    this.isLast = false;
    if (this.isEnded) return;
    this.answer(this.stops);
    if (isKept) this.end(true);
    else this.timer = setTimeout(() => this.send(), wait);
  }

  /** @param {number[]} tickets */
  answer(tickets) {
    for (const ticket of tickets.splice(0)) this.post({ kind: "done", ticket });
  }

  /**
   * Nothing is sent any more.
   * @param {boolean} [isBequeathed] what lies on the device is the queue's now; else it is forgotten
   */
  end(isBequeathed = false) {
    if (this.isEnded) return;
    const kept = isBequeathed ? "" : this.session.discard();
    this.isEnded = true;
    clearTimeout(this.timer);
    this.stopper.abort();
    this.keeping.finally(async () => {
      if (kept && this.endpoint) await this.queue.keep(this.recording, this.endpoint, JSON.parse(kept));
      (await this.disown)();
      this.queue.send();
    });
    this.ports.end();
    this.session.destroy();
    this.onEnd();
  }
}
