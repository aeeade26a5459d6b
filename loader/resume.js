/** Starts Python from the memory that the build kept: what a start would have done is done already, down to the last import. */

import { unpack } from "./unpack.js";

/**
 * @param {{
 *   make: (settings: object) => Promise<any>, wasm: Promise<WebAssembly.Module>, image: Promise<Uint8Array>, env: object, api?: object,
 * }} parts the glue's function; the wasm; the packed memory; where this runs, in Pyodide's words; gets what Pyodide gives JavaScript
 * @returns {Promise<any>} Python's module `_pyodide`, which holds what `recorder/host/settle.py` put there
 */
export async function resume({ make, wasm, image, env, api = {} }) {
  const failed = Symbol("error marker");
  const API = Object.assign(api, { config: { jsglobals: globalThis }, runtimeEnv: env });
  /** @type {Iterable<number>} */
  let spare = [];
  // The glue holds on to what starts it: five megabytes of packed memory would stay with it.
  /** @type {Promise<[WebAssembly.Module, Uint8Array]> | null} */
  let sources = Promise.all([wasm, image]);
  /** @param {any} imports @param {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} done */
  const start = async (imports, done) => {
    imports.env.Jsv_GetError_import = () => failed;
    imports.env.JsvError_Check = (/** @type {unknown} */ value) => value === failed;
    const [module, packed] = await /** @type {Promise<[WebAssembly.Module, Uint8Array]>} */ (sources);
    sources = null;
    const instance = await WebAssembly.instantiate(module, imports);
    spare = unpack(packed, /** @type {WebAssembly.Memory} */ (instance.exports.memory).buffer);
    done(instance, module);
  };
  const module = await new Promise((resolve, reject) => {
    const instantiateWasm = (/** @type {any} */ imports, /** @type {any} */ done) => (start(imports, done).catch(reject), {});
    make({ API, instantiateWasm, image: true, noInitialRun: true, preRun: [] }).then(resolve, reject);
  });
  for (const at of spare) module._free(at);
  spare = [];
  return /** @type {any} */ (API).resume();
}
