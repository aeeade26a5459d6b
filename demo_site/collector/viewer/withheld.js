// @ts-check
/** What was kept out of a recording: the ledger that its last event carries, in plain words. */

const CUSTOM = 5;

/** @type {[string, string][]} the parts of a ledger, and their headings */
const PARTS = [
  ["hidden", "Left in a hidden form"],
  ["rules", "Hidden because of"],
  ["kinds", "Personal data found"],
  ["dropped", "Did not leave at all"],
];

/** @param {any[]} events @returns {any} */
const ledgerOf = (events) => events.filter((event) => event.type === CUSTOM && event.data?.tag === "velo-ledger").at(-1)?.data.payload;

/** @param {string} tag @param {string} text */
function made(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

/** @param {HTMLElement} target @param {any[]} events */
export function showWithheld(target, events) {
  const ledger = ledgerOf(events);
  if (!ledger) return;
  const list = target.querySelector(".parts");
  for (const [name, heading] of PARTS) {
    const counts = Object.entries(ledger[name] ?? {}).filter(([, count]) => Number.isSafeInteger(count));
    if (!counts.length) continue;
    const part = document.createElement("div");
    const words = document.createElement("dl");
    for (const [word, count] of counts) {
      const row = document.createElement("div");
      row.append(made("dt", word.replaceAll("_", " ").slice(0, 60)), made("dd", Number(count).toLocaleString()));
      words.append(row);
    }
    part.append(made("h3", heading), words);
    list?.append(part);
  }
  target.hidden = false;
}
