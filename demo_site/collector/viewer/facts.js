// @ts-check
/** What the collector could not say of a recording that was sealed is said once it is open. A recording is hostile input: words, and numbers. */

import { clock, momentsOf } from "./moments.js";

const META = 4;

/** @param {any[]} events */
export function showFacts(events) {
  const [first, last] = [events[0], events[events.length - 1]];
  const page = momentsOf(events).find(({ kind }) => kind === "page")?.text;
  const width = Number(events.find(({ type }) => type === META)?.data.width);
  const lengthMs = Number(last?.timestamp) - Number(first?.timestamp);
  fill("page", page);
  fill("device", width > 0 ? `${Math.floor(width)} px wide` : undefined);
  fill("events", events.length.toLocaleString());
  fill("length", lengthMs >= 0 ? clock(lengthMs) : undefined);
}

/** @param {string} name @param {string | undefined} text */
function fill(name, text) {
  const target = document.querySelector(`[data-sealed="${name}"]`);
  if (target && text) target.textContent = text;
}
