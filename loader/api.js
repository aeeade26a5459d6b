/**
 * The functions that a page may call: section 4 of docs/api.md.
 *
 * Laws: nothing is loaded or observed before options are checked and consent is given; `exclude`, `mask` and `ignore` hold
 * when they return; a privacy rule that cannot be understood ends the recording, it never hides less.
 */

import { Consent, browserObjects, isSampled, isSupported } from "./consent.js";
import { absolute, checked, parses, refusal } from "./options.js";
import { due, isSparing } from "./due.js";
import { createDropin } from "./dropin.js";
import { createPlatforms } from "./platforms.js";
import { Link } from "./link.js";
import { first } from "./first.js";
import { Early } from "./early.js";
import { createPages } from "./pages.js";
import { json, nextTask, nodeType } from "./probe/natives.js";
import { MARK_NAMES, Owner } from "./probe/owner.js";

/** @typedef {"idle" | "waiting" | "starting" | "recording" | "paused" | "off" | "failed"} State */
/** @import {Probe} from "./probe/probe.js" */
/** @typedef {import("./probe/owner.js").MarkName} MarkName */
/** @typedef {Element | ArrayLike<Element> | Iterable<Element> | string | null | undefined} Target */
/** @typedef {(text: string) => void} SegmentListener */

// A page that kills its worker again and again is not recorded.
const MOST_LOSSES = 3;

/**
 * @param {() => URL} workerURL
 * @param {() => Promise<typeof Probe>} loadProbe
 * @param {(state: State) => void} onState
 * @param {typeof import("./link.js").connect} [connected] see `Link`
 */
export function createVelo(workerURL, loadProbe, onState, connected) {
  const owner = new Owner();
  const consent = new Consent();
  const pages = VELO_SITE && createPages(VELO_SITE, obey);
  const dropin = pages || createDropin(obey);
  const platforms = createPlatforms({
    isNew: () => consent.state === "required",
    byPlatform: () => consent.byPlatform,
    grant: (/** @type {boolean} */ byPlatform) => void grant(byPlatform).catch(() => undefined),
    revoke: () => {
      if (link || consent.given) void revoke();
      else consent.state = "revoked"; // nothing is loaded only to hear a no
    },
  });
  /** @type {Set<SegmentListener>} */
  const listeners = new Set();
  /** @type {State} */
  let state = "idle";
  /** @type {Probe | null} */
  let probe = null;
  /** @type {Link | null} */
  let link = null;
  /** @type {Promise<State> | null} */
  let starting = null;
  /** Once the probe is there. @type {Promise<void>} */
  let arriving = Promise.resolve();
  /** The owner's options while they are to be followed. @type {import("./options.js").Options | null} */
  let accepted = null;
  /** What of them was in force when it was looked at last. */
  let inForce = "";
  /** Marks of the options in force; `stop` lifts them. @type {(() => void)[]} */
  let undoOptions = [];
  /** Calls with a rule that could not be understood. @type {string[]} */
  const broken = [];
  /** What was said before recording began. @type {[string, string][]} */
  let early = [];
  /** Since when there may be consent: what is taken back later, on another page, is this one's, too. */
  let since = Date.now();
  /** Workers that ended under this page. */
  let losses = 0;

  /** @param {State} next */
  function enter(next) {
    state = next;
    onState(next);
    return next;
  }

  /** @param {string} reason */
  function fail(reason) {
    accepted = null;
    drop(reason);
    deafen();
    enter("failed");
  }

  /**
   * What was not sent is lost; all begins anew with another worker, or another recording.
   * @param {string} reason
   */
  function anew(reason) {
    drop(reason);
    if (state !== "paused") goOn();
  }

  /**
   * Ends recording at once; what has not left is forgotten.
   * @param {string} reason
   */
  function drop(reason) {
    probe?.end();
    probe = null;
    link?.close(reason);
    link = null;
    starting = null;
    forgetOptions();
  }

  /** What is said to others is heard no more. */
  function deafen() {
    dropin.stop();
    platforms.stop();
    removeEventListener("storage", onChoice);
  }

  /** On another page of the site the visitor has said no. */
  function onChoice() {
    if (link && !consent.given) void revoke(true);
  }

  function forgetOptions() {
    for (const undo of undoOptions) undo();
    undoOptions = [];
  }

  /**
   * @param {import("./options.js").Options} [given]
   * @param {boolean} [isAsked] a script of the page has called: then it begins on the slowest line, too
   * @returns {Promise<State>}
   */
  function start(given = {}, isAsked = true) {
    if (starting && state !== "off") return starting;
    accepted = null;
    try {
      const options = pages ? pages.joined(given, checked(given)) : checked(given);
      if (broken.length) throw refusal(broken);
      consent.configure(options.consent);
      if (!isSupported() || (options.respectGpc && browserObjects()) || !isSampled(options.sample) || (!isAsked && isSparing())) return Promise.resolve(enter("off"));
      dropin.listen(options.aliases);
      platforms.listen(options);
      return go((accepted = options));
    } catch (error) {
      enter("failed");
      return Promise.reject(error);
    }
  }

  /**
   * Records, unless the visitor has not agreed yet or the page says no.
   * @param {import("./options.js").Options} options
   * @returns {Promise<State>}
   */
  function go(options) {
    const limited = dropin.limited(options);
    inForce = json(limited);
    if (!consent.given) enter("waiting");
    else if (!limited) enter("off");
    else return (starting = /** @type {any} */ (document).prerendering ? whenVisited(limited) : begin(limited));
    return Promise.resolve(state);
  }

  /**
   * A page that the browser has opened ahead, and that perhaps nobody ever sees, is recorded from the visit on.
   * @param {import("./options.js").Options} options
   * @returns {Promise<State>}
   */
  function whenVisited(options) {
    enter("starting");
    const visited = new Promise((resolve) => document.addEventListener("prerenderingchange", resolve, { once: true }));
    /** @type {Promise<State>} */
    const mine = visited.then(() => (starting === mine && state === "starting" ? begin(options) : state));
    return mine;
  }

  /**
   * Where a call to another product, or another address, has changed what may be recorded, what has not left is forgotten, and
   * all begins anew; where only marks have come, they hold as if they had been called for.
   */
  function obey() {
    const limited = dropin.limited(accepted ?? {});
    const asked = json(limited);
    if (accepted ? asked === inForce : limited || !link) return;
    const marks = pages && probe && pages.added(JSON.parse(inForce), limited);
    inForce = asked;
    if (marks) {
      for (const [name, selector] of marks) undoOptions.push(owner.select(name, selector));
      return queueMicrotask(() => probe?.look());
    }
    if (accepted) return anew("stopped");
    drop("stopped");
    deafen();
    enter("idle");
  }

  /** As `go`, where nobody waits: the state says whether it failed. */
  const goOn = () => void (accepted && go(accepted).catch(() => undefined));

  /**
   * @param {import("./options.js").Options} options
   * @returns {Promise<State>}
   */
  async function begin(options) {
    enter("starting");
    addEventListener("storage", onChoice);
    forgetOptions();
    for (const name of MARK_NAMES) for (const selector of options[name]) undoOptions.push(owner.select(name, selector));
    if (pages) undoOptions.push(owner.select("exclude", "iframe, frame", pages.hides));
    /** @type {Link | null} */
    let mine = null;
    try {
      const current = (mine = link = new Link(workerURL(), due(workerURL()), {
        onFailure: fail,
        onLost: (reason) => (++losses > MOST_LOSSES ? fail(reason) : anew(reason)),
        onShown: () => anew("shown again"),
        onSnapshot: () => probe?.renew(),
        onLook: () => probe?.answer(),
        onTreated: (marks) => probe?.treat(marks),
        onReceived: (number) => probe?.outbox.received(number),
        onSegment: (text) => tellListeners(text),
        onRevoked: () => revoke(true),
      }, connected));
      current.post({ kind: "start", options: forPython(options), endpoint: absolute(options.endpoint), losses, since });
      if (listeners.size) current.post({ kind: "listen" });
      await (arriving = observe(options, current));
      await current.ready;
    } catch (error) {
      if (link === mine) fail(nameOf(error));
      if (state === "failed") throw error;
    }
    if (link !== mine) return starting ?? state; // ended meanwhile, on purpose
    return state === "starting" ? enter("recording") : state;
  }

  /**
   * Fetches the probe and starts it, unless the recording has ended meanwhile.
   * @param {import("./options.js").Options} options
   * @param {Link} current
   */
  async function observe(options, current) {
    const before = new Early();
    const OwnProbe = await loadProbe()
      .then(ownTask)
      .finally(() => before.stop());
    if (!document.documentElement) await new Promise((resolve) => document.addEventListener("readystatechange", resolve, { once: true }));
    if (link !== current) return;
    const observing = (probe = new OwnProbe(
      { aliases: options.aliases, recordInputs: options.recordInputs, frames: options.frames },
      owner,
      (message, transfer) => {
        dropin.look();
        current.post(message, transfer);
      },
      (reason) => fail("the probe stopped: " + reason),
    ));
    observing.remember(before.records);
    if (state !== "paused") observing.start();
    for (const [name, text] of early) observing.say(name, text);
    early = [];
  }

  /**
   * @param {MarkName} name
   * @param {Target} target
   * @returns {() => void} undo
   */
  function mark(name, target) {
    /** @type {import("./probe/owner.js").Undo[]} */
    const undos = [];
    try {
      if (typeof target === "string") {
        if (!parses(target)) throw new Error(`${name}(): the selector does not parse: ${target}`);
        undos.push(owner.select(name, target));
      } else for (const element of elementsOf(target)) undos.push(owner.call(name, element));
    } catch (error) {
      for (const undo of undos) undo();
      if (name === "allow") throw error;
      const reason = error instanceof TypeError ? `${name}(): the target is no element, list of elements or selector` : /** @type {Error} */ (error).message;
      broken.push(reason);
      if (probe || starting) fail(reason);
      throw refusal([reason]);
    }
    probe?.look();
    return () => {
      for (const undo of undos.splice(0)) undo(Boolean(probe));
      probe?.schedule();
    };
  }

  /** @param {string} text */
  function tellListeners(text) {
    for (const listener of listeners) {
      try {
        listener(text);
      } catch (error) {
        console.error(error);
      }
    }
  }

  /**
   * What the site says itself.
   * @param {string} name
   * @param {unknown} data
   */
  function event(name, data) {
    let text;
    try {
      text = JSON.stringify(data) ?? "null";
    } catch {
      console.error("velo.event: the data is no JSON");
      return;
    }
    if (probe?.running) probe.say(String(name), text);
    else if ((state === "idle" || state === "waiting" || state === "starting") && early.length < first.early.calls) early.push([String(name), text]);
  }

  /** Everything seen so far is given free. */
  const released = () => {
    const current = probe;
    if (!current) return Promise.resolve();
    current.settle();
    return new Promise((resolve) => current.outbox.whenFree(() => resolve(undefined)));
  };

  async function flush() {
    await arriving.catch(() => undefined);
    await new Promise((resolve) => (probe ? probe.whenRead(() => resolve(undefined)) : resolve(undefined)));
    await released();
    await link?.ask("flush");
  }

  async function stop() {
    starting = null;
    accepted = null;
    const [observing, current] = [probe, link];
    if (!observing || !current) {
      if (current) drop("stopped"); // the probe was not there yet: nothing has been observed
      return void (deafen(), state === "failed" || enter("idle"));
    }
    if (observing.stopping) return observing.stopping;
    observing.stopping = (async () => {
      observing.pause();
      await Promise.race([released(), current.closed]);
      observing.end();
      await current.ask("stop").catch(() => undefined);
      current.close("stopped");
      if (probe !== observing) return;
      deafen();
      probe = link = null;
      forgetOptions();
      enter("idle");
    })();
    return observing.stopping;
  }

  /**
   * @param {boolean} byPlatform
   * @returns {Promise<State>}
   */
  function grant(byPlatform) {
    consent.byPlatform = byPlatform;
    consent.state = "granted";
    since = Date.now();
    return state === "waiting" && accepted ? go(accepted) : (starting ?? Promise.resolve(state));
  }

  /**
   * @param {boolean} [isElsewhere] consent was taken back on another page of the site, which has done the rest
   * @returns {Promise<boolean>} whether nothing is left at the collector
   */
  async function revoke(isElsewhere) {
    consent.byPlatform = false;
    consent.state = "revoked";
    probe?.end();
    // Without a recording, too: what an earlier page has left on the device goes.
    const bye = () => current.close("revoked");
    const current = link ?? new Link(workerURL(), null, /** @type {any} */ ({ onFailure: bye, onLost: bye, onShown: bye }), connected);
    probe = link = null;
    starting = null;
    early = [];
    if (state !== "idle" && state !== "failed") enter("waiting");
    const isErased = !isElsewhere && (await current.ask("erase").catch(() => false));
    bye();
    return isErased === true;
  }

  return {
    start,
    stop,
    flush,
    event,
    get state() {
      return state;
    },
    pause() {
      if (state !== "recording" && state !== "starting") return;
      probe?.pause();
      enter("paused");
    },
    resume() {
      if (state !== "paused" || !consent.given) return;
      if (!link) return goOn();
      probe?.start();
      enter(link?.isReady ? "recording" : "starting");
    },
    /** @param {Target} target */
    exclude: (target) => mark("exclude", target),
    /** @param {Target} target */
    mask: (target) => mark("mask", target),
    /** @param {Target} target */
    allow: (target) => mark("allow", target),
    /** @param {Target} target */
    ignore: (target) => mark("ignore", target),
    /** @param {string} pseudonym */
    identify: (pseudonym) => event("identify", String(pseudonym)),
    /** @returns {Promise<unknown>} */
    ledger: async () => (link ? JSON.parse(String((await link.ask("ledger")) ?? "{}")) : {}),
    /**
     * @param {"batch"} name
     * @param {SegmentListener} listener
     * @returns {() => void} undo
     */
    on(name, listener) {
      if (name !== "batch" || typeof listener !== "function") throw new TypeError('velo.on wants "batch" and a function');
      if (!listeners.size) link?.post({ kind: "listen" });
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    consent: {
      get state() {
        return consent.word;
      },
      grant: () => grant(false),
      revoke: () => revoke(),
    },
  };
}

/**
 * @param {Target} target
 * @returns {Element[]}
 */
function elementsOf(target) {
  if (target === null || target === undefined) return [];
  if (isElement(target)) return [target];
  const list = /** @type {any} */ (target);
  if (typeof list !== "object" || !(Symbol.iterator in list || 0 in list || list.length === 0)) throw new TypeError();
  return Array.from(list).filter((one) => one !== null && one !== undefined);
}

/**
 * Whether this is an element, of this window or of a frame's.
 * @param {unknown} target
 * @returns {target is Element}
 */
function isElement(target) {
  try {
    return nodeType(/** @type {Node} */ (target)) === 1;
  } catch {
    return false;
  }
}

/**
 * Options as Python reads them; the address stays in the shell.
 * @param {import("./options.js").Options} options
 */
function forPython(options) {
  const { endpoint, ...rest } = options;
  return rest;
}

/**
 * Goes on in a task of its own: what came before has had its time.
 * @template T
 * @param {T} value
 * @returns {Promise<T>}
 */
const ownTask = (value) => new Promise((resolve) => nextTask(() => resolve(value)));

/** @param {unknown} error */
const nameOf = (error) => (error instanceof Error ? error.message : "Error");
