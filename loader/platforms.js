/**
 * What a consent platform on the page says: IAB TCF v2.2 (`__tcfapi`), Google Consent Mode (`dataLayer`), and the plain event
 * `velo:consent`. docs/consent.md says what counts as a yes.
 *
 * Laws: only a clear yes is one; silence, a wrong answer and a default that nobody has chosen are none. Where several speak, none of
 * them may say no. A platform's yes that becomes a no revokes; a yes said again does not undo what was revoked here. Nothing is
 * thrown into a platform, nothing of the page is read but what it says about consent, and until the platform is there it is
 * looked for now and then, less and less often.
 *
 * Source: IAB's "Consent Management Platform API" v2.2 and Google's "Consent mode" reference, 2026-11.
 */

import { hearAll } from "./dropin.js";
import { SafeWeakSet } from "./probe/natives.js";

/** Looked for again after this, then twice as long, ...; the last look is two minutes after the first. */
const FIRST_LOOK_MS = 250;
const LAST_LOOK_MS = 64_000;

const EVENT = "velo:consent";
const ANSWERED = ["tcloaded", "useractioncomplete"];

/**
 * What was said so far, and what to do. `isNew`: nobody has said anything to velo itself. `byPlatform`: the consent in force is a
 * platform's.
 * @typedef {{isNew: () => boolean, byPlatform: () => boolean, grant: (byPlatform: boolean) => void, revoke: () => void}} Said
 */

/** @param {Said} said */
export function createPlatforms(said) {
  /** What each platform says now. @type {Record<string, boolean>} */
  const words = Object.create(null);
  /** What undoes the listening. @type {(() => void)[]} */
  const undos = [];
  /** @type {WeakSet<object>} */
  const heard = new SafeWeakSet();
  /** Counts the times of listening: an answer that was asked for in an earlier one is none. */
  let turn = 0;

  /** @param {string} name @param {boolean} yes */
  function say(name, yes) {
    const before = words[name];
    if (before === yes) return;
    words[name] = yes;
    if (!yes) {
      if (before || said.byPlatform()) said.revoke();
    } else if ((said.isNew() || before === false) && Object.values(words).every(Boolean)) said.grant(true);
  }

  /** @param {any} event */
  const onEvent = (event) => (event.detail?.granted === true ? said.grant(false) : said.revoke());

  /** @param {number[]} purposes */
  function askTcf(purposes) {
    const api = /** @type {any} */ (globalThis).__tcfapi;
    if (typeof api !== "function") return false;
    const mine = turn;
    let last = 0;
    api("addEventListener", 2, (/** @type {any} */ data, /** @type {unknown} */ success) => {
      if (mine !== turn) return;
      last = data?.listenerId ?? last;
      const status = data?.eventStatus;
      if (success === true && status === "cmpuishown") return; // the visitor has not chosen yet
      say("tcf", success === true && ANSWERED.includes(status) && purposes.every((one) => data.purpose?.consents?.[one] === true));
    });
    undos.push(() => last && api("removeEventListener", 2, () => undefined, last));
    return true;
  }

  function askGoogle() {
    const queue = /** @type {any} */ (globalThis).dataLayer;
    if (!Array.isArray(queue)) return false;
    undos.push(hearAll(queue, hearGoogle));
    return true;
  }

  /** As Google does, only calls of `gtag` count, which come as `arguments`. @param {any} call */
  function hearGoogle(call) {
    if (Object.prototype.toString.call(call) !== "[object Arguments]" || heard.has(call)) return;
    heard.add(call);
    const word = call[0] === "consent" && call[1] === "update" ? call[2]?.analytics_storage : undefined;
    if (word !== undefined) say("google", word === "granted");
  }

  /**
   * Runs what is looked for until it is found.
   * @param {(() => boolean)[]} wanted
   * @param {number} afterMs
   */
  function look(wanted, afterMs) {
    const left = wanted.filter((ask) => {
      try {
        return !ask();
      } catch {
        return false; // a platform that throws says nothing
      }
    });
    if (!left.length || afterMs > LAST_LOOK_MS) return;
    const timer = setTimeout(look, afterMs, left, 2 * afterMs);
    undos.push(() => clearTimeout(timer));
  }

  function stop() {
    turn++;
    for (const undo of undos.splice(0)) {
      try {
        undo();
      } catch {
        // theirs
      }
    }
  }

  return {
    stop,
    /** @param {import("./options.js").Options} options */
    listen({ consent, consentFrom, tcfPurposes }) {
      stop();
      const wants = (/** @type {string} */ name) => consentFrom === true || (consentFrom && consentFrom.includes(name));
      if (wants("event")) {
        addEventListener(EVENT, onEvent, true); // at the window: whatever it is dispatched on
        undos.push(() => removeEventListener(EVENT, onEvent, true));
      }
      const wanted = [];
      if (wants("tcf")) wanted.push(() => askTcf(tcfPurposes));
      if (wants("google")) wanted.push(askGoogle);
      if (consent === "required") look(wanted, FIRST_LOOK_MS);
    },
  };
}
