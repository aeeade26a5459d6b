/**
 * The worker's shell: starts Python once, hands it batches, sends what it gives back. It owns the clock and the network.
 *
 * Where the browser has shared workers, one serves all pages of a visit: the next page finds Python running, and what a page
 * saw last is sent after the page is gone. When the last page has been gone for a while and all is sent, it ends itself (the
 * browser would let it live for minutes). Laws: only what `Session.next` gives may leave, and only to the collector's
 * address, by `sender.js`; no other origin is asked for anything; whatever fails, nothing more is sent for that page, and it
 * is told one word, never page content.
 *
 * Needs from the build: `VELO_RUNTIME` (see build.d.ts), files beside this one.
 */

import { ownersKey } from "#seal";
import { boot } from "./boot.js";
import { lockOf } from "./messages.js";
import { Queue } from "./queue.js";
import { Shell } from "./shell.js";

/** @import {ToPage, ToWorker} from "./messages.js" */
/**
 * @typedef {{
 *   postMessage: (message: ToPage) => void, onmessage: ((event: {data: ToWorker}) => void) | null,
 *   addEventListener: (name: "close", listener: () => void) => void,
 * }} Page a page as seen from here: a port, or the worker's own scope
 */

const scope = /** @type {any} */ (self);
const isShared = "onconnect" in scope;

// From one page of a visit to the next, with room for a slow host: docs/decisions.md.
const IDLE_MS = 30_000;

/** Pages that are there. @type {Set<Page>} */
const pages = new Set();
/** Recordings that have not ended. @type {Set<Shell>} */
const shells = new Set();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let idle;

/** What waits on the device. */
const queue = new Queue(() => [...shells].at(-1));
scope.addEventListener("online", () => {
  shells.forEach((shell) => shell.hurry());
  queue.hurry();
});

/** @type {ReturnType<typeof boot> | null} */
let python = null;

/** Python, started once; a start that failed is tried again by the next page. */
function started() {
  python ??= boot(VELO_RUNTIME, import.meta.url);
  python.then(({ plan }) => (queue.plan = plan)).catch(() => (python = null));
  return python;
}

/** @param {Page} page */
function serve(page) {
  /** @type {Shell | null} */
  let shell = null;
  /** @type {ToWorker[]} what came while Python starts; the page limits how much that is */
  let early = [];
  let isStarting = false;
  let ended = false;
  let isLeft = false;

  /** @param {ToPage} message */
  const post = (message) => page.postMessage(message);

  function end() {
    ended = true;
    early = [];
    shell?.end();
    pages.delete(page);
    rest();
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
      if (message.kind === "end") isLeft || end();
      else if (message.kind === "erase") forget(message.ticket).catch(fail);
      else if (message.kind === "leave") leave();
      else if (message.kind === "start") start(message).catch(fail);
      else if (shell) shell.receive(message);
      else early.push(message);
    } catch (error) {
      fail(error);
    }
  }

  /** @param {Extract<ToWorker, {kind: "start"}>} message */
  async function start({ options, endpoint, losses, outlives = false }) {
    isStarting = true;
    const [visit] = await Promise.all([started(), ownersKey()]);
    if (ended) return;
    const recording = randomName();
    const session = visit.session(JSON.stringify(options), recording);
    if (losses) session.lost();
    const onEnd = () => {
      shells.delete(mine);
      rest();
    };
    const mine = (shell = new Shell(session, recording, endpoint, post, fail, onEnd, queue, isShared && outlives));
    shells.add(mine);
    post({ kind: "ready" });
    const messages = early;
    early = [];
    messages.forEach(receive);
  }

  /** The page is there. It is told the lock that this worker holds as long as it lives. */
  async function join() {
    pages.add(page);
    clearTimeout(idle);
    post({ kind: "joined", lock: await lock });
  }

  /**
   * Consent was revoked.
   * @param {number} ticket
   */
  async function forget(ticket) {
    const mine = shell;
    end();
    await mine?.keeping;
    const isErased = await queue.forget(mine?.recording, mine?.endpoint);
    (await python?.catch(() => null))?.forget();
    post({ kind: "done", ticket, value: isErased });
  }

  function leave() {
    isLeft = true; // what was released is sent, whoever says that it is over
    pages.delete(page);
    rest();
    if (shell) shell.receive({ kind: "leave" });
    else if (isStarting) early.push({ kind: "leave" });
    else end();
  }

  page.onmessage = ({ data }) => receive(data);
  page.addEventListener("close", () => receive({ kind: "leave" }));
  join();
}

/**
 * When no page is there and nothing is left to send, the worker ends. Without locks no page could tell that it did: there, the
 * browser ends it.
 */
function rest() {
  clearTimeout(idle);
  if (!isShared || pages.size || !navigator.locks) return;
  idle = setTimeout(() => (queue.isHolding || [...shells].some((shell) => shell.isBusy) ? rest() : scope.close()), IDLE_MS);
}

/** @returns {Promise<string | undefined>} name of a lock that is held from now on */
function held() {
  const name = lockOf(import.meta.url) + randomName();
  return new Promise((resolve) => {
    if (!navigator.locks) return resolve(undefined);
    const hold = () => (resolve(name), new Promise(() => undefined));
    navigator.locks.request(name, hold).catch(() => resolve(undefined));
  });
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

const lock = held();

if (isShared) scope.onconnect = (/** @type {{ports: Page[]}} */ event) => serve(event.ports[0]);
else serve(scope);
