/** Windows, time, and workers. */

import { apply, getter, inBrowser, method, own, proto, scope } from "./untouched.js";

/** The page's navigation, where the browser tells of it. @type {EventTarget | null} */
export const navigation = inBrowser && scope.navigation instanceof EventTarget ? scope.navigation : null;
/** What a visitor sees of the page after zooming in. @type {EventTarget | null} */
export const visual = inBrowser && scope.visualViewport instanceof EventTarget ? scope.visualViewport : null;
const view = proto("VisualViewport");
const viewScale = getter(view, "scale");
const viewLeft = getter(view, "offsetLeft");
const viewTop = getter(view, "offsetTop");
/**
 * @param {string} kind
 * @param {number} after
 * @returns {unknown[]} these, then scale, left, top
 */
export const zoomOf = (kind, after) => [kind, after, viewScale(visual), viewLeft(visual), viewTop(visual)];

/** @param {string} name */
const ofWindow = (name) => {
  const native = own("", name);
  return /** @param {...any} args */ (...args) => apply(native, scope, args);
};
/** @type {(callback: () => void, ms: number) => number} */
export const setTimer = (callback, ms) => apply(nativeSetTimeout, scope, [callback, ms]);
const nativeSetTimeout = own("", "setTimeout");
/** @type {(timer: number) => void} */
export const clearTimer = ofWindow("clearTimeout");
const nativeIdle = own("", "requestIdleCallback");
/**
 * Calls back when the browser has nothing better to do, or after so long.
 * @param {() => void} callback
 * @param {number} ms
 */
export const whenIdle = (callback, ms) => void (nativeIdle ? apply(nativeIdle, scope, [callback, { timeout: ms }]) : setTimer(callback, 1));
/** @type {(callback: () => void) => number} */
export const requestFrame = ofWindow("requestAnimationFrame");
/** @type {(frame: number) => void} */
export const cancelFrame = ofWindow("cancelAnimationFrame");
const windowNumber = (/** @type {string} */ name) => {
  const read = getter(scope, name) ?? (() => 0);
  /** @param {any} [view] this window, or one of the same origin */
  return (view = scope) => /** @type {number} */ (read(view));
};
export const innerWidth = windowNumber("innerWidth");
export const innerHeight = windowNumber("innerHeight");
export const scrollX = windowNumber("scrollX");
export const scrollY = windowNumber("scrollY");
const scheduler = scope.scheduler;
const postTask = method(proto("Scheduler"), "postTask");
/**
 * Calls back in a task of its own; the browser may draw and the page may work before.
 * @param {() => void} callback
 */
export const nextTask = (callback) => void (scheduler && postTask ? postTask(scheduler, callback) : setTimer(callback, 0));
const performanceNow = method(proto("Performance"), "now");
const { performance } = scope;
/** @type {(value: number) => number} */
const floor = own("Math", "floor");
const began = own("Date", "now")() - performanceNow(performance);
/** Epoch ms, as the machine's clock said when this was loaded: whoever sets that meanwhile holds nothing up, and no time steps back. */
export const now = () => floor(began + performanceNow(performance));
/** @type {(value: number) => number} */
export const round = own("Math", "round");

const worker = proto("Worker");
/** @type {(worker: Worker, message: unknown, transfer?: Transferable[]) => void} */
export const postMessage = method(worker, "postMessage");
/** @type {(worker: Worker) => void} */
export const terminate = method(worker, "terminate");
export const NativeWorker = scope.Worker;
/** @type {any} */
export const NativeSharedWorker = scope.SharedWorker;
/** @type {(port: MessagePort, message: unknown, transfer?: Transferable[]) => void} */
export const postToPort = method(proto("MessagePort"), "postMessage");
/** @type {(port: MessagePort) => void} */
export const closePort = method(proto("MessagePort"), "close");
