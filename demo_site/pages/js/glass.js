// @ts-check
/**
 * The site on the left; on the right, and below it to the last byte, what leaves.
 *
 * Each page load on the left is a recording of its own, so each gets a replayer of its own. The framed page's `velo` is
 * asked for its batches as soon as the window is there, before its script has run (contract, section 1: calls made
 * early are kept); where a first batch was missed all the same, `pause` and `resume` bring a new full snapshot.
 */

import { Lines } from "./glass-lines.js";
import { Screen } from "./glass-screen.js";

const LOOK_MS = 20;
const UNBUILT_MS = 8000;

/** @param {string} id @returns {HTMLElement} */
function place(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id}`);
  return found;
}

const site = /** @type {HTMLIFrameElement} */ (place("site"));
const state = place("state");
const screen = new Screen(place("replay"), (words) => (state.textContent = words));
const needle = /** @type {HTMLInputElement} */ (place("needle"));
const lines = new Lines(place("lines"), place("sums"), needle, place("verdict"));

/** @type {Document | null} */
let seen = null;
let sinceMs = 0;

/** @returns {any} */
function framed() {
  return site.contentWindow;
}

/** A new document on the left: listen to it. */
function look() {
  const shown = site.contentDocument;
  if (!shown || shown === seen || shown.URL === "about:blank") {
    sayUnbuilt();
    return;
  }
  seen = shown;
  sinceMs = performance.now();
  const path = shown.location.pathname + shown.location.search;
  screen.clear();
  lines.begin(path);
  press(path);
  listen(shown);
}

/** @param {Document} shown */
function listen(shown) {
  const view = framed();
  let asked = false;
  view.velo = view.velo ?? { q: [] };
  const take = (/** @type {string} */ text) => {
    if (shown !== seen) return;
    const events = lines.take(text);
    if (screen.show(events) || asked) return;
    asked = true;
    restart(view);
  };
  if (typeof view.velo.on === "function") view.velo.on("batch", take);
  else view.velo.q.push(["on", "batch", take]);
}

/** The first batch had gone before we listened: ask for a new full snapshot. @param {any} view */
function restart(view) {
  if (typeof view.velo?.pause !== "function") return;
  view.velo.pause();
  view.velo.resume();
}

function sayUnbuilt() {
  if (!seen || performance.now() - sinceMs < UNBUILT_MS || screen.live) return;
  const velo = framed()?.velo;
  if (typeof velo?.on !== "function") state.textContent = "Velo is not here. Has `python build.py` been run?";
  else state.textContent = `nothing yet (Velo says: ${velo.state})`;
}

/** @param {string} path */
function press(path) {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-page]"))) {
    const page = new URL(button.dataset.page ?? "", location.href).pathname;
    button.setAttribute("aria-pressed", String(page === new URL(path, location.href).pathname));
  }
}

for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-page]"))) {
  button.addEventListener("click", () => (site.src = button.dataset.page ?? "/"));
}
site.addEventListener("load", look);
setInterval(look, LOOK_MS);
site.src = new URLSearchParams(location.search).get("page")?.match(/^\/(?!\/).*/)?.[0] ?? "/";
