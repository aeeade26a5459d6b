/**
 * When Python may be fetched, so that it is never in the way of the page's own start.
 *
 * Laws: nothing is fetched before the page's load event is over and the browser has nothing better to do; where this visit's
 * worker runs already nothing has to be fetched, and nothing waits. A page whose load never ends waits no longer than a limit.
 */

import { HERE, lockOf } from "./messages.js";
import { addEventListener, clearTimer, nextTask, removeEventListener, setTimer, whenIdle } from "./probe/natives.js";

// A load that hangs so long is not waited for.
const LOAD_MS = 60_000;
// A browser that is never idle is not waited for either.
const IDLE_MS = 2_000;

/** Whether the visitor asked for less data, or the line is too slow for what a page has not asked for. */
export function isSparing() {
  const line = /** @type {any} */ (globalThis).navigator?.connection;
  return line?.saveData === true || line?.effectiveType === "slow-2g" || line?.effectiveType === "2g";
}

/** @param {URL} url of the worker */
export async function due(url) {
  /** @type {BroadcastChannel | null} */
  let door = null;
  await new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
    door = knock(url, resolve);
    quiet().then(resolve);
  });
  /** @type {BroadcastChannel | null} */ (door)?.close();
}

/**
 * Asks whether a worker is there. Its lock would tell, too, but not without harm to other pages (link.js).
 * @param {URL} url of the worker
 * @param {() => void} onAnswer
 */
function knock(url, onAnswer) {
  try {
    const door = new BroadcastChannel(lockOf(url.href));
    door.onmessage = ({ data }) => data === HERE && onAnswer();
    door.postMessage("");
    return door;
  } catch {
    return null; // no channels here
  }
}

/** The page has loaded and has nothing to do. */
async function quiet() {
  await loaded();
  await new Promise((resolve) => whenIdle(() => resolve(undefined), IDLE_MS));
}

/** The load event and all that the page does in it are over. */
function loaded() {
  if (document.readyState === "complete") return undefined;
  return new Promise((resolve) => {
    const done = () => {
      clearTimer(timer);
      removeEventListener(window, "load", done);
      nextTask(() => resolve(undefined));
    };
    const timer = setTimer(done, LOAD_MS);
    addEventListener(window, "load", done);
  });
}
