/**
 * `<velo-consent>`: asks the visitor, keeps the answer, and lets it be changed. docs/consent.md says how to use it.
 *
 * Laws: both answers look the same and cost the same; closing is no answer; nothing is kept before there is one; a visitor whose
 * browser objects already is not asked; the page's focus is not taken until the visitor opens the question.
 */

import { chosen, keep } from "../choice.js";
import { browserObjects } from "../consent.js";
import { hidden, language, make, tell, veloOf } from "./element.js";
import { words } from "./words_consent.js";

const DAYS = 180;

const CSS = `
dialog {
  position: fixed; inset: auto 1rem 1rem auto; margin: 0; z-index: var(--velo-level, 2147483000);
  width: min(var(--velo-width, 30rem), calc(100vw - 2rem)); max-height: calc(100dvh - 2rem); overflow: auto;
  padding: 1.25rem; gap: .75rem;
  color: inherit; background: var(--velo-ground, var(--_ground));
  border: 1px solid var(--velo-line, var(--_line)); border-radius: var(--velo-radius, .75rem);
  box-shadow: 0 .5rem 2rem rgb(0 0 0 / 25%);
}
dialog[open] { display: grid; }
dialog:modal { inset: 0; margin: auto; }
dialog::backdrop { background: rgb(0 0 0 / 45%); }
h2:focus { outline: none; }
header { display: flex; gap: .75rem; justify-content: space-between; align-items: start; }
details { color: var(--velo-quiet, var(--_quiet)); }
summary { cursor: pointer; padding: .3rem 0; }
ul { padding-inline-start: 1.2rem; display: grid; gap: .35rem; }
.answers { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
button.close {
  background: none; border-color: transparent; color: inherit; min-width: 2.75rem; padding: 0; margin: -.6rem -.6rem 0 0; font-size: 1.25em;
}
button.reopen {
  position: fixed; inset: auto auto 1rem 1rem; z-index: var(--velo-level, 2147483000); font-size: .875em;
  color: inherit; background: var(--velo-ground, var(--_ground)); border: 1px solid var(--velo-line, var(--_line));
}
@media (max-width: 30rem) {
  dialog { inset: auto 0 0; width: 100%; max-width: none; border-radius: var(--velo-radius, .75rem) var(--velo-radius, .75rem) 0 0; }
  .answers { grid-template-columns: 1fr; }
}
`;

class VeloConsent extends HTMLElement {
  static observedAttributes = ["lang", "policy", "reopen", "version"];

  /** @type {any} */
  #velo = null;
  /** @type {HTMLDialogElement | null} */
  #dialog = null;
  /** @type {HTMLButtonElement | null} */
  #reopen = null;

  /** For pages that import the module: the element tells this one. @param {any} velo */
  set velo(velo) {
    this.#velo = velo;
    if (this.choice === "granted") this.#tell("consent.grant");
  }

  get velo() {
    return veloOf(this.#velo);
  }

  /** What the visitor has said, null if nothing that still holds. */
  get choice() {
    const days = Number(this.getAttribute("days") ?? DAYS);
    return chosen(this.#version, days > 0 ? days : DAYS, Date.now());
  }

  get #version() {
    return (this.getAttribute("version") ?? "1").replace(/\s/g, "");
  }

  connectedCallback() {
    this.#draw();
    if (this.choice === "granted") this.#tell("consent.grant");
    else if (this.choice === null) this.#ask();
  }

  attributeChangedCallback() {
    if (!this.#dialog) return;
    const open = this.#dialog.open;
    this.#draw();
    if (open) this.#ask();
  }

  /** Opens the question, for who wants to change the answer; the focus goes there, and comes back. */
  show() {
    const dialog = this.#dialog;
    if (!dialog || dialog.open) return;
    this.#say();
    if (this.hasAttribute("modal")) dialog.showModal();
    else dialog.show();
    this.shadowRoot?.getElementById("title")?.focus(); // no attribute for that: it would take the focus when the page loads
    this.#update();
  }

  /** Closes the question; what was chosen before still holds. */
  close() {
    if (!this.#dialog) return;
    if (this.#reopen) this.#reopen.hidden = this.getAttribute("reopen") === "none"; // there before the focus comes back
    this.#dialog.close();
  }

  /** The question shows by itself. A dialog that is not modal leaves the focus where it is. */
  #ask() {
    if (browserObjects() && !this.hasAttribute("despite-gpc")) return;
    this.#say();
    if (this.hasAttribute("modal")) this.#dialog?.showModal();
    else this.#dialog?.setAttribute("open", "");
    this.#update();
  }

  /** @param {"granted" | "refused"} word */
  #choose(word) {
    const isGiven = ["granted", "not-required"].includes(this.velo?.consent?.state);
    keep(word, this.#version, Date.now());
    this.close();
    if (word === "granted") this.#tell("consent.grant");
    else if (isGiven) this.#tell("consent.revoke");
    this.dispatchEvent(new CustomEvent("velo-choice", { bubbles: true, composed: true, detail: { granted: word === "granted" } }));
  }

  /** @param {string} name */
  #tell(name) {
    tell(this.#velo, name).catch((error) => console.error(error instanceof Error ? error.message : error));
  }

  #draw() {
    const root = hidden(this, CSS);
    const lang = language(this, words);
    const text = words[lang];
    const slot = (/** @type {import("./words_consent.js").Key} */ name) => make("slot", { name }, text[name]);
    const answer = (/** @type {"yes" | "no"} */ name, /** @type {"granted" | "refused"} */ word) =>
      make("button", { type: "button", part: `answer ${name}`, click: () => this.#choose(word) }, slot(name));
    const policy = this.getAttribute("policy");
    this.#dialog = make(
      "dialog",
      { part: "dialog", lang, "aria-labelledby": "title", "aria-describedby": "text", cancel: () => this.close(), keydown: (event) => this.#key(event), close: () => this.#update() },
      make(
        "header",
        {},
        make("h2", { id: "title", tabindex: "-1", part: "title" }, slot("title")),
        make("button", { type: "button", class: "close", part: "close", "aria-label": text.close, title: text.close, click: () => this.close() }, "×"),
      ),
      make("p", { id: "text", part: "text" }, slot("text")),
      make("p", { id: "now", part: "now" }),
      make("details", { part: "more" }, make("summary", {}, slot("more")), make("ul", {}, ...["does", "never", "later"].map((name) => make("li", {}, slot(/** @type {any} */ (name)))))),
      ...(policy ? [make("p", {}, make("a", { href: policy, part: "policy" }, slot("policy")))] : []),
      make("div", { class: "answers", part: "answers" }, answer("no", "refused"), answer("yes", "granted")),
    );
    this.#reopen = make("button", { type: "button", class: "reopen", part: "reopen", lang, "aria-haspopup": "dialog", click: () => this.show() }, slot("reopen"));
    root.append(this.#reopen, this.#dialog);
    this.#update();
  }

  /** What was chosen so far. */
  #say() {
    const now = this.shadowRoot?.getElementById("now");
    const text = words[language(this, words)];
    if (!now) return;
    now.hidden = !this.choice;
    now.textContent = this.choice === "granted" ? text.isYes : text.isNo;
  }

  /** The way back is there when the question is not. */
  #update() {
    const unasked = browserObjects() && !this.hasAttribute("despite-gpc") && !this.choice;
    if (this.#reopen) this.#reopen.hidden = unasked || !!this.#dialog?.open || this.getAttribute("reopen") === "none";
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape" || this.#dialog?.matches(":modal")) return;
    event.stopPropagation();
    this.close();
  }
}

customElements.define("velo-consent", VeloConsent);
