/**
 * Fetches the probe, which is not needed before a recording may begin, and hands it the browser's own functions.
 *
 * Law: the probe uses what `natives.js` took when this file loaded, whatever the page has put in its place since. The build writes
 * `generated/shared.js`: these functions, in the order in which the probe's file wants them (`recorder/host/bundle.py`).
 */

import { shared } from "./generated/shared.js";
import { apply } from "./probe/natives.js";

/**
 * Made once for all recordings of a page: it tags nodes with a private field of its class, which stays as long as the node does.
 * @type {typeof import("./probe/probe.js").Probe | undefined}
 */
let made;

/**
 * @param {URL} url
 * @returns {Promise<typeof import("./probe/probe.js").Probe>}
 */
export async function loadProbe(url) {
  if (made) return made;
  let module;
  try {
    module = await import(/* @vite-ignore */ /* webpackIgnore: true */ url.href);
  } catch {
    throw new Error("the probe could not be loaded");
  }
  return (made ??= apply(module.default, undefined, shared));
}
