/**
 * `<velo-privacy>`: what is recorded about me. Plays what has left this page, says what was hidden, and lets the visitor take it along,
 * stop it, erase it. docs/visitors.md says how to use it.
 *
 * Laws: shows what left and nothing else; what it keeps is in memory and ends with the page; a stop or an erasure is a refusal that
 * holds on this device until the visitor lifts it; it asks for nothing of another origin, and for the player only when it is wanted.
 */

import { forget, keep, refused } from "../choice.js";
import { hidden, language, make, tell, veloOf } from "./element.js";
import { Kept } from "./kept.js";
import { plain } from "./words_ledger.js";
import { words } from "./words_privacy.js";

const PLAYER_MS = 10_000;
const FLUSH_MS = 3_000;
const LOOK_MS = 1_000;
/** How long a new whole tree may take to leave. */
const TREE_MS = 5_000;

const CSS = `
:host { display: block; container-type: inline-size; }
section { display: grid; gap: 1rem; padding: 1.25rem; background: var(--velo-ground, var(--_ground)); border: 1px solid var(--velo-line, var(--_line)); border-radius: var(--velo-radius, .75rem); }
.state { font-weight: 600; min-height: 1.5em; }
.quiet { color: var(--velo-quiet, var(--_quiet)); min-height: 1.5em; }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; }
button.plain { background: none; color: var(--velo-accent, var(--_accent)); }
iframe { display: block; width: 100%; height: min(24rem, 70vh); border: 1px solid var(--velo-line, var(--_line)); border-radius: var(--velo-radius, .5rem); }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; font-weight: 600; padding: .4rem 0; }
th, td { padding: .4rem .5rem; border-block-end: 1px solid var(--velo-line, var(--_line)); text-align: start; font-weight: 400; vertical-align: top; }
td { text-align: end; font-variant-numeric: tabular-nums; }
thead th { color: var(--velo-quiet, var(--_quiet)); font-size: .875em; }
thead th + th { text-align: end; }
.tables { display: grid; gap: 1rem; }
@container (min-width: 44rem) { .tables { grid-template-columns: 1fr 1fr; align-items: start; } }
@container (max-width: 26rem) { .buttons { display: grid; } }
`;

class VeloPrivacy extends HTMLElement {
  static observedAttributes = ["lang"];

  /** @type {any} */
  #velo = null;
  #kept = new Kept();
  #isListening = false;
  /** @type {(() => void) | null} */
  #unlisten = null;
  #timer = 0;
  /** @type {Record<string, HTMLElement>} */
  #parts = {};

  /** For pages that import the module: the element listens to this one. @param {any} velo */
  set velo(velo) {
    this.#velo = velo;
    this.#listen();
  }

  get velo() {
    return veloOf(this.#velo);
  }

  connectedCallback() {
    this.#draw();
    if (!this.#isListening) this.#listen();
    this.#timer = window.setInterval(() => this.#show(), LOOK_MS);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  attributeChangedCallback() {
    if (this.shadowRoot) this.#draw();
  }

  get #language() {
    return language(this, words);
  }

  get #words() {
    return words[this.#language];
  }

  #listen() {
    const hear = (/** @type {string} */ text) => this.#kept.add(text);
    this.#isListening = true;
    this.#unlisten?.();
    this.#unlisten = null;
    tell(this.#velo, "on", "batch", hear)
      .then((undo) => (this.#unlisten = typeof undo === "function" ? /** @type {() => void} */ (undo) : null))
      .catch(() => undefined);
  }

  #draw() {
    const text = this.#words;
    const lang = this.#language;
    const root = hidden(this, CSS);
    const button = (/** @type {string} */ name, /** @type {() => Promise<void>} */ act, kind = "") => make("button", { type: "button", part: `button ${name}`, class: kind, click: () => this.#do(act) }, text[name]);
    this.#parts = {
      state: make("p", { class: "state", part: "state", role: "status" }),
      sum: make("p", { class: "quiet", part: "sum" }),
      screen: make("div", { part: "screen", hidden: true }),
      said: make("p", { part: "said", role: "status", hidden: true }),
      ledger: make("div", { part: "ledger" }),
      play: button("play", () => this.#play()),
      download: button("download", () => this.#download(), "plain"),
      stop: button("stop", () => this.#stop(), "plain"),
      erase: button("erase", () => this.#erase(), "plain"),
      allow: button("allow", () => this.#allow(), "plain"),
    };
    const { state, sum, screen, said, ledger, play, download, stop, erase, allow } = this.#parts;
    const heading = make("h2", { id: "title", part: "title" }, make("slot", { name: "title" }, text.title));
    const intro = make("p", { part: "intro" }, make("slot", { name: "intro" }, text.intro));
    root.append(make("section", { lang, "aria-labelledby": "title", part: "panel" }, heading, intro, state, sum, make("div", { class: "buttons" }, play, download, stop, erase, allow), said, screen, ledger));
    this.#show();
    void this.#tellLedger();
  }

  /** What changes by itself. Each line has its room, so that nothing moves when it does. */
  #show() {
    const text = this.#words;
    const state = String(this.velo?.state ?? "idle");
    const isRefused = refused() && state !== "recording";
    write(this.#parts.state, text[isRefused ? "refused" : state] ?? text.off);
    const size = `${new Intl.NumberFormat(this.#language, { maximumFractionDigits: 0 }).format(Math.ceil(this.#kept.chars / 1000))} kB`;
    const sum = this.#kept.texts.length ? fill(text.sum, { size }) : "";
    write(this.#parts.sum, this.#kept.isCut ? `${sum} ${text.cut}` : sum);
    const isOn = ["recording", "starting", "paused"].includes(state);
    this.#parts.stop.hidden = !isOn || isRefused;
    this.#parts.erase.hidden = !isOn && !this.#kept.texts.length;
    this.#parts.allow.hidden = !isRefused;
    /** @type {HTMLButtonElement} */ (this.#parts.download).disabled = !this.#kept.texts.length;
  }

  /**
   * One thing at a time; whatever fails is said.
   * @param {() => Promise<void>} act
   */
  async #do(act) {
    try {
      await act();
    } catch {
      this.#say(this.#words.failed);
    }
    this.#show();
  }

  /** @param {string} words */
  #say(words) {
    this.#parts.said.hidden = !words;
    write(this.#parts.said, words);
  }

  async #play() {
    this.#say("");
    await this.#upToNow();
    await this.#tellLedger();
    const events = this.#kept.events;
    if (events.length < 2) return this.#say(this.#words.none);
    const { start, pause, place, playing, noPlayer, again } = this.#words;
    const url = new URL(this.getAttribute("player") ?? VELO_PLAYER, import.meta.url);
    const frame = make("iframe", { src: url.href, title: playing, part: "player", referrerpolicy: "no-referrer" });
    const ready = isReady(frame);
    this.#parts.screen.hidden = false;
    this.#parts.screen.replaceChildren(frame);
    if (!(await ready)) return this.#say(noPlayer);
    const { backgroundColor, color } = getComputedStyle(this.#parts.play);
    const looks = { accent: backgroundColor, "on-accent": color };
    frame.contentWindow?.postMessage({ events, looks, lang: this.#language, words: { play: start, pause, place } }, url.origin);
    write(this.#parts.play, again);
  }

  /** What waits is sent; where the beginning was missed, the recorder is asked for a new one. */
  async #upToNow() {
    const velo = this.velo;
    if (velo?.state !== "recording") return;
    await soon(velo.flush(), FLUSH_MS);
    if (this.#kept.events.length) return;
    velo.pause();
    velo.resume();
    for (const end = performance.now() + TREE_MS; !this.#kept.events.length && performance.now() < end; ) await soon(velo.flush(), FLUSH_MS);
  }

  async #download() {
    const url = URL.createObjectURL(new Blob([this.#kept.text], { type: "application/x-ndjson" }));
    make("a", { href: url, download: "recording.ndjson" }).click();
    setTimeout(() => URL.revokeObjectURL(url), PLAYER_MS);
  }

  async #stop() {
    keep("refused", "", Date.now());
    this.velo?.pause?.(); // not `stop`: that forgets which recording it was, and then it could not be erased
    this.#say(this.#words.stopped);
  }

  async #erase() {
    keep("refused", "", Date.now());
    this.#clear();
    const isDone = await soon(tell(this.#velo, "consent.revoke"), PLAYER_MS);
    this.#clear();
    this.#say(isDone ? this.#words.erased : this.#words.unerased);
  }

  #clear() {
    this.#kept.clear();
    this.#parts.screen.hidden = true;
    this.#parts.screen.replaceChildren();
    this.#parts.ledger.replaceChildren();
    write(this.#parts.play, this.#words.play);
  }

  async #allow() {
    forget();
    if (this.velo?.state === "paused") this.velo.resume();
    else await tell(this.#velo, "consent.grant");
    this.#say(this.#words.allowed);
  }

  async #tellLedger() {
    const velo = this.velo;
    if (typeof velo?.ledger !== "function") return;
    const ledger = await soon(velo.ledger(), FLUSH_MS);
    if (!ledger?.rules) return;
    const text = this.#words;
    const dropped = Object.values(ledger.dropped).reduce((sum, count) => sum + count, 0);
    const tables = [this.#table("kinds", ledger.kinds), this.#table("rules", ledger.rules)].flat();
    this.#parts.ledger.replaceChildren(
      make("h3", {}, text.ledger),
      tables.length ? make("div", { class: "tables" }, ...tables) : make("p", {}, text.nothing),
      ...(dropped ? [make("p", { class: "quiet" }, fill(text.dropped, { count: dropped }))] : []),
    );
  }

  /**
   * @param {"kinds" | "rules"} which
   * @param {Record<string, number>} counts
   */
  #table(which, counts) {
    const text = this.#words;
    const rows = Object.entries(counts).sort((one, other) => other[1] - one[1]);
    if (!rows.length) return [];
    const number = new Intl.NumberFormat(this.#language);
    const row = (/** @type {[string, number]} */ [word, count]) => make("tr", {}, make("th", { scope: "row" }, plain(this.#language, which, word)), make("td", {}, number.format(count)));
    const head = make("thead", {}, make("tr", {}, make("th", { scope: "col" }, text[which]), make("th", { scope: "col" }, text.many)));
    return [make("table", { "aria-label": text[which] }, head, make("tbody", {}, ...rows.map(row)))];
  }
}

/** @param {HTMLElement} place @param {string} words */
function write(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

/** @param {string} text @param {Record<string, string | number>} values */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/**
 * What it gives, or undefined where that takes too long or fails.
 * @template T
 * @param {Promise<T>} promise
 * @param {number} withinMs
 * @returns {Promise<any>} true where it gives nothing
 */
const soon = (promise, withinMs) => Promise.race([promise.then((value) => value ?? true, () => undefined), new Promise((resolve) => setTimeout(resolve, withinMs))]);

/**
 * Whether the player has said that it is there.
 * @param {HTMLIFrameElement} frame
 * @returns {Promise<boolean>}
 */
function isReady(frame) {
  return new Promise((resolve) => {
    const end = (/** @type {boolean} */ value) => {
      removeEventListener("message", hear);
      resolve(value);
    };
    const hear = (/** @type {MessageEvent} */ event) => event.source === frame.contentWindow && event.data === "velo-player" && end(true);
    addEventListener("message", hear);
    setTimeout(end, PLAYER_MS, false);
  });
}

customElements.define("velo-privacy", VeloPrivacy);
