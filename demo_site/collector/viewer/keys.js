// @ts-check
/** The player from the keyboard. Keys that a control under the focus uses itself stay with it. */

const STEP_MS = 5_000;
const TYPING = "input, select, textarea, [contenteditable]";
const PRESSED = "button, a, summary";

/** @typedef {{toggle: () => void, goto: (atMs: number) => void, now: () => number, lastMs: number, full: () => void}} Playing */

/** @param {Playing} playing */
export function listenToKeys(playing) {
  /** @type {Record<string, () => void>} */
  const keys = {
    " ": () => playing.toggle(),
    k: () => playing.toggle(),
    ArrowLeft: () => playing.goto(Math.max(0, playing.now() - STEP_MS)),
    ArrowRight: () => playing.goto(Math.min(playing.lastMs, playing.now() + STEP_MS)),
    Home: () => playing.goto(0),
    End: () => playing.goto(playing.lastMs),
    f: () => playing.full(),
  };
  document.addEventListener("keydown", (event) => {
    const at = event.target instanceof Element ? event.target : document.body;
    if (event.ctrlKey || event.metaKey || event.altKey || at.closest(TYPING)) return;
    if (event.key === " " && at.closest(PRESSED)) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
