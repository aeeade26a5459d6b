/** The page's end of the worker: starts or joins it, carries messages, knows when it has failed. */

import { NativeSharedWorker, NativeWorker, closePort, postMessage, postToPort, terminate } from "./probe/natives.js";
/** @import {ToPage, ToWorker} from "./messages.js" */

export class Link {
  /**
   * @param {URL} url of the worker, on this page's origin
   * @param {{
   *   onFailure: (reason: string) => void, onSnapshot: () => void, onLook: () => void, onReceived: (number: number) => void,
   *   onSegment: (text: string) => void, onTreated: (marks: number[]) => void,
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
    const { worker, port } = connect(url);
    this.worker = worker;
    this.port = port;
    const end = port ?? worker;
    end.onmessage = (/** @type {MessageEvent<ToPage>} */ event) => this.receive(event.data);
    end.onmessageerror = () => this.lost("the worker could not be understood");
    worker.onerror = (/** @type {ErrorEvent} */ event) => {
      event.preventDefault();
      this.lost("the worker did not start or stopped");
    };
    port?.addEventListener("close", () => this.lost("the worker ended"));
  }

  /** @param {string} reason */
  lost(reason) {
    if (!this.isClosed) this.events.onFailure(reason);
  }

  /**
   * @param {ToWorker} message
   * @param {Transferable[]} [transfer]
   */
  post(message, transfer) {
    if (this.isClosed) return;
    if (this.port) postToPort(this.port, message, transfer ?? []);
    else postMessage(/** @type {Worker} */ (this.worker), message, transfer ?? []);
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
      case "treated":
        return this.events.onTreated(message.marks);
      case "snapshot":
        return this.events.onSnapshot();
      case "look":
        return this.events.onLook();
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
    this.post({ kind: "end" });
    this.isClosed = true;
    if (this.port) closePort(this.port);
    else terminate(/** @type {Worker} */ (this.worker));
    const error = new Error("velo: " + reason);
    this.rejectReady?.(error);
    this.tickets.forEach(({ reject }) => reject(error));
    this.tickets.clear();
    this.resolveClosed?.();
  }
}

/**
 * A worker that all pages of a visit share, and that outlives them by some seconds; where there is none, one for this page.
 * @param {URL} url
 * @returns {{worker: Worker, port: null} | {worker: SharedWorker, port: MessagePort}}
 */
function connect(url) {
  const options = /** @type {WorkerOptions} */ ({ type: "module", name: "velo", extendedLifetime: true });
  try {
    const worker = /** @type {SharedWorker} */ (new NativeSharedWorker(url, options));
    return { worker, port: worker.port };
  } catch {
    return { worker: new NativeWorker(url, options), port: null }; // no such thing here, or not allowed in this frame
  }
}
