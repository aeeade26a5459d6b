/** The script tag: `window.velo`, options from the tag's `data-*`, and calls that were made before this file had come. */

import { createVelo } from "./api.js";
import { loadProbe } from "./load.js";
import { fromTag } from "./options.js";
import { complain, publish } from "./publish.js";

const tag = /** @type {any} */ (document.currentScript);
// A drawing's script has its address as a value that could be animated, as it was written.
const source = new URL(tag?.src ?? tag?.href?.baseVal ?? "", document.baseURI).href;
const begin = (/** @type {any} */ velo) => {
  const options = tag ? fromTag(tag.dataset) : {};
  if (VELO_SITE || Object.keys(options).length) velo.start(options, false).catch(complain);
};

// One for each page: what is asked of `velo` must reach whatever records. A tag that comes again, as some pages' bodies do, asks the first.
// Something else of that name has no such `q` (publish.js).
const { velo } = /** @type {any} */ (window);
if (typeof velo?.start === "function" && velo.q && !Array.isArray(velo.q)) begin(velo);
else {
  const made = createVelo(
    () => new URL(VELO_WORKER, source),
    () => loadProbe(new URL(VELO_PROBE, source)),
    () => undefined,
  );
  publish(made, () => begin(made));
}
