/**
 * What a page says to Smartsupp and Smartlook that asks for less, so that a site which changes to Velo need not be rewritten.
 *
 * Laws: such a call closes, or lifts what such a call closed; it never allows more than the owner's options do, and what
 * `disable` has closed stays closed on this page. Nothing else that is said to those products is read. Their functions stay
 * theirs: both keep calls in a queue and put a `push` of their own in place when they have loaded, so whoever calls `push` is
 * heard here first, and then the call goes on as it is. `docs/migrating.md` says what each call does.
 *
 * Source: both products' documentation, and two published versions of Smartsupp's widget for how they read the queue, 2026-11.
 */

import { SafeMap, SafeWeakSet } from "./probe/natives.js";

/** The product, and where its function keeps the calls. @type {[string, string][]} */
const QUEUES = [["smartsupp", "_"], ["smartlook", "api"]];

/** Smartlook's classes of data, and our option for each. @type {[string, string][]} */
const CLASSES = [["forms", "recordInputs"], ["emails", "recordEmails"], ["numbers", "recordNumbers"]];

const { apply, defineProperty } = Reflect;

/** @param {() => void} onCall something may have been said */
export function createDropin(onCall) {
  /** What is closed: everything (`disable`, `pause`, `consent`), or a class of data. @type {Record<string, boolean>} */
  const closed = Object.create(null);
  /** Each call counts once. @type {WeakSet<object>} */
  const heard = new SafeWeakSet();
  /** Queues in use, and what puts their `push` back. @type {Map<any, () => void>} */
  const queues = new SafeMap();
  /** @type {[string, string][]} */
  let wanted = [];

  /** @param {any} call what the function was called with */
  function hear(call) {
    if (Object(call) !== call || heard.has(call)) return;
    heard.add(call);
    const name = call[0];
    const value = call[1];
    if (/^(recording:off|(recording:)?disable)$/.test(name)) closed.disable ||= value !== false;
    else if (name === "pause" || name === "resume") closed.pause = name === "pause";
    else if (name === "analyticsConsent") closed.consent = value !== true;
    else if (name === "consentForms") closed.forms = !value;
    else if (name === "record") for (const [part] of CLASSES) if (value?.[part] !== undefined) closed[part] = value[part] !== true;
  }

  /** Hears what waits in the queues. A page may put them in place, or replace them, at any time. */
  function look() {
    const scope = /** @type {any} */ (globalThis);
    for (let at = 0; at < wanted.length; at++) {
      const name = wanted[at][0];
      const key = wanted[at][1];
      try {
        if (typeof scope[name] !== "function") continue;
        const queue = (scope[name][key] ??= []); // some pages make it at the first call only
        if (queues.has(queue) || !queue.push) for (let i = 0; i < queue.length; i++) hear(queue[i]);
        else queues.set(queue, hearAll(queue, hear, onCall));
      } catch {
        // nothing that we could read
      }
    }
    onCall();
  }

  return {
    look,
    /** @param {boolean | string[]} aliases the option: whose calls count */
    listen(aliases) {
      wanted = QUEUES.filter(([name]) => aliases === true || (aliases && aliases.includes(name)));
      look();
    },
    /**
     * The options, less what is closed; null: nothing may be recorded.
     * @param {import("./options.js").Options} options
     */
    limited(options) {
      if (closed.disable || closed.pause || closed.consent) return null;
      const limited = { ...options };
      for (let i = 0; i < CLASSES.length; i++) if (closed[CLASSES[i][0]]) limited[CLASSES[i][1]] = false;
      return limited;
    },
    /** Hears no more; the queues are as they were. */
    stop() {
      wanted = [];
      queues.forEach((undo) => undo());
      queues.clear();
    },
  };
}

/**
 * Hears what is in a queue of calls and what will be pushed on it, before its owner does and without taking anything away.
 * @param {any} queue
 * @param {(call: any) => void} hear
 * @param {() => void} [onCalls] after each push
 * @returns {() => void} undo
 */
export function hearAll(queue, hear, onCalls) {
  for (let i = 0; i < queue.length; i++) hear(queue[i]);
  let { push } = queue;
  defineProperty(queue, "push", {
    configurable: true,
    set: (theirs) => (push = theirs),
    get() {
      const theirs = push; // as of now: a wrapper around this one may be put in its place
      /** @this {any} @param {any[]} calls */
      return function (...calls) {
        try {
          for (const call of calls) hear(call);
          onCalls?.();
        } catch {
          // theirs goes on
        }
        return apply(theirs, this, calls);
      };
    },
  });
  return () => {
    delete queue.push;
    if (queue.push !== push) queue.push = push;
  };
}
