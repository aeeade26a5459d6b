// What all pages share. A page has a field `#typed` whose value it repeats, `#add` (what was typed comes into the list), `#turn` (the list
// backwards), `#hide` (a part that comes and goes); a visitor uses them. What the library alone can do is done by `act`.
// Each page has its own: what is typed into one is looked for in all pages of the visit.
export const SECRET = `${[...location.pathname.slice(1)].reverse().join("")}quack`;

// What a library puts into a place that is marked: in no preset does it leave.
export const MARKED = `${[...location.pathname.slice(1)].reverse().join("")}chirp`;

export const pause = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));
export const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

export const app = () => document.querySelector("#app");

/** Waits until something is on the page, or holds: as long as it takes, so that a slow machine makes no other page. */
export async function until(holds) {
  for (let turns = 0; turns < 500; turns++) {
    if (typeof holds === "string" ? document.querySelector(holds) : holds()) return;
    await pause(20);
  }
  throw new Error(`waited in vain: ${holds}`);
}

export const VISITOR = [
  ["type", "#typed", SECRET],
  ["click", "#add"],
  ["click", "#turn"],
  ["click", "#hide"],
  ["type", "#typed", "two"],
  ["click", "#hide"],
];

export function feature({ act, visitor = VISITOR, ready }) {
  window.feature = { act, visitor, before: ready };
}
