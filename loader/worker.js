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
import { HERE, lockOf } from "./messages.js";
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
// That consent was taken back is known so long to pages that were put aside and come back.
const REMEMBER_MS = 600_000;
// Consent that is given anew at once is heard of before this worker has heard that it was taken back.
const AT_ONCE_MS = 2_000;

/** Pages that are there. @type {Set<Page>} */
const pages = new Set();
/** Recordings that have not ended. @type {Set<Shell>} */
const shells = new Set();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let idle;

/** By each recording, what ends it when consent is taken back, and then has it erased. @type {Set<() => () => Promise<boolean>>} */
const withdrawals = new Set();
/** When consent was last taken back (epoch ms): a page that had it before, and was put aside meanwhile, has it no more. */
let revokedAt = 0;
/** Tells the workers of the site's other pages, where not all share this one. */
const channel = new BroadcastChannel("velo-revoked");
channel.onmessage = () => void revoke();
/** Pages that hear that this worker is there need not wait. */
const door = new BroadcastChannel(lockOf(import.meta.url));
door.onmessage = ({ data }) => data !== HERE && door.postMessage(HERE);

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

/**
 * The visitor has taken back consent: of no page of the site anything is sent any more.
 * @returns {Promise<boolean>} whether the collector has erased what was recorded of them
 */
async function revoke() {
  revokedAt = Date.now();
  let isErased = true;
  const ended = [...withdrawals].map((withdraw) => withdraw());
  for (const erase of ended.length ? ended : [() => queue.forget()]) isErased = (await erase()) && isErased;
  (await python?.catch(() => null))?.forget();
  return isErased;
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
  let isAsking = false; // it has taken consent back itself

  /** @param {ToPage} message */
  const post = (message) => page.postMessage(message);

  function end() {
    ended = true;
    early = [];
    shell?.end();
    pages.delete(page);
    withdrawals.delete(withdraw);
    rest();
  }

  /** Consent was taken back: what has not left is forgotten. */
  function withdraw() {
    const mine = shell;
    end();
    if (!isAsking) post({ kind: "revoked" });
    return async () => {
      await mine?.keeping;
      return queue.forget(mine?.recording, mine?.endpoint);
    };
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
      else if (message.kind === "ping") post({ kind: "pong" });
      else if (message.kind === "start") start(message).catch(fail);
      else if (shell) shell.receive(message);
      else early.push(message);
    } catch (error) {
      fail(error);
    }
  }

  /** @param {Extract<ToWorker, {kind: "start"}>} message */
  async function start({ options, endpoint, losses, since, outlives = false }) {
    if (since < revokedAt - AT_ONCE_MS) return void withdraw();
    isStarting = true;
    withdrawals.add(withdraw);
    const [visit] = await Promise.all([started(), ownersKey()]);
    if (ended) return;
    const recording = randomName();
    const session = visit.session(JSON.stringify(options), recording);
    if (losses) session.lost();
    const onEnd = () => {
      shells.delete(mine);
      withdrawals.delete(withdraw);
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
   * Consent was taken back on this page.
   * @param {number} ticket
   */
  async function forget(ticket) {
    isAsking = true;
    channel.postMessage("");
    const erased = revoke();
    end();
    post({ kind: "done", ticket, value: await erased });
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
  const idleMs = revokedAt ? REMEMBER_MS : IDLE_MS;
  idle = setTimeout(() => (queue.isHolding || [...shells].some((shell) => shell.isBusy) ? rest() : scope.close()), idleMs);
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
