// @ts-check
/**
 * The checkout. Its thank-you repeats what was typed, as real shops do: in text, in an attribute and in the title, so
 * that one can see whether a recording hides it there too.
 */

import "./bar.js";
import * as basket from "./basket.js";
import { price } from "./catalogue.js";

const LAST_DIGITS = 4;

/** @param {FormData} typed @param {string} name */
function value(typed, name) {
  return String(typed.get(name) ?? "").trim();
}

/** @param {string} term @param {string} text */
function fact(term, text) {
  const dt = document.createElement("dt");
  const dd = document.createElement("dd");
  dt.textContent = term;
  dd.textContent = text || "none";
  dd.title = text;
  return [dt, dd];
}

/** @param {FormData} typed */
function facts(typed) {
  const said = (/** @type {string} */ name) => value(typed, name);
  const digits = said("card").replace(/\D/g, "");
  return [
    ...fact("To", `${said("name")}, ${said("street")}, ${said("postcode")} ${said("city")}, ${said("country")}`),
    ...fact("E-mail", said("email")),
    ...fact("Telephone", said("phone")),
    ...fact("Card", digits ? `ending in ${digits.slice(-LAST_DIGITS)}` : ""),
    ...fact("Notes", said("notes")),
    ...fact("Newsletter", typed.has("newsletter") ? "yes, to " + said("email") : "no"),
    ...fact("Paid", price(basket.sumCents())),
  ];
}

/** @param {HTMLFormElement} form @param {HTMLElement} thanks */
function thank(form, thanks) {
  const typed = new FormData(form);
  const first = value(typed, "name").split(/\s+/)[0];
  const heading = /** @type {HTMLElement} */ (thanks.querySelector("h2"));
  heading.textContent = first ? `Thank you, ${first}!` : "Thank you!";
  document.title = `Thank you, ${first} · Bottega Velo`;
  thanks.querySelector("dl")?.replaceChildren(...facts(typed));
  form.reset();
  form.hidden = true;
  thanks.hidden = false;
  basket.empty();
  heading.focus();
}

const form = document.getElementById("checkout");
const thanks = document.getElementById("thanks");
const total = document.getElementById("to-pay");
if (total) total.textContent = price(basket.sumCents());
if (form instanceof HTMLFormElement && thanks) {
  form.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    thank(form, thanks);
  });
}
