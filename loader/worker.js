/**
 * The worker's shell: starts Python once, hands it batches, sends what it gives back. It owns the clock and the network.
 *
 * Laws: only what `Session.next` gives may leave, and only to the collector's address, by `sender.js`; no other origin is
 * asked for anything; whatever fails, nothing more is sent and the page is told one word, never page content.
 *
 * Needs from the build: `VELO_RUNTIME` (see build.d.ts), files beside this one.
 */

import { boot } from "./boot.js";
import { Shell } from "./shell.js";

/** @import {ToPage, ToWorker} from "./messages.js" */

const page = /** @type {{postMessage: (message: ToPage) => void, onmessage: (event: {data: ToWorker}) => void}} */ (/** @type {unknown} */ (self));
/** @param {ToPage} message */
const post = (message) => page.postMessage(message);

/** @type {Shell | null} */
let shell = null;
/** @type {ToWorker[]} what came while Python starts; the page limits how much that is */
let early = [];
let failed = false;

/** @param {unknown} error */
function fail(error) {
  if (failed) return;
  failed = true;
  early = [];
  shell?.end();
  post({ kind: "failed", reason: reasonOf(error) });
}

page.onmessage = ({ data }) => {
  if (failed) return;
  try {
    if (data.kind === "start") start(data.options, data.endpoint).catch(fail);
    else if (shell) shell.receive(data);
    else early.push(data);
  } catch (error) {
    fail(error);
  }
};

/**
 * @param {import("./messages.js").Options} options
 * @param {string | null} endpoint
 */
async function start(options, endpoint) {
  const Session = await boot(VELO_RUNTIME, import.meta.url);
  if (failed) return;
  const recording = randomName();
  shell = new Shell(Session(JSON.stringify(options), recording), recording, endpoint, post, fail);
  post({ kind: "ready" });
  const messages = early;
  early = [];
  for (const message of messages) shell.receive(message);
}

/** 128 random bits in URL-safe text. */
function randomName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * The type of an error, in Python if it is Python's. Only what our own code says of options is quoted.
 * @param {any} error
 */
function reasonOf(error) {
  const type = String(error?.type ?? error?.name ?? "Error");
  if (type !== "ConfigError") return "the recorder failed: " + type;
  return String(error.message).trim().split("\n").filter((line) => line.includes("option")).join("; ");
}
