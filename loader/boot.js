/** Starts Pyodide from the site's own files, and gives Python's `recorder.session.Visit.session`. */

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
 *   lost: () => void,
 *   wait_ms: (nowMs: number) => number,
 *   ledger: () => string,
 *   destroy: () => void,
 * }} Session recorder/session.py as seen from here
 */

/**
 * @param {typeof VELO_RUNTIME} runtime
 * @param {string} base address that the paths are relative to
 * @returns {Promise<(options: string, recording: string) => Session>}
 */
export async function boot(runtime, base) {
  const at = (/** @type {string} */ path) => new URL(path, base).href;
  const archive = fetched(at(runtime.recorder));
  archive.catch(() => undefined); // said below; until then nobody listens
  const { loadPyodide } = await import(/* @vite-ignore */ at(runtime.pyodide + "pyodide.mjs"));
  const pyodide = await loadPyodide({
    indexURL: at(runtime.pyodide),
    stdLibURL: at(runtime.stdlib),
    packageBaseUrl: at("./"),
    lockFileContents: runtime.lock,
    env: { PYTHONPATH: ARCHIVE },
    fsInit: async (/** @type {any} */ files) => files.writeFile(ARCHIVE, await archive),
  });
  const module = pyodide.pyimport("recorder.session");
  const visit = module.Visit();
  module.destroy();
  // Without the rules that were built in, this raises: there is no recording then.
  return (options, recording) => visit.session(options, recording, runtime.rules);
}

/** @param {string} url */
async function fetched(url) {
  const response = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer", redirect: "error" });
  if (!response.ok) throw new Error("missing file");
  return new Uint8Array(await response.arrayBuffer());
}
