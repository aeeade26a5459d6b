/** The module `velo.mjs`: the functions of docs/api.md, each under its own name. */

import { createVelo } from "./api.js";
import { loadProbe } from "./load.js";

/** Name of the worker's file beside this one, put in by the build. @type {string} */
const worker = VELO_WORKER;

/** Name of the probe's file, fetched when recording begins. @type {string} */
const probe = VELO_PROBE;

/** What velo is doing now. @type {import("./api.js").State} */
export let state = "idle";

const velo = createVelo(
  () => new URL(worker, import.meta.url),
  () => loadProbe(new URL(probe, import.meta.url)),
  (next) => {
    state = next;
  },
);

export const { start, stop, pause, resume, exclude, mask, allow, ignore, consent, flush, ledger, event, identify, on } = velo;
