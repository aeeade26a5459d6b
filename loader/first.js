/**
 * What `velo.js` knows of the rules before the probe is there.
 *
 * Source: `recorder.hooks.entry_rules()`, written into `generated/first.js` by the build.
 */

import data from "./generated/first.js";

/**
 * @typedef {{kind: string, expected: string, values: string[], default: any}} OptionRule
 * @typedef {{
 *   bits: {exclude: number, mask: number, ignore: number, allow: number, floor: number},
 *   mutations: MutationObserverInit,
 *   early: {calls: number, mutations: number},
 *   options: Record<string, OptionRule>,
 * }} FirstRules
 */

export const first = /** @type {FirstRules} */ (/** @type {unknown} */ (data));
