/**
 * The one place that talks to a network: segments to the collector, one at a time.
 *
 * No cookie, no query string, no referrer; a redirect counts as no answer. Where the build was given a key to seal for, nothing goes
 * that is not sealed.
 */

import { seal } from "#seal";

/** @type {RequestInit} */
const QUIET = { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", redirect: "error" };

const GZIP = 0x1f;
const encoder = new TextEncoder();
/** @type {Record<string, string>} */
const PLAIN = { "content-type": "application/x-ndjson", "content-encoding": "gzip" };
/** @type {Record<string, string>} */
const SEALED = { "content-type": "application/vnd.velo.sealed" };

// No answer after so long is none; a slow line gets more for a large body.
const PATIENCE_MS = 30_000;
const BYTES_PER_MS = 8;

/** @typedef {{outcome: "sent"} | {outcome: "refused", status: number} | {outcome: "failed", retryAfterMs: number}} Outcome */

/**
 * @param {string} endpoint
 * @param {string} recording
 * @param {number} number of the segment
 * @param {ArrayBuffer} packed
 * @param {AbortSignal} signal
 * @returns {Promise<Outcome>}
 */
export async function put(endpoint, recording, number, packed, signal) {
  const body = await seal(packed, recording, number);
  // What lies on the device may be of the build before, which sealed or did not.
  const headers = new Uint8Array(body)[0] === GZIP ? PLAIN : SEALED;
  return ask(`${endpoint}/${recording}/${number}`, { method: "PUT", headers, body }, 409, PATIENCE_MS + body.byteLength / BYTES_PER_MS, signal);
}

/**
 * Asks the collector to forget a recording.
 * @param {string} endpoint
 * @param {string} recording
 * @returns {Promise<Outcome>}
 */
export const erase = (endpoint, recording) => ask(`${endpoint}/${recording}`, { method: "DELETE", keepalive: true }, 404, PATIENCE_MS);

/**
 * @param {string} url
 * @param {RequestInit} request
 * @param {number} asGood a status that says it had been done before
 * @param {number} patienceMs
 * @param {AbortSignal} [signal]
 * @returns {Promise<Outcome>}
 */
async function ask(url, request, asGood, patienceMs, signal) {
  const patience = new AbortController();
  const stop = () => patience.abort();
  const timer = setTimeout(stop, patienceMs);
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();
  try {
    const { ok, status, headers } = await fetch(url, { ...QUIET, ...request, signal: patience.signal });
    if (ok || status === asGood) return { outcome: "sent" };
    if (status === 429 || status >= 500) return { outcome: "failed", retryAfterMs: retryAfter(headers.get("retry-after")) };
    return { outcome: "refused", status };
  } catch {
    return { outcome: "failed", retryAfterMs: 0 };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** @param {string} text */
export async function zipped(text) {
  const packer = new CompressionStream("gzip");
  const writer = packer.writable.getWriter();
  const written = Promise.all([writer.write(encoder.encode(text)), writer.close()]); // no Blob: that asks the browser's process
  const [packed] = await Promise.all([new Response(packer.readable).arrayBuffer(), written]);
  return packed;
}

/**
 * Seconds or a date, as milliseconds from now.
 * @param {string | null} header
 */
export function retryAfter(header) {
  if (!header) return 0;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : 0;
}
