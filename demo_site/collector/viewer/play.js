// @ts-check
/** Plays one recording with rrweb's player, as wide as the page allows: from the collector, or from a file kept earlier. */

import { parseEvents } from "./events.js";
import { showFacts } from "./facts.js";
import { listenToKeys } from "./keys.js";
import { showMoments } from "./moments.js";
import { readable } from "./opening.js";
import { eraseButtons, localTimes, say } from "./said.js";
import { showWithheld } from "./withheld.js";

const CONTROLS_PX = 80;
const AROUND_PX = 260;
const LOWEST_PX = 240;
const FEWEST_EVENTS = 2;
const META = 4;
const FULL_SNAPSHOT = 2;

const AS = { autoPlay: false, skipInactive: true, showWarning: false, triggerFocus: false };

/**
 * As wide as the page allows, as high as the recorded page asks for, within the window.
 * @param {HTMLElement} target
 * @param {any} meta
 */
function room(target, meta) {
  const width = Math.floor(target.clientWidth);
  const wanted = Math.round((width * Number(meta.data.height)) / Number(meta.data.width)) || 0;
  const tallest = Math.max(LOWEST_PX, window.innerHeight - AROUND_PX);
  return { width, height: Math.min(Math.max(wanted, LOWEST_PX), tallest) };
}

/** rrweb's controls are pictures only. @param {HTMLElement} target */
function nameControls(target) {
  const buttons = target.querySelectorAll(".rr-controller__btns button");
  buttons[0]?.setAttribute("aria-label", "Play or pause");
  buttons[buttons.length - 1]?.setAttribute("aria-label", "Full screen");
  target.querySelector(".switch input")?.setAttribute("aria-label", "Skip what is idle");
  target.querySelector(".replayer-wrapper > iframe")?.setAttribute("title", "The recorded page");
}

/** @param {any[]} events */
function canPlay(events) {
  const kinds = new Set(events.map((event) => event.type));
  return events.length >= FEWEST_EVENTS && kinds.has(META) && kinds.has(FULL_SNAPSHOT);
}

/** @param {HTMLElement} target @param {any} player @param {any[]} events */
function connect(target, player, events) {
  const replayer = player.getReplayer();
  const lastMs = Number(player.getMetaData().totalTime);
  const playing = {
    toggle: () => player.toggle(),
    goto: (/** @type {number} */ atMs) => player.goto(Math.min(atMs, lastMs)),
    now: () => replayer.getCurrentTime(),
    full: () => /** @type {HTMLElement | null} */ (target.querySelector("[aria-label='Full screen']"))?.click(),
    lastMs,
  };
  listenToKeys(playing);
  const moments = document.getElementById("moments");
  if (moments) showMoments(moments, events, playing.goto);
}

/** @param {HTMLElement} target @param {Promise<string>} ndjson @param {string} [recording] */
async function play(target, ndjson, recording) {
  say("Loading …");
  const [{ default: Player }, text] = await Promise.all([
    // @ts-ignore: built beside the site, not in this folder
    import("/vendor/rrweb-player.js"),
    ndjson,
  ]);
  const events = parseEvents(await readable(text, recording));
  showFacts(events);
  const withheld = document.getElementById("withheld");
  if (withheld) showWithheld(withheld, events);
  if (!canPlay(events)) {
    say("This recording has no full picture of the page (its first segment is missing), so it cannot be played.");
    return;
  }
  say("");
  const meta = events.find((event) => event.type === META);
  const player = new Player({
    target,
    props: { events, ...room(target, meta), ...AS },
  });
  nameControls(target);
  connect(target, player, events);
  new ResizeObserver(() => {
    player.$set(room(target, meta));
    player.triggerResize();
  }).observe(target);
  target.style.minHeight = `${room(target, meta).height + CONTROLS_PX}px`;
}

/** @param {string} address */
async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status === 401 ? "the session has ended: log in again" : `answer ${answer.status}`);
  return answer.text();
}

/** @param {any} error */
const failed = (error) => say(`This recording cannot be played (${error.name === "Error" ? error.message : error.name}).`);

localTimes();
eraseButtons();
const target = document.getElementById("player");
const file = /** @type {HTMLInputElement | null} */ (document.getElementById("file"));
if (target?.dataset.events) play(target, fetched(target.dataset.events), target.dataset.recording).catch(failed);
file?.addEventListener("change", () => {
  const chosen = file.files?.[0];
  if (!chosen || !target) return;
  file.disabled = true; // one recording a page; load it again for another
  play(target, chosen.text()).catch(failed);
});
