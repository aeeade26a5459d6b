/**
 * The script tag: `window.velo`, options from the tag's `data-*`, and calls that were made before this file had come.
 *
 * Marks and listeners said early take effect before the first look at the page.
 */

import { createVelo } from "./api.js";
import { loadProbe } from "./load.js";
import { fromTag } from "./options.js";

const tag = /** @type {HTMLScriptElement | null} */ (document.currentScript);
const source = tag?.src ?? location.href;
const velo = createVelo(
  () => new URL(VELO_WORKER, source),
  () => loadProbe(new URL(VELO_PROBE, source)),
  () => undefined,
);

/** @typedef {[string, ...unknown[]]} Call */

const BEFORE_START = ["exclude", "mask", "allow", "ignore", "on"];

/**
 * One call made by name: `["exclude", ".x"]`, `["consent.grant"]`.
 * @param {Call} call
 */
function replay(call) {
  const [path, ...args] = Array.from(call);
  const names = String(path).split(".");
  const owner = /** @type {any} */ (names.length === 2 && names[0] === "consent" ? velo.consent : velo);
  const name = names[names.length - 1];
  if (!Object.hasOwn(owner, name) || typeof owner[name] !== "function") return console.error(`velo has no function "${path}"`);
  try {
    Promise.resolve(owner[name](...args)).catch(complain);
  } catch (error) {
    complain(error);
  }
}

/** @param {unknown} error */
const complain = (error) => console.error(error instanceof Error ? error.message : error);

const scope = /** @type {any} */ (window);
/** @type {Call[]} */
const calls = Array.isArray(scope.velo?.q) ? scope.velo.q.splice(0) : [];
Object.defineProperty(velo, "q", { value: { push: replay } });
scope.velo = velo;

const isEarly = (/** @type {Call} */ call) => BEFORE_START.includes(String(call?.[0]));
calls.filter(isEarly).forEach(replay);
const options = tag ? fromTag(tag.dataset) : {};
if (VELO_SITE || Object.keys(options).length) velo.start(options, false).catch(complain);
calls.filter((call) => !isEarly(call)).forEach(replay);
