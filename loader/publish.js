/**
 * `window.velo`, and the calls that were made before it was there.
 *
 * Marks and listeners said early take effect before the first look at the page.
 */

/** @typedef {[string, ...unknown[]]} Call */

const BEFORE_START = ["exclude", "mask", "allow", "ignore", "on"];

/** @param {unknown} error */
export const complain = (error) => console.error(error instanceof Error ? error.message : error);

/**
 * @param {ReturnType<typeof import("./api.js").createVelo>} velo
 * @param {() => void} start what comes between the early calls and the others
 */
export function publish(velo, start) {
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

  const scope = /** @type {any} */ (window);
  /** @type {Call[]} */
  const calls = Array.isArray(scope.velo?.q) ? scope.velo.q.splice(0) : [];
  Object.defineProperty(velo, "q", { value: { push: replay } });
  scope.velo = velo;

  const isEarly = (/** @type {Call} */ call) => BEFORE_START.includes(String(call?.[0]));
  calls.filter(isEarly).forEach(replay);
  start();
  calls.filter((call) => !isEarly(call)).forEach(replay);
}
