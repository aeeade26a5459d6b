// @ts-check
/**
 * The bytes, as they left: each event as one line, and a search in all of them.
 *
 * The search looks at the exact text, in any letter case, in three spellings: as typed, as JSON writes it, and as JSON
 * writes it in ASCII. The list shows the last lines only; the search covers everything up to `KEPT_CHARS`.
 */

const SHOWN_LINES = 300;
const SHOWN_CHARS = 400;
const KEPT_CHARS = 48_000_000;
const FEWEST_CHARS = 3;
const AROUND_CHARS = 40;
const KINDS = ["DomContentLoaded", "Load", "FullSnapshot", "Incremental", "Meta", "Custom", "Plugin"];
const SOURCES = [
  "Mutation", "MouseMove", "MouseInteraction", "Scroll", "ViewportResize", "Input", "TouchMove", "MediaInteraction",
  "StyleSheetRule", "CanvasMutation", "Font", "Log", "Drag", "StyleDeclaration", "Selection", "AdoptedStyleSheet",
  "CustomElement",
];

const encoder = new TextEncoder();
const numbers = new Intl.NumberFormat("en");

/** @param {any} event */
function kindOf(event) {
  return event.type === 3 ? (SOURCES[event.data?.source] ?? "Incremental") : (KINDS[event.type] ?? "?");
}

/** @param {string} text */
function ascii(text) {
  return text.replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** @param {string} needle */
export function spellings(needle) {
  const json = JSON.stringify(needle).slice(1, -1);
  return [...new Set([needle, json, ascii(json)].map((text) => text.toLowerCase()))];
}

export class Lines {
  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} sums
   * @param {HTMLInputElement} needle
   * @param {HTMLElement} verdict
   */
  constructor(list, sums, needle, verdict) {
    this.list = list;
    this.sums = sums;
    this.needle = needle;
    this.verdict = verdict;
    /** @type {string[]} */
    this.texts = [];
    this.chars = 0;
    this.bytes = 0;
    this.events = 0;
    this.batches = 0;
    this.recordings = 0;
    this.needle.addEventListener("input", () => this.search());
    this.sum();
  }

  /** A new page on the left. @param {string} path */
  begin(path) {
    this.recordings += 1;
    const line = document.createElement("li");
    line.className = "start";
    line.textContent = `recording ${this.recordings} · ${path}`;
    this.append([line]);
  }

  /** Shows a batch and gives its events. @param {string} text @returns {any[]} */
  take(text) {
    this.keep(text);
    const lines = text.split("\n").filter((line) => line !== "");
    const events = lines.map((line) => JSON.parse(line));
    this.events += events.length;
    this.batches += 1;
    this.append(lines.map((line, at) => this.line(line, events[at])));
    this.sum();
    this.search();
    return events;
  }

  /** @param {string} text */
  keep(text) {
    this.bytes += encoder.encode(text).length;
    this.texts.push(text.toLowerCase());
    this.chars += text.length;
    while (this.chars > KEPT_CHARS && this.texts.length > 1) this.chars -= (this.texts.shift() ?? "").length;
  }

  /** @param {string} text @param {any} event */
  line(text, event) {
    const item = document.createElement("li");
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = kindOf(event);
    const code = document.createElement("code");
    code.textContent = text.slice(0, SHOWN_CHARS);
    if (text.length > SHOWN_CHARS) code.append(rest(code, text));
    item.append(kind, code);
    return item;
  }

  /** @param {HTMLElement[]} items */
  append(items) {
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 40;
    this.list.append(...items);
    while (this.list.children.length > SHOWN_LINES) this.list.firstElementChild?.remove();
    if (atEnd) this.list.scrollTop = this.list.scrollHeight;
  }

  sum() {
    const [bytes, events, batches] = [this.bytes, this.events, this.batches].map((sum) => numbers.format(sum));
    this.sums.textContent = `${bytes} bytes · ${events} events · ${batches} batches`;
  }

  search() {
    const needle = this.needle.value.trim();
    if (needle.length < FEWEST_CHARS) {
      this.verdict.textContent = needle ? `at least ${FEWEST_CHARS} characters` : "";
      delete this.verdict.dataset.found;
      return;
    }
    const hit = this.find(needle);
    this.verdict.dataset.found = hit ? "yes" : "no";
    const where = `in ${numbers.format(this.bytes)} bytes`;
    this.verdict.replaceChildren(hit ? `Found ${where}: ` : `Not found ${where}`);
    if (hit) this.verdict.append(`…${hit.before}`, marked(hit.text), `${hit.after}…`);
  }

  /** @param {string} needle */
  find(needle) {
    for (const spelling of spellings(needle)) {
      for (const text of this.texts) {
        const at = text.indexOf(spelling);
        if (at < 0) continue;
        const end = at + spelling.length;
        const before = text.slice(Math.max(0, at - AROUND_CHARS), at);
        return { before, text: spelling, after: text.slice(end, end + AROUND_CHARS) };
      }
    }
    return null;
  }
}

/** @param {HTMLElement} code @param {string} text */
function rest(code, text) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "rest";
  button.textContent = `… and ${numbers.format(text.length - SHOWN_CHARS)} more characters`;
  button.addEventListener("click", () => (code.textContent = text));
  return button;
}

/** @param {string} text */
function marked(text) {
  const mark = document.createElement("mark");
  mark.textContent = text;
  return mark;
}
