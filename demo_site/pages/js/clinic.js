// @ts-check
/** A form about health. All that is answered is repeated beside it at once, as real forms do. */

import "./bar.js";
import { place } from "./place.js";

const WORDS = {
  given: "First name", family: "Family name", born: "Born", "tax-code": "Tax code", phone: "Telephone", email: "E-mail",
  emergency: "Call", has: "Reports", pain: "Pain", medicines: "Takes", insurance: "Insurance",
};
const form = /** @type {HTMLFormElement} */ (place("intake"));

/** @param {string} term @param {string} text */
function fact(term, text) {
  const dt = document.createElement("dt");
  const dd = document.createElement("dd");
  dt.textContent = term;
  dd.textContent = text;
  return [dt, dd];
}

function repeat() {
  const said = new FormData(form);
  place("pain-said").textContent = `${said.get("pain")} of 10`;
  const rows = Object.entries(WORDS).flatMap(([name, term]) => {
    const text = said.getAll(name).map(String).filter((value) => value && value !== "0").join(", ");
    return text ? fact(term, text) : [];
  });
  place("facts").replaceChildren(...rows);
}

form.addEventListener("input", repeat);
form.addEventListener("submit", (submitted) => {
  submitted.preventDefault();
  const name = String(new FormData(form).get("given")).trim();
  place("said").textContent = `Thank you${name ? `, ${name}` : ""}. We will call you.`;
});
repeat();
