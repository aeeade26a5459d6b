/**
 * The one place that talks to a network: segments to the collector, one at a time.
 *
 * No cookie, no query string, no referrer; a redirect counts as no answer.
 */

/** @type {RequestInit} */
const QUIET = { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", redirect: "error" };

/** @typedef {{outcome: "sent"} | {outcome: "refused", status: number} | {outcome: "failed", retryAfterMs: number}} Outcome */

/**
 * @param {string} endpoint
 * @param {string} recording
 * @param {number} number of the segment
 * @param {string} text
 * @returns {Promise<Outcome>}
 */
export async function put(endpoint, recording, number, text) {
  const body = await zipped(text);
  const headers = { "content-type": "application/x-ndjson", "content-encoding": "gzip" };
  let response;
  try {
    response = await fetch(`${endpoint}/${recording}/${number}`, { ...QUIET, method: "PUT", headers, body });
  } catch {
    return { outcome: "failed", retryAfterMs: 0 };
  }
  const { status } = response;
  if (response.ok || status === 409) return { outcome: "sent" };
  if (status === 429 || status >= 500) return { outcome: "failed", retryAfterMs: retryAfter(response.headers.get("retry-after")) };
  return { outcome: "refused", status };
}

/**
 * Asks the collector to forget a recording.
 * @param {string} endpoint
 * @param {string} recording
 * @returns {Promise<boolean>} whether it said yes
 */
export async function erase(endpoint, recording) {
  try {
    return (await fetch(`${endpoint}/${recording}`, { ...QUIET, method: "DELETE", keepalive: true })).ok;
  } catch {
    return false;
  }
}

/** @param {string} text */
async function zipped(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
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
