/**
 * The module of the npm package, for bundlers: the functions of docs/api.md, and where the package's static files lie.
 *
 * A bundler cannot follow a worker into Python's runtime, so these files are copied and served as they are
 * (`npx velo-recorder copy public/velo`); their names carry hashes, so this module finds those of its own version or none.
 */

import { createVelo } from "../api.js";
import { loadProbe } from "../load.js";

/** Where the files lie, from the page's address. */
let folder = "/velo/";

/** What velo is doing now. @type {import("../api.js").State} */
export let state = "idle";

const at = (/** @type {string} */ name) => new URL(name, new URL(folder, location.href));

const velo = createVelo(
  () => at(VELO_WORKER),
  () => loadProbe(at(VELO_PROBE)),
  (next) => {
    state = next;
  },
);

/**
 * Says where the files of the package's folder `velo` are served; before `start`.
 * @param {string} url of the folder
 */
export function filesAt(url) {
  folder = url.endsWith("/") ? url : url + "/";
}

export const { start, stop, pause, resume, exclude, mask, allow, ignore, consent, flush, ledger, event, identify, on } = velo;
