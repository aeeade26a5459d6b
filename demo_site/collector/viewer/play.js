// @ts-check
/** Plays one recording with rrweb's player, as wide as the page allows. */

import { parseEvents } from "./events.js";
import { eraseButtons, localTimes, say } from "./said.js";

const CONTROLS_PX = 80;
const RATIO = 9 / 16;
const FEWEST_EVENTS = 2;
const META = 4;
const FULL_SNAPSHOT = 2;

/** @param {HTMLElement} target @returns {{ width: number, height: number }} */
function room(target) {
  const width = Math.floor(target.clientWidth);
  const tallest = Math.max(240, window.innerHeight - 260);
  return { width, height: Math.min(Math.round(width * RATIO), tallest) };
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
  if (!canPlay(events)) {
    say("This recording has no full picture of the page (its first segment is missing), so it cannot be played.");
    return;
  }
  say("");
  const player = new Player({
    target,
    props: { events, ...room(target), autoPlay: false, skipInactive: true, showWarning: false, triggerFocus: false },
  });
  nameButtons(target);
  new ResizeObserver(() => {
    player.$set(room(target));
    player.triggerResize();
  }).observe(target);
  target.style.minHeight = `${room(target).height + CONTROLS_PX}px`;
}

localTimes();
eraseButtons();
const target = document.getElementById("player");
if (target) play(target).catch((error) => say(`This recording cannot be played (${error.name}).`));
