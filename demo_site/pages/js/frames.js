// @ts-check
/** Web components: one with an open root, a slot and adopted styles, one with a closed root; and a frame that turns its page. */

import "./bar.js";
import { place } from "./place.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { padding: 1.1rem 1.25rem; background: var(--surface); border: 1px solid var(--line); border-radius: 14px; }
  h3 { margin: 0; font: 600 1.1rem/1.2 var(--serif); }
  p { margin: .35rem 0; }
  a { color: var(--accent); }
  input { box-sizing: border-box; width: 100%; min-height: 2.5rem; padding: .3rem .7rem; border: 1px solid var(--edge); border-radius: 8px; background: var(--ground); color: var(--ink); font: inherit; }
  label { display: block; font-weight: 550; font-size: .92rem; }
`);

/** @param {string} tag @param {string} text */
function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

class Person extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    const mail = /** @type {HTMLAnchorElement} */ (element("a", this.getAttribute("mail") ?? ""));
    mail.href = `mailto:${this.getAttribute("mail")}`;
    const line = document.createElement("p");
    line.append(mail);
    root.append(element("h3", this.getAttribute("name") ?? ""), line, document.createElement("slot"));
  }
}

class Vault extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: "closed" });
    root.adoptedStyleSheets = [sheet];
    const label = element("label", "Write into a closed root");
    const field = document.createElement("input");
    const echo = element("p", "");
    field.autocomplete = "off";
    echo.setAttribute("role", "status");
    field.addEventListener("input", () => (echo.textContent = field.value ? `It holds “${field.value}”` : ""));
    label.append(field);
    root.append(element("h3", "The vault"), label, echo);
  }
}

const NAMES = ["Ana Sousa", "Piotr Zieliński", "Léa Moreau", "Jan Novák", "Ruth Adler"];
let added = 0;

function addPerson() {
  const name = NAMES[added++ % NAMES.length];
  const person = document.createElement("demo-person");
  person.setAttribute("name", name);
  person.setAttribute("mail", `${name.split(" ")[0].toLowerCase()}@mail.example`);
  person.textContent = "Came a moment ago.";
  document.querySelector(".roots")?.append(person);
}

customElements.define("demo-person", Person);
customElements.define("demo-vault", Vault);
place("more").addEventListener("click", addPerson);
place("turn").addEventListener("click", () => {
  const frame = /** @type {HTMLIFrameElement} */ (place("turning"));
  frame.src = frame.src.endsWith("may") ? "frames-invoice.html?of=june" : "frames-invoice.html?of=may";
});
