/** Starts Pyodide from the site's own files, and gives Python's `recorder.session.Visit`. */

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
  return {
    session: (options, recording) => visit.session(options, recording, runtime.rules),
    forget: () => visit.forget(),
    plan: visit.queue,
  };
}

/** @param {string} url */
async function fetched(url) {
  const response = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer", redirect: "error" });
  if (!response.ok) throw new Error("missing file");
  return new Uint8Array(await response.arrayBuffer());
}
