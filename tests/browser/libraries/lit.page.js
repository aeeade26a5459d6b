// Lit 3: elements with shadow roots in each other, slots, keyed repeat, live values, until, svg, styles that are adopted.
import { LitElement, css, html, nothing, svg } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { until as later } from "lit/directives/until.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { app, feature, frame, pause } from "./common.js";

class XRow extends LitElement {
  static properties = { said: {} };
  static styles = css`:host { display: block; } b { color: rgb(1, 2, 3); }`;
  render() { return html`<b>${this.said}</b><slot></slot>`; }
}

class XPage extends LitElement {
  static properties = { typed: {}, rows: {}, shown: {}, late: {} };
  static styles = [css`ul { padding: 4px; }`, css`p { margin: 1px; }`];
  constructor() { super(); Object.assign(this, { typed: "", rows: ["one", "two", "three"], shown: true, late: null }); }
  add() { this.rows = [...this.rows, this.typed]; this.typed = ""; }
  render() {
    return html`<input id="typed" .value=${live(this.typed)} @input=${({ target }) => (this.typed = target.value)}> <output>${this.typed}</output>
      <button id="add" @click=${this.add}>add</button><button id="turn" @click=${() => (this.rows = this.rows.toReversed())}>turn</button>
      <button id="hide" @click=${() => (this.shown = !this.shown)}>hide</button>
      ${this.shown ? html`<p class="shown" title=${this.typed}>shown: ${this.typed}</p>` : nothing}
      <ul>${repeat(this.rows, (row) => row, (row) => html`<li><x-row .said=${row}><i>slotted ${row}</i></x-row></li>`)}</ul>
      ${later(this.late?.then((said) => html`<b class="active">${said}</b>`), html`<i>loading</i>`)}
      <svg viewBox="0 0 8 8">${this.rows.map((_, at) => svg`<circle cx=${at} cy="4" r="1"></circle>`)}</svg>
      ${unsafeHTML("<em>raw</em>")}<input type="checkbox" ?checked=${this.rows.length > 3} ?disabled=${!this.shown}><slot name="foot"></slot>`;
  }
}

feature({
  ready: async () => {
    customElements.define("x-page", XPage);
    app().innerHTML = "<x-page><footer slot=foot>foot</footer></x-page>";
    await document.querySelector("x-page").updateComplete;
  },
  act: async () => {
    customElements.define("x-row", XRow);
    await frame();
    const page = document.querySelector("x-page");
    page.rows = ["three", "two", "four", "one"];
    page.late = pause(30).then(() => "came late");
    await page.updateComplete;
    await pause(100);
    page.append(Object.assign(document.createElement("p"), { slot: "foot", textContent: "another" }));
  },
});
