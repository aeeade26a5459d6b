/** Starts Python from the site's own files, and gives its `recorder.session.Visit`. */

import { resume } from "./resume.js";

const ARCHIVE = "/lib/recorder.zip";

/**
 * @typedef {{
 *   treated: () => string,
 *   receive: (bytes: Uint8Array, number: number, nowMs: number) => string,
 *   foreign: (number: number, message: unknown, nowMs: number) => string,
 *   wishes: () => string,
 *   release: (number: number) => void,
 *   next: (nowMs: number, everything: boolean, closing: boolean) => string | undefined,
 *   number: number,
 *   sent: () => void,
 *   failed: (nowMs: number, retryAfterMs: number) => void,
 *   refused: (status: number) => void,
 *   wants_snapshot: boolean,
 *   lost: (reason?: string, count?: number) => void,
 *   keep: (nowMs: number, final: boolean) => string,
 *   has_kept: boolean,
 *   not_kept: () => void,
 *   discard: () => string,
 *   hurry: () => void,
 *   wait_ms: (nowMs: number) => number,
 *   ledger: () => string,
 *   destroy: () => void,
 * }} Session recorder/session.py as seen from here
 *
 * @typedef {{
 *   load: (rows: string, held: string, nowMs: number) => void,
 *   next: (nowMs: number) => string,
 *   sent: () => void,
 *   failed: (nowMs: number, retryAfterMs: number) => void,
 *   refused: () => void,
 *   hurry: () => void,
 *   gone: () => string,
 *   lost: () => string,
 *   wait_ms: (nowMs: number) => number,
 * }} Plan recorder/queue.py as seen from here
 *
 * @typedef {{session: (options: string, recording: string) => Session, forget: () => void, plan: Plan}} Visit
 */

/**
 * @param {typeof VELO_RUNTIME} runtime
 * @param {string} base address that the paths are relative to
 * @returns {Promise<Visit>}
 */
export async function boot(runtime, base) {
  const at = (/** @type {string} */ path) => new URL(path, base).href;
  const visit = await (runtime.image ? kept(runtime, at) : started(runtime, at));
  // Without the rules that were built in, this raises: there is no recording then.
  return {
    session: (options, recording) => visit.session(options, recording, runtime.rules),
    forget: () => visit.forget(),
    plan: visit.queue,
  };
}

/**
 * From the memory that the build kept; all parts are fetched at once.
 * @param {typeof VELO_RUNTIME} runtime
 * @param {(path: string) => string} at
 */
async function kept(runtime, at) {
  const image = fetched(at(runtime.image));
  const wasm = compiled(at(runtime.pyodide + "pyodide.asm.wasm"));
  for (const part of [image, wasm]) part.catch(() => undefined); // said below; until then nobody listens
  const { default: make } = await import(/* @vite-ignore */ at(runtime.pyodide + "pyodide.asm.mjs"));
  const python = await resume({ make, wasm, image, env: { IN_BROWSER: true, IN_BROWSER_WEB_WORKER: true } });
  return python.start();
}

/**
 * As Pyodide starts, with the archives of its library and of the recorder: where the owner's own rules may import what they like.
 * @param {typeof VELO_RUNTIME} runtime
 * @param {(path: string) => string} at
 */
async function started(runtime, at) {
  const archive = whole(at(runtime.recorder));
  archive.catch(() => undefined); // said below; until then nobody listens
  const { loadPyodide } = await import(/* @vite-ignore */ at(runtime.pyodide + "pyodide.mjs"));
  const pyodide = await loadPyodide({
    indexURL: at(runtime.pyodide),
    stdLibURL: at(runtime.stdlib),
    packageBaseUrl: at("./"),
    lockFileContents: runtime.lock,
    env: { PYTHONPATH: ARCHIVE },
    fsInit: async (/** @type {any} */ files) => files.writeFile(ARCHIVE, new Uint8Array(await archive)),
  });
  const module = pyodide.pyimport("recorder.session");
  const visit = module.Visit();
  module.destroy();
  return visit;
}

/**
 * Compiled as it arrives; a host that gives it another type than `application/wasm` makes it wait.
 * @param {string} url
 */
function compiled(url) {
  return WebAssembly.compileStreaming(small(url)).catch(async () => WebAssembly.compile(await whole(url)));
}

/** @param {string} url */
async function fetched(url) {
  return new Uint8Array(await small(url).then((response) => response.arrayBuffer()).catch(() => whole(url)));
}

/** @param {string} url */
async function whole(url) {
  return (await asked(url)).arrayBuffer();
}

/**
 * From a host that compresses nothing, the `.gz` that lies beside each file: a quarter of the bytes. Elsewhere it costs nothing: the headers
 * of the answer say that it is compressed. (Those of another origin are not told, and taken for that.)
 * @param {string} url
 */
async function small(url) {
  const plain = await asked(url);
  if (plain.headers.has("content-encoding") || new URL(url).origin !== location.origin || !("DecompressionStream" in self)) return plain;
  plain.body?.cancel();
  const packed = await asked(url + ".gz");
  if (/html/.test(packed.headers.get("content-type") ?? "")) throw new Error("no such file"); // some hosts answer everything
  // A host that knows what .gz means says so; then it is unpacked already.
  const isOpen = packed.headers.has("content-encoding");
  const body = isOpen ? packed.body : packed.body?.pipeThrough(new DecompressionStream("gzip"));
  return new Response(body, { headers: { "content-type": "application/wasm" } });
}

/** @param {string} url */
async function asked(url) {
  const response = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer", redirect: "error", priority: "low" });
  if (!response.ok) throw new Error("missing file");
  return response;
}
