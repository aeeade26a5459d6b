/**
 * The worker's shell: starts Python once, hands it batches, sends what it gives back. It owns the clock and the network.
 *
 * Where the browser has shared workers, one serves all pages of a visit: the next page finds Python running, and what a page
 * saw last is sent after the page is gone. Laws: only what `Session.next` gives may leave, and only to the collector's
 * address, by `sender.js`; no other origin is asked for anything; whatever fails, nothing more is sent for that page, and it
 * is told one word, never page content.
 *
 * Needs from the build: `VELO_RUNTIME` (see build.d.ts), files beside this one.
 */

import { boot } from "./boot.js";
import { Shell } from "./shell.js";

/** @import {ToPage, ToWorker} from "./messages.js" */
/**
 * @typedef {{
 *   postMessage: (message: ToPage) => void, onmessage: ((event: {data: ToWorker}) => void) | null,
 *   addEventListener: (name: "close", listener: () => void) => void,
 * }} Page a page as seen from here: a port, or the worker's own scope
 */

/** @type {ReturnType<typeof boot> | null} */
let python = null;

/** Python, started once; a start that failed is tried again by the next page. */
function started() {
  python ??= boot(VELO_RUNTIME, import.meta.url);
  python.catch(() => (python = null));
  return python;
}

/** @param {Page} page */
function serve(page) {
  /** @type {Shell | null} */
  let shell = null;
  /** @type {ToWorker[]} what came while Python starts; the page limits how much that is */
  let early = [];
  let ended = false;

  /** @param {ToPage} message */
  const post = (message) => page.postMessage(message);

  function end() {
    ended = true;
    early = [];
    shell?.end();
  }

  /** @param {unknown} error */
  function fail(error) {
    if (ended) return;
    end();
    post({ kind: "failed", reason: reasonOf(error) });
  }

  /** @param {ToWorker} message */
  function receive(message) {
    if (ended) return;
    try {
      if (message.kind === "end") end();
      else if (message.kind === "start") start(message.options, message.endpoint).catch(fail);
      else if (shell) shell.receive(message);
      else early.push(message);
    } catch (error) {
      fail(error);
    }
  }

  /**
   * @param {import("./messages.js").Options} options
   * @param {string | null} endpoint
   */
  async function start(options, endpoint) {
    const Session = await started();
    if (ended) return;
    const recording = randomName();
    shell = new Shell(Session(JSON.stringify(options), recording), recording, endpoint, post, fail);
    post({ kind: "ready" });
    const messages = early;
    early = [];
    messages.forEach(receive);
  }

  page.onmessage = ({ data }) => receive(data);
  page.addEventListener("close", () => receive({ kind: "leave" }));
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

const scope = /** @type {any} */ (self);
if ("onconnect" in scope) scope.onconnect = (/** @type {{ports: Page[]}} */ event) => serve(event.ports[0]);
else serve(scope);
