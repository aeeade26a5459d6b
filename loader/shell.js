/** One recording in the worker: messages in, segments out, one request at a time and in order. */

import { Ports } from "./ports.js";
import { erase, put } from "./sender.js";
/** @import {Session} from "./boot.js" */
/** @import {ToPage, ToWorker} from "./messages.js" */

// A tree that Python could not take is asked for again, but not in a loop.
const ASK_AGAIN_MS = 10_000;

export class Shell {
  /**
   * @param {Session} session
   * @param {string} recording
   * @param {string | null} endpoint
   * @param {(message: ToPage) => void} post
   * @param {(error: unknown) => void} fail
   * @param {() => void} onEnd nothing is left to do
   */
  constructor(session, recording, endpoint, post, fail, onEnd) {
    this.session = session;
    this.recording = recording;
    this.endpoint = endpoint;
    this.post = post;
    this.fail = fail;
    this.ports = new Ports(() => post({ kind: "snapshot" }), (number, message) => this.foreign(number, message));
    this.onEnd = onEnd;
    /** What framed recorders told waits for the page's next batch. */
    this.isLooking = false;
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
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** @param {ToWorker} message */
  receive(message) {
    if (this.isEnded) return;
    switch (message.kind) {
      case "batch":
        return this.batch(new Uint8Array(message.bytes), message.number);
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
        return this.send();
      case "erase":
        this.end();
        this.erase(message.ticket);
    }
  }

  /**
   * @param {Uint8Array} bytes
   * @param {number} number
   */
  batch(bytes, number) {
    this.isLooking = false;
    const wish = this.session.receive(bytes, number, Date.now());
    this.post({ kind: "received", number });
    const treated = this.session.treated();
    if (treated) this.post({ kind: "treated", marks: JSON.parse(treated) });
    if (wish) this.askForTree();
    else this.askedAt = 0;
    this.ports.obey(this.session.wishes());
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
    if (Date.now() - this.askedAt <= ASK_AGAIN_MS) return;
    this.askedAt = Date.now();
    this.post({ kind: "snapshot" });
  }

  /** Whether something is on its way to the collector, or waits to be. */
  get isBusy() {
    return this.isSending || (!this.isEnded && this.session.wait_ms(Date.now()) >= 0);
  }

  /** Sends what is due. */
  send() {
    if (this.isSending || this.isEnded) return;
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
      }
      else if (result.outcome === "refused") {
        this.session.refused(result.status);
        this.askForTree();
      }
      else {
        this.session.failed(Date.now(), result.retryAfterMs);
        return false;
      }
    }
  }

  /**
   * @param {number} number
   * @param {string} text
   * @returns {Promise<import("./sender.js").Outcome>}
   */
  async deliver(number, text) {
    return this.endpoint ? put(this.endpoint, this.recording, number, text) : { outcome: "sent" };
  }

  /**
   * Answers whoever waits, and asks for the next time.
   * @param {boolean} isAllSent
   */
  rest(isAllSent) {
    const wait = this.session.wait_ms(Date.now());
    this.isPushed = false;
    if (this.isLeaving && wait < 0) return this.end();
    if (isAllSent && wait < 0) this.answer(this.flushes);
    this.answer(this.stops);
    if (wait >= 0) this.timer = setTimeout(() => this.send(), wait);
  }

  /** @param {number[]} tickets */
  answer(tickets) {
    for (const ticket of tickets.splice(0)) this.post({ kind: "done", ticket });
  }

  /** @param {number} ticket */
  async erase(ticket) {
    const value = this.endpoint ? await erase(this.endpoint, this.recording) : true;
    this.post({ kind: "done", ticket, value });
  }

  /** Nothing is sent any more. */
  end() {
    if (this.isEnded) return;
    this.isEnded = true;
    clearTimeout(this.timer);
    this.ports.end();
    this.session.destroy();
    this.onEnd();
  }
}
