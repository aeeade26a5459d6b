// @ts-check
/** What every page does: the lamp follows `velo.state`; in the glass there is no link to the glass. */

const LOOK_MS = 500;
const PATIENCE_MS = 5000;
const WORDS = {
  idle: "Velo is not running here",
  waiting: "Waiting for consent: nothing is recorded",
  starting: "This page is about to be recorded, masked",
  recording: "This page is being recorded, masked",
  paused: "Recording is paused",
  off: "This page is not being recorded",
  failed: "Recording has failed: nothing is sent",
};

function look() {
  const bar = document.getElementById("bar");
  const words = document.getElementById("bar-words");
  const said = /** @type {any} */ (window).velo?.state;
  if (!said && performance.now() < PATIENCE_MS) return;
  const state = said ?? "idle";
  if (!bar || !words || bar.className === `bar is-${state}`) return;
  bar.className = `bar is-${state}`;
  words.textContent = WORDS[/** @type {keyof typeof WORDS} */ (state)] ?? WORDS.idle;
}

if (window !== top) document.querySelector(".bar .glass")?.setAttribute("hidden", "");
look();
setInterval(look, LOOK_MS);
