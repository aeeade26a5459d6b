/**
 * The page's end of the worker: starts or joins it, carries messages, knows when it has failed.
 *
 * Until the worker may be fetched, all messages are kept here (the probe's outbox limits how many bytes that are).
 *
 * A shared worker that nobody needs ends itself, perhaps just when this page joins it: until it has said its first word, all
 * messages are kept here, too, and told to another one. Later, a worker that has said nothing for a while is asked to, and if it
 * does not, whether its lock is still held. Nobody waits for that lock, or asks for it without need: Chromium would throw away the
 * pages that were put aside (back/forward cache) with the same worker. Ports have no "close" in Chromium 156.
 */

import {
  NativeSharedWorker, NativeWorker, SafeMap, addEventListener, clearTimer, closePort, persisted, postMessage, postToPort, removeEventListener, setTimer, terminate,
} from "./probe/natives.js";
/** @import {ToPage, ToWorker} from "./messages.js" */

// How long each waits for the first word. A worker that is still loading then is only joined once more.
const ANSWER_MS = [2_000, 5_000, 60_000];
// How long a worker may say nothing before it is asked, and then before others are.
const BEAT_MS = 3_000;
// What lies on the device has to be forgotten first.
const PARTING_MS = 1_000;

export class Link {
  /**
   * @param {URL} url of the worker
   * @param {Promise<void> | null} due when it may be fetched; null: now
   * @param {{
   *   onFailure: (reason: string) => void, onLost: (reason: string) => void, onShown: () => void, onSnapshot: () => void,
   *   onLook: () => void, onReceived: (number: number) => void,
   *   onSegment: (text: string) => void, onTreated: (marks: number[]) => void, onRevoked: () => void,
   * }} events
   * @param {typeof connect} [connected] how to get to the worker; another way where the page's own Python is in its place
   */
  constructor(url, due, events, connected = connect) {
    this.url = url;
    this.connected = connected;
    this.events = events;
    /** @type {Worker | SharedWorker | null} */
    this.worker = null;
    /** @type {MessagePort | null} */
    this.port = null;
    /** What was posted before the worker said its first word. @type {[ToWorker, Transferable[]?][] | null} */
    this.unheard = [];
    this.attempts = 0;
    this.timer = 0;
    this.outlives = false;
    /** What the worker holds for as long as it lives. @type {string | undefined} */
    this.lock = undefined;
    /** It has said something since the last beat. */
    this.isHeard = false;
    this.isReady = false;
    this.isClosed = false;
    /** @type {Map<number, {resolve: (value: unknown) => void, reject: (error: Error) => void}>} */
    this.tickets = new SafeMap();
    this.lastTicket = 0;
    /** @type {Promise<void>} */
    this.ready = new Promise((resolve, reject) => {
      this.resolveReady = resolve;
      this.rejectReady = reject;
    });
    this.ready.catch(() => undefined); // said by start() to whoever waits
    /** @type {Promise<void>} */
    this.closed = new Promise((resolve) => (this.resolveClosed = resolve));
    // Put aside (back/forward cache), the page has left: it may be there again after the worker has ended.
    this.onShow = (/** @type {Event} */ event) => event.isTrusted && persisted(event) && events.onShown();
    addEventListener(window, "pageshow", this.onShow);
    (due ?? Promise.resolve()).then(() => this.join());
  }

  join() {
    if (this.isClosed) return;
    let made;
    try {
      made = this.connected(this.url);
    } catch {
      return this.events.onFailure("the worker was refused"); // by a policy of the page
    }
    const { worker, port, outlives } = made;
    this.worker = worker;
    this.outlives = outlives;
    this.port = port;
    const end = port ?? /** @type {Worker} */ (worker);
    end.onmessage = (/** @type {MessageEvent<ToPage>} */ event) => worker === this.worker && this.receive(event.data);
    end.onmessageerror = () => this.lost();
    worker.onerror = (/** @type {ErrorEvent} */ event) => {
      event.preventDefault();
      this.attempts = ANSWER_MS.length;
      this.lost();
    };
    const unheard = this.unheard ?? [];
    for (let i = 0; i < unheard.length; i++) this.hand(unheard[i][0], undefined, true);
    if (port) this.timer = setTimer(() => this.lost(), ANSWER_MS[this.attempts++]);
  }

  /**
   * A worker that never said a word was about to end: there is another. One that did is lost with all it knew.
   */
  lost() {
    if (this.isClosed) return;
    if (this.unheard && this.attempts < ANSWER_MS.length) {
      this.part();
      this.join();
    } else this.events[this.unheard ? "onFailure" : "onLost"]("the worker did not start or stopped");
  }

  /** No news of the worker are waited for. */
  unwatch() {
    clearTimer(this.timer);
    this.lock = undefined;
  }

  /** Looks whether the worker is still there, again and again. */
  beat() {
    this.timer = setTimer(() => this.beat(), BEAT_MS);
    if (this.isHeard) this.hand({ kind: "ping" });
    else this.isHeld().then((isHeld) => isHeld || !this.lock || this.lost());
    this.isHeard = false;
  }

  /** @returns {Promise<boolean>} whether the worker's lock is held, as far as anybody can tell */
  async isHeld() {
    try {
      const { held = [] } = await navigator.locks.query();
      for (let i = 0; i < held.length; i++) if (held[i].name === this.lock) return true;
      return false;
    } catch {
      return true; // the page has other locks than the browser's, or is no more
    }
  }

  /**
   * @param {ToWorker} message
   * @param {Transferable[]} [transfer]
   */
  post(message, transfer) {
    if (this.isClosed) return;
    if (message.kind === "leave") this.unwatch();
    if (this.unheard) this.unheard[this.unheard.length] = [message, transfer];
    this.hand(message, transfer, !!this.unheard);
  }

  /**
   * @param {ToWorker} message
   * @param {Transferable[]} [transfer] none rather than an empty list: Firefox goes through it with what the page has made of lists
   * @param {boolean} [isKept] it may have to be told again; a port can be handed over only once, and waits for that
   */
  hand(message, transfer, isKept) {
    if (!this.worker || (isKept && "port" in message)) return;
    if (isKept) transfer = undefined;
    if (message.kind === "start") message = { ...message, outlives: this.outlives };
    if (this.port) postToPort(this.port, message, transfer);
    else postMessage(/** @type {Worker} */ (this.worker), message, transfer);
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

  /** @param {string} [lock] that is free once the worker has ended */
  heard(lock) {
    clearTimer(this.timer);
    const unheard = this.unheard ?? [];
    for (let i = 0; i < unheard.length; i++) if ("port" in unheard[i][0]) this.hand(unheard[i][0], unheard[i][1]);
    this.unheard = null;
    this.lock = lock;
    if (lock) this.timer = setTimer(() => this.beat(), BEAT_MS);
  }

  /** @param {ToPage} message */
  receive(message) {
    this.isHeard = true;
    switch (message.kind) {
      case "joined":
        return this.heard(message.lock);
      case "ready":
        this.isReady = true;
        return this.resolveReady?.();
      case "failed":
        return this.events.onFailure(message.reason);
      case "received":
        return this.events.onReceived(message.number);
      case "revoked":
        return this.events.onRevoked();
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

  /** The worker is told no more. */
  part() {
    if (!this.worker) return;
    this.hand({ kind: "end" });
    const worker = /** @type {Worker} */ (this.worker);
    if (this.port) {
      // The browser holds a shared worker and its port as long as the page lives, and with them who listens.
      worker.onerror = this.port.onmessage = this.port.onmessageerror = null;
      closePort(this.port);
    } else setTimer(() => terminate(worker), PARTING_MS);
  }

  /**
   * Ends the worker. Whoever waits is told the reason.
   * @param {string} reason
   */
  close(reason) {
    if (this.isClosed) return;
    this.part();
    this.isClosed = true;
    this.unwatch();
    removeEventListener(window, "pageshow", this.onShow);
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
 * @returns {{worker: Worker | SharedWorker, port: MessagePort | null, outlives: boolean}}
 */
export function connect(url) {
  let outlives = false;
  const options = /** @type {WorkerOptions} */ ({
    type: "module",
    name: "velo",
    // Only a browser that knows the word asks for it.
    get extendedLifetime() {
      return (outlives = true);
    },
  });
  if (url.origin !== location.origin) return { worker: fromElsewhere(url, options), port: null, outlives };
  const address = trusted(url.href);
  try {
    const worker = /** @type {SharedWorker} */ (new NativeSharedWorker(address, options));
    return { worker, port: worker.port, outlives };
  } catch {
    return { worker: new NativeWorker(address, options), port: null, outlives: false }; // no such thing here, or not allowed in this frame
  }
}

/** The policy of Trusted Types that makes a worker's address. @type {any} */
let policy;

/**
 * An address that a page with `require-trusted-types-for 'script'` takes for a worker: its header must name our policy, `velo`.
 * @param {string} address of a file that the build has named
 */
function trusted(address) {
  try {
    policy ??= /** @type {any} */ (globalThis).trustedTypes.createPolicy("velo", { createScriptURL: (/** @type {string} */ text) => text });
    return policy.createScriptURL(address);
  } catch {
    return address; // no such thing here, or the page does not name it: then it refuses the worker
  }
}

/**
 * A worker must be of the page's origin: one of this page that imports the other. Not shared: its address is known to this page only.
 * @param {URL} url
 * @param {WorkerOptions} options
 */
function fromElsewhere(url, options) {
  const own = URL.createObjectURL(new Blob([`import ${JSON.stringify(url.href)}`], { type: "text/javascript" }));
  return new NativeWorker(trusted(own), options);
}
