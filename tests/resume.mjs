// Starts the built runtime in Node as the worker does in a browser.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { resume } from "../loader/resume.js";

/** Gives Python's `_pyodide` and what Pyodide gives JavaScript. `folder`: dist/velo; `runtime`: of manifest.json. */
export async function resumed(folder, runtime) {
  const { default: make } = await import(pathToFileURL(join(folder, runtime.pyodide, "pyodide.asm.mjs")).href);
  const api = {};
  const python = await resume({
    make,
    wasm: WebAssembly.compile(readFileSync(join(folder, runtime.pyodide, "pyodide.asm.wasm"))),
    image: Promise.resolve(new Uint8Array(readFileSync(join(folder, runtime.image)))),
    env: { IN_NODE: true, IN_NODE_ESM: true },
    api,
  });
  return { python, api };
}

/** Runs Python text there. (What compiles it is in the cold half.) */
export function run(api, text) {
  const [failed, says] = api.rawRun(text);
  if (failed) throw new Error(says);
}
