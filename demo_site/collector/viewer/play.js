// @ts-check
/** Plays one recording with rrweb's player, as wide as the page allows. */

import { parseEvents } from "./events.js";
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

/** rrweb's buttons are pictures only. @param {HTMLElement} target */
function nameButtons(target) {
  const buttons = target.querySelectorAll(".rr-controller__btns button");
  buttons[0]?.setAttribute("aria-label", "Play or pause");
  buttons[buttons.length - 1]?.setAttribute("aria-label", "Full screen");
}

/** @param {any[]} events */
function canPlay(events) {
  const kinds = new Set(events.map((event) => event.type));
  return events.length >= FEWEST_EVENTS && kinds.has(META) && kinds.has(FULL_SNAPSHOT);
}

/** @param {HTMLElement} target */
async function play(target) {
  say("Loading …");
  const [{ default: Player }, answer] = await Promise.all([
    // @ts-ignore: built beside the site, not in this folder
    import("/vendor/rrweb-player.js"),
    fetch(target.dataset.events ?? ""),
  ]);
  const events = parseEvents(await answer.text());
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
  nameButtons(target);
  new ResizeObserver(() => {
    player.$set(room(target, meta));
    player.triggerResize();
  }).observe(target);
  target.style.minHeight = `${room(target, meta).height + CONTROLS_PX}px`;
}

localTimes();
eraseButtons();
const target = document.getElementById("player");
if (target) play(target).catch((error) => say(`This recording cannot be played (${error.name}).`));
