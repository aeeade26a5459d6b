// Starts the built runtime in Node as the worker does in a browser.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { resume } from "../loader/resume.js";

/** Gives Python's `_pyodide`, what Pyodide gives JavaScript, and the packed memory, not held by this. `folder`: dist/velo; `runtime`: of manifest.json. */
export async function resumed(folder, runtime) {
  const { default: make } = await import(pathToFileURL(join(folder, runtime.pyodide, "pyodide.asm.mjs")).href);
  const api = {};
  const packed = new Uint8Array(readFileSync(join(folder, runtime.image)));
  const image = new WeakRef(packed);
  const python = await resume({
    make,
    wasm: WebAssembly.compile(readFileSync(join(folder, runtime.pyodide, "pyodide.asm.wasm"))),
    image: Promise.resolve(packed),
    env: { IN_NODE: true, IN_NODE_ESM: true },
    api,
  });
  return { python, api, image };
}

/** Runs Python text there. (What compiles it is in the cold half.) */
export function run(api, text) {
  const [failed, says] = api.rawRun(text);
  if (failed) throw new Error(says);
}
