// @ts-check
/** The page on the left; on the right, and below it to the last byte, what leaves. This file joins the parts. */

import { Framed } from "./glass-framed.js";
import { Counters } from "./glass-ledger.js";
import { Lines } from "./glass-lines.js";
import { Picker } from "./glass-pick.js";
import { Screen } from "./glass-screen.js";
import { place } from "./place.js";

const LOOK_MS = 20;
const LEDGER_MS = 1000;
const PATIENCE_MS = 8000;

const site = /** @type {HTMLIFrameElement} */ (place("site"));
const choice = /** @type {HTMLSelectElement} */ (place("page"));
const controls = /** @type {HTMLFormElement} */ (place("controls"));
const needle = /** @type {HTMLInputElement} */ (place("needle"));
const state = place("state");

const screen = new Screen(place("replay"), (words) => (state.textContent = words));
const lines = new Lines(place("lines"), place("sums"), needle, place("verdict"));
const counters = new Counters(place("ledger"), place("nothing"));
const framed = new Framed(site, { begin, take });
const picker = new Picker(site, place("cover"), place("marks"), place("aimed"), () => framed.velo);

/** @param {string} what */
function begin(what) {
  screen.clear();
  counters.clear();
  lines.begin(what);
  for (const option of choice.options) option.selected = option.value.split("?")[0] === what.split(/[?\s]/)[0];
}

/** False: the snapshot that these events need was missed. @param {string} text */
function take(text) {
  return screen.show(lines.take(text));
}

function look() {
  if (framed.look()) picker.forget();
  if (screen.live || framed.ageMs < PATIENCE_MS) return;
  const said = framed.velo?.state;
  state.textContent = said ? `nothing yet (Velo says: ${said})` : "Velo is not here. Has `python build.py` been run?";
}

async function count() {
  counters.show(await framed.ledger());
  setTimeout(count, LEDGER_MS);
}

function chosen() {
  const said = new FormData(controls);
  return { preset: String(said.get("preset")), recordInputs: said.has("recordInputs") };
}

for (const tool of /** @type {NodeListOf<HTMLButtonElement>} */ (controls.querySelectorAll("[data-tool]"))) {
  picker.addTool(tool, tool.dataset.tool ?? "mask");
}
controls.addEventListener("submit", (submitted) => submitted.preventDefault());
controls.addEventListener("change", () => framed.choose(chosen()));
choice.addEventListener("change", () => (site.src = choice.value));

// A browser keeps what a form said before a reload.
controls.reset();
const wanted = new URLSearchParams(location.search).get("page") ?? "";
// Names of pages of this site and nothing else: it is an address that somebody else may have written.
site.src = /^[a-z-]+\.html(\?id=[a-z-]+)?$/.test(wanted) && !wanted.startsWith("glass") ? wanted : "shop.html";
setInterval(look, LOOK_MS);
count();
