/** What watches the page for us: mutations, what comes into view, sizes. */

import { construct, getter, isNative, method, proto, scope } from "./untouched.js";

/** @param {string} name */
const observer = (name) => {
  // zone.js keeps the browser's class under this name. With its own, the page (Angular) would look for changes whenever we are called.
  const kept = scope["__zone_symbol__" + name];
  // The page's own class, if it has put one there: in WebKit one of another window tells nothing once that is gone.
  const Native = isNative(kept, true) ? kept : scope[name];
  const methods = Native === kept || !isNative(Native, true) ? Native?.prototype : proto(name);
  return {
    /** @param {(...args: any[]) => void} callback @returns {any} */
    make: (callback) => construct(Native, [callback]),
    /** @type {(observer: any, target: Node, options?: object) => void} */
    observe: method(methods, "observe"),
    /** @type {(observer: any, target: Element) => void} */
    unobserve: method(methods, "unobserve"),
    /** @type {(observer: any) => void} */
    disconnect: method(methods, "disconnect"),
    /** @type {(observer: any) => any[]} */
    takeRecords: method(methods, "takeRecords"),
    exists: Boolean(Native),
  };
};
export const mutations = observer("MutationObserver");
export const intersections = observer("IntersectionObserver");
export const resizes = observer("ResizeObserver");
/** @type {(entry: unknown) => DOMRect} */
export const intersectionBox = getter(proto("IntersectionObserverEntry"), "boundingClientRect");
/** @type {(entry: unknown) => Element} */
export const intersectionTarget = getter(proto("IntersectionObserverEntry"), "target");
/** @type {(entry: unknown) => Element} */
export const resizeTarget = getter(proto("ResizeObserverEntry"), "target");
const rect = proto("DOMRectReadOnly");
/** @type {Record<"x" | "y" | "width" | "height", (rect: DOMRectReadOnly) => number>} */
export const rectOf = { x: getter(rect, "x"), y: getter(rect, "y"), width: getter(rect, "width"), height: getter(rect, "height") };
