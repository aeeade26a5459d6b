/**
 * The script for a page that runs Python itself (PyScript): the same functions and the same probe, and in the worker's place the
 * page's own Python, which says the same words (`messages.js`, `recorder/page.py`).
 *
 * That Python has put this file's tag into the page, and finds on it what it needs.
 */

import { createVelo } from "./api.js";
import { loadProbe } from "./load.js";
import { NativeChannel } from "./probe/natives.js";
import { publish } from "./publish.js";

// PyScript has put something of its own in place of `document.currentScript`.
const tag = /** @type {any} */ (document.querySelector("script[data-velo-python]"));

/**
 * Makes `window.velo` for this Python.
 * @param {(port: MessagePort) => void} serve given the port that a recording talks through
 */
tag.velo = (serve) => {
  const connected = () => {
    const { port1, port2 } = new NativeChannel();
    serve(port2);
    return { worker: /** @type {any} */ ({}), port: port1, outlives: false };
  };
  const velo = createVelo(() => new URL(tag.src), () => loadProbe(new URL(VELO_PROBE, tag.src)), () => undefined, connected);
  publish(velo, () => undefined);
  return velo;
};
