/** The page's end of the worker: starts it, carries messages, knows when it has failed. */

import { NativeWorker, postMessage, terminate } from "./probe/natives.js";
/** @import {ToPage, ToWorker} from "./messages.js" */

export class Link {
  /**
   * @param {URL} url of the worker, on this page's origin
   * @param {{
   *   onFailure: (reason: string) => void, onSnapshot: () => void, onReceived: (number: number) => void,
   *   onSegment: (text: string) => void,
   * }} events
   */
  constructor(url, events) {
    this.events = events;
    this.isReady = false;
    this.isClosed = false;
    /** @type {Map<number, {resolve: (value: unknown) => void, reject: (error: Error) => void}>} */
    this.tickets = new Map();
    this.lastTicket = 0;
    /** @type {Promise<void>} */
    this.ready = new Promise((resolve, reject) => {
      this.resolveReady = resolve;
      this.rejectReady = reject;
    });
    this.ready.catch(() => undefined); // said by start() to whoever waits
    /** @type {Promise<void>} */
    this.closed = new Promise((resolve) => (this.resolveClosed = resolve));
    this.worker = new NativeWorker(url, { type: "module", name: "velo" });
    this.worker.onmessage = (/** @type {MessageEvent<ToPage>} */ event) => this.receive(event.data);
    this.worker.onerror = (/** @type {ErrorEvent} */ event) => {
      event.preventDefault();
      this.events.onFailure("the worker did not start or stopped");
    };
    this.worker.onmessageerror = () => this.events.onFailure("the worker could not be understood");
  }

  /**
   * @param {ToWorker} message
   * @param {Transferable[]} [transfer]
   */
  post(message, transfer) {
    if (!this.isClosed) postMessage(this.worker, message, transfer ?? []);
  }

  /**
   * A question that the worker answers with `done`.
   * @param {"flush" | "ledger" | "stop" | "erase"} kind
   * @returns {Promise<unknown>}
   */
  ask(kind) {
    if (this.isClosed) return Promise.reject(new Error("velo is not recording"));
    const ticket = ++this.lastTicket;
    return new Promise((resolve, reject) => {
      this.tickets.set(ticket, { resolve, reject });
      this.post({ kind, ticket });
    });
  }

  /** @param {ToPage} message */
  receive(message) {
    switch (message.kind) {
      case "ready":
        this.isReady = true;
        return this.resolveReady?.();
      case "failed":
        return this.events.onFailure(message.reason);
      case "received":
        return this.events.onReceived(message.number);
      case "snapshot":
        return this.events.onSnapshot();
      case "segment":
        return this.events.onSegment(message.text);
      case "done":
        this.tickets.get(message.ticket)?.resolve(message.value);
        this.tickets.delete(message.ticket);
    }
  }

  /**
   * Ends the worker. Whoever waits is told the reason.
   * @param {string} reason
   */
  close(reason) {
    if (this.isClosed) return;
    this.isClosed = true;
    terminate(this.worker);
    const error = new Error("velo: " + reason);
    this.rejectReady?.(error);
    this.tickets.forEach(({ reject }) => reject(error));
    this.tickets.clear();
    this.resolveClosed?.();
  }
}
