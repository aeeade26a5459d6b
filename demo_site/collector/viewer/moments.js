// @ts-check
/**
 * What happens in a recording, as a list of moments to jump to: pages, clicks, fields, what the site itself told.
 *
 * A recording is hostile input: every word is cut and shown as text, numbers are checked, the list has a limit.
 */

const [CHANGE, META, CUSTOM] = [3, 4, 5];
const [INTERACTION, RESIZE, INPUT, MEDIA] = [2, 4, 5, 7];
const CLICKS = new Map([[2, "Click"], [3, "Context menu"], [4, "Double click"], [9, "Tap"]]);
const QUIET_TAGS = new Set(["velo-ledger", "velo-zoom"]);
const TOGETHER_MS = 1_500;
const MOST = 400;
const WORD_CHARS = 120;

/** @param {unknown} value */
const words = (value) =>
  String(value).replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, "").slice(0, WORD_CHARS);

/** @param {any} event @returns {{kind: string, text: string} | null} */
function said(event) {
  const data = event.data ?? {};
  if (event.type === META) return { kind: "page", text: words(data.href) };
  if (event.type === CUSTOM) return custom(data);
  if (event.type !== CHANGE) return null;
  if (data.source === INTERACTION && CLICKS.has(data.type)) return { kind: "act", text: CLICKS.get(data.type) ?? "" };
  if (data.source === INPUT) return { kind: "act", text: "Field changed" };
  if (data.source === RESIZE) return { kind: "act", text: `Window ${Number(data.width) || 0} × ${Number(data.height) || 0}` };
  if (data.source === MEDIA) return { kind: "act", text: "Film or sound" };
  return null;
}

/** @param {any} data */
function custom(data) {
  if (QUIET_TAGS.has(data.tag)) return null;
  if (data.tag === "velo-page") return { kind: "page", text: words(data.payload?.href ?? "") };
  if (data.tag === "velo-visibility") return { kind: "act", text: "Shown or hidden" };
  return { kind: "told", text: words(data.tag) };
}

/**
 * Moments in order; the same thing several times in a row is one moment with a count.
 * @param {any[]} events
 * @returns {{atMs: number, kind: string, text: string, count: number}[]}
 */
export function momentsOf(events) {
  const beganMs = events[0]?.timestamp ?? 0;
  /** @type {{atMs: number, kind: string, text: string, count: number}[]} */
  const found = [];
  let lastMs = -Infinity;
  for (const event of events) {
    const moment = said(event);
    if (!moment) continue;
    const atMs = Math.max(0, Number(event.timestamp) - beganMs);
    const before = found.at(-1);
    if (before?.text === moment.text && before.kind === moment.kind && (atMs - lastMs < TOGETHER_MS || moment.kind === "page")) {
      before.count += 1;
    } else if (found.length < MOST) {
      found.push({ atMs, ...moment, count: 1 });
    }
    lastMs = atMs;
  }
  return found;
}

/** @param {number} atMs */
export function clock(atMs) {
  const seconds = Math.floor(atMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * @param {HTMLElement} target
 * @param {any[]} events
 * @param {(atMs: number) => void} jump
 */
export function showMoments(target, events, jump) {
  const list = target.querySelector("ol");
  const moments = momentsOf(events);
  for (const { atMs, kind, text, count } of moments) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = kind;
    const time = document.createElement("span");
    time.className = "at";
    time.textContent = clock(atMs);
    const what = document.createElement("bdi");
    what.textContent = (kind === "page" ? `Page ${text || "not said"}` : text) + (count > 1 ? ` × ${count}` : "");
    button.append(time, what);
    button.addEventListener("click", () => jump(atMs));
    const row = document.createElement("li");
    row.append(button);
    list?.append(row);
  }
  target.hidden = moments.length === 0;
}
