// What replaces the browser's functions with its own, loaded as a site does: zone.js, core-js with all it has, and what Prototype.js and
// MooTools add (neither is kept on npm); and a page that then does what goes through those functions.
import { MARKED, app, frame, pause, until } from "./common.js";

const load = (address) => new Promise((resolve, reject) => document.head.append(Object.assign(document.createElement("script"), { src: address, onload: resolve, onerror: reject })));

/** Prototype.js and MooTools: `Element` and `Event` replaced, every list, text, function and element with methods of their own. */
function additions() {
  const { Element: NativeElement, Event: NativeEvent } = window;
  const implement = (owner, methods) => { for (const name in methods) owner.prototype[name] = methods[name]; };
  window.Element = function (tag, properties) { return Object.assign(document.createElement(tag), properties); };
  Object.assign(window.Element, NativeElement);
  window.Element.prototype = NativeElement.prototype;
  window.Event = Object.assign(function (type) { return new NativeEvent(type); }, { prototype: NativeEvent.prototype, observe: (to, name, heard) => to.addEventListener(name, heard) });
  implement(Array, {
    each(heard) { for (let at = 0; at < this.length; at++) heard(this[at], at); }, first() { return this[0]; }, last() { return this[this.length - 1]; },
    include(one) { if (!this.contains(one)) this.push(one); return this; }, contains(one) { return this.indexOf(one) !== -1; }, flatten() { return this.flat(); },
    clone() { return this.slice(); }, reduce() { return this.length > 1 ? this : this[0]; }, from: null, erase(one) { this.splice(this.indexOf(one), 1); return this; },
  });
  implement(String, { strip() { return this.replace(/^\s+|\s+$/g, ""); }, startsWith(text) { return this.lastIndexOf(text, 0) === 0; }, contains(text) { return this.indexOf(text) > -1; } });
  implement(Number, { times(heard) { for (let at = 0; at < this; at++) heard(at); return this; } });
  implement(Date, { toJSON() { return "a day"; } });
  implement(Function, { bind(self, ...given) { const made = this; return function (...more) { return made.apply(self, [...given, ...more]); }; }, delay(ms) { return setTimeout(this, ms); }, wrap(outer) { const inner = this; return function (...given) { return outer.call(this, inner, ...given); }; } });
  implement(NativeElement, { show() { this.style.display = ""; return this; }, update(text) { this.innerHTML = text; return this; }, getStyle(name) { return this.style[name]; }, remove() { this.parentNode?.removeChild(this); return this; }, select(query) { return this.querySelectorAll(query); } });
  Array.from = (list, as = (one) => one) => { const made = []; for (let at = 0; at < list.length; at++) made[at] = as(list[at]); return made; };
  Object.prototype.forEachOwn = function () { return this; };
  document.getElementsByClassName = function (name) { return this.querySelectorAll("." + name); };
  window.$ = (id) => document.getElementById(id);
  window.$$ = (query) => Array.from(document.querySelectorAll(query));
}

export async function wrap() {
  await load("/packages/core-js-bundle/minified.js");
  await load("/packages/zone.js/bundles/zone.umd.min.js");
  additions();
}

/** The page, in a zone of its own where there is one. */
export function show() {
  app().innerHTML = `<input id="typed"> <output></output><button id="add">add</button><button id="turn">turn</button><button id="hide">hide</button>
    <p class="shown">shown</p><ul><li>one</li><li>two</li></ul><section></section><p data-velo="mask">${MARKED}</p>`;
  const [typed, output, list, shown] = ["#typed", "output", "ul", ".shown"].map((query) => document.querySelector(query));
  typed.addEventListener("input", () => (output.textContent = typed.value));
  document.querySelector("#add").addEventListener("click", () => Promise.resolve(typed.value).then((said) => { list.append(Object.assign(document.createElement("li"), { textContent: said })); typed.value = output.textContent = ""; }));
  document.querySelector("#turn").onclick = () => setTimeout(() => list.prepend(list.lastChild));
  document.querySelector("#hide").onclick = () => requestAnimationFrame(() => (shown.style.display = shown.style.display ? "" : "none"));
}

export async function work() {
  const place = document.querySelector("section");
  let seen = 0;
  const observer = new MutationObserver((records) => (seen += records.length));
  observer.observe(place, { childList: true, subtree: true, attributes: true });
  const roots = ["open", "closed"].map((mode) => place.appendChild(document.createElement("div")).attachShadow({ mode }));
  roots.forEach((root, at) => (root.innerHTML = `<b>in ${at}</b><style>b { color: rgb(1, 2, ${at}) }</style>`));
  customElements.define("x-wrapped", class extends HTMLElement { connectedCallback() { this.textContent = "made"; } });
  place.append(document.createElement("x-wrapped"));
  document.head.appendChild(document.createElement("style")).sheet.insertRule("section { margin: 3px }");
  const field = place.appendChild(Object.assign(document.createElement("input"), { type: "checkbox" }));
  field.checked = true;
  await fetch("/files/card.html").then((answer) => answer.text()).then((text) => place.insertAdjacentHTML("beforeend", text));
  const asked = new XMLHttpRequest();
  asked.onload = () => place.setAttribute("title", String(asked.status));
  asked.open("GET", "/files/rows.html");
  asked.send();
  await until(() => place.title === "200");
  await Promise.all([pause(20), new Promise((resolve) => setTimeout(resolve, 10)), frame()]);
  const frameOf = place.appendChild(document.createElement("iframe"));
  frameOf.contentDocument.body.append(frameOf.contentDocument.createElement("hr"));
  await pause(50);
  observer.disconnect();
  place.append(String(seen));
}
