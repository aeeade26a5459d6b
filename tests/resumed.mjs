// Starts the built runtime in Node as the worker does in a browser, and runs inside_resumed.py in it.
// Arguments: dist/velo, the runtime of manifest.json (JSON), the Python file. Prints what that found (JSON).

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { resume } from "../loader/resume.js";

try {
  const [folder, told, script] = process.argv.slice(2);
  const runtime = JSON.parse(told);
  const { default: make } = await import(pathToFileURL(join(folder, runtime.pyodide, "pyodide.asm.mjs")).href);
  const api = {};
  const python = await resume({
    make,
    wasm: WebAssembly.compile(readFileSync(join(folder, runtime.pyodide, "pyodide.asm.wasm"))),
    image: Promise.resolve(new Uint8Array(readFileSync(join(folder, runtime.image)))),
    env: { IN_NODE: true, IN_NODE_ESM: true },
    api,
  });
  const visit = python.start();
  let refused = "";
  try {
    visit.session('{"preset": "none"}', "recording", "");
  } catch (error) {
    refused = `${error.type} ${error.message}`;
  }
  const ruled = visit.session('{}', "recording", "");
  const wish = ruled.receive(new TextEncoder().encode('[{"t": "what is this"}]'), 1, 5);
  ruled.release(1);
  const sent = ruled.next(9000, true, true);
  const [failed, says] = api.rawRun(readFileSync(script, "utf8")); // compiling is in the cold half
  if (failed) throw new Error(says);
  console.log(JSON.stringify({ refused, wish, sent, ...JSON.parse(python.found) }));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
