/**
 * The page in which `<velo-privacy>` plays: rrweb's replayer with a button and a slider.
 *
 * Laws: it plays only what the page around it says, and only where that is of its own origin; nothing is fetched and no script of
 * a recording runs (the replayer's frame has no scripts, this page's policy knows no other origin).
 */

// @ts-ignore: of no concern here what types it has
import { Replayer } from "@rrweb/replay";
import css from "./player.css";
import replayerCss from "@rrweb/replay/dist/style.css";
import { make } from "./element.js";

const STEP_MS = 250;

/** @type {any} */
let replayer = null;
let [width, height] = [0, 0];

const screen = make("div", { class: "screen", "aria-hidden": "true", inert: true });
const toggle = make("button", { type: "button", click: () => (isPlaying() ? pause() : play()) });
const slider = make("input", { type: "range", min: "0", value: "0", step: "any", input: () => seek() });
const time = make("output", {});

/** @type {{play: string, pause: string, place: string}} */
let words = { play: "", pause: "", place: "" };
let timer = 0;

const isPlaying = () => timer !== 0;
const totalMs = () => replayer?.getMetaData().totalTime ?? 0;

function play() {
  if (!replayer) return;
  const at = Number(slider.value);
  replayer.play(at >= totalMs() - STEP_MS ? 0 : at);
  clearInterval(timer);
  timer = window.setInterval(follow, STEP_MS);
  show();
}

function pause() {
  clearInterval(timer);
  timer = 0;
  replayer?.pause(Number(slider.value));
  show();
}

/** The slider goes with the replay. */
function follow() {
  const at = Math.min(Math.max(replayer.getCurrentTime(), 0), totalMs());
  slider.value = String(at);
  if (at >= totalMs()) pause();
  show();
}

function seek() {
  if (isPlaying()) play();
  else replayer?.pause(Number(slider.value));
  show();
}

function show() {
  const at = Number(slider.value);
  toggle.textContent = isPlaying() ? words.pause : words.play;
  time.value = `${clock(at)} / ${clock(totalMs())}`;
  slider.setAttribute("aria-valuetext", time.value);
}

/** @param {number} ms */
const clock = (ms) => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`;

function fit() {
  const wrapper = /** @type {HTMLElement | null} */ (screen.querySelector(".replayer-wrapper"));
  if (!wrapper || !width || !height) return;
  const scale = Math.min(screen.clientWidth / width, screen.clientHeight / height);
  wrapper.style.transform = `translate(-50%, -50%) scale(${scale})`;
}

/** @param {{events: any[], words: typeof words, lang: string, looks: Record<string, string>}} said */
function begin(said) {
  words = said.words;
  for (const [name, color] of Object.entries(said.looks)) document.documentElement.style.setProperty("--" + name, color);
  document.documentElement.lang = said.lang;
  slider.setAttribute("aria-label", words.place);
  replayer?.destroy();
  screen.replaceChildren();
  replayer = new Replayer(said.events, { root: screen, showWarning: false, mouseTail: false, triggerFocus: false, skipInactive: true });
  replayer.on("resize", (/** @type {{width: number, height: number}} */ size) => {
    [width, height] = [size.width, size.height];
    fit();
  });
  slider.max = String(totalMs());
  slider.value = "0";
  play();
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(replayerCss + css);
document.adoptedStyleSheets = [sheet];
document.body.append(screen, make("div", { class: "bar" }, toggle, slider, time));
new ResizeObserver(fit).observe(screen);

addEventListener("message", (event) => {
  if (event.source !== parent || event.origin !== location.origin || !Array.isArray(event.data?.events)) return;
  begin(event.data);
});
if (parent !== window) parent.postMessage("velo-player", location.origin);
