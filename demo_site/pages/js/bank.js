// @ts-check
/** A bank's dashboard: a chart, payments that can be searched, a transfer that is repeated in list and message. */

import "./bar.js";
import { place } from "./place.js";

const SVG = "http://www.w3.org/2000/svg";
const MONTHS = /** @type {[string, number][]} */ ([["Jun", 1840], ["Jul", 2310], ["Aug", 3120], ["Sep", 1675], ["Oct", 1990], ["Nov", 1428]]);
const euros = new Intl.NumberFormat("en", { style: "currency", currency: "EUR" });

/** @typedef {[date: string, who: string, what: string, cents: number]} Payment */

/** @type {Payment[]} */
const payments = [
  ["27 Nov", "Trattoria da Elvira", "Dinner, table 14", -6450],
  ["26 Nov", "Comune di Como", "Waste tax, 2nd half", -14380],
  ["25 Nov", "Tessitura Bianchi srl", "Salary November", 241800],
  ["24 Nov", "Farmacia Centrale", "Prescription 0410-AB-7781", -2395],
  ["22 Nov", "Giulia Romano", "Half of Paula’s present", -3500],
  ["21 Nov", "Dott. Marco Ferri", "Invoice 2026/118", -12000],
  ["18 Nov", "Ferrovie Lariane", "Monthly ticket", -7200],
];

/** @param {string} name @param {Record<string, string | number>} attributes @param {string} [text] */
function shape(name, attributes, text = "") {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = text;
  return element;
}

function chart() {
  const most = Math.max(...MONTHS.map(([, spent]) => spent));
  const bars = MONTHS.flatMap(([month, spent], at) => {
    const [x, height] = [30 + at * 104, (spent / most) * 120];
    return [
      shape("rect", { x, y: 155 - height, width: 60, height, rx: 6 }),
      shape("text", { x: x + 30, y: 148 - height }, euros.format(spent).replace(/\.00$/, "")),
      shape("text", { x: x + 30, y: 178 }, month),
    ];
  });
  place("chart").replaceChildren(...bars);
}

/** @param {Payment} payment */
function row([date, who, what, cents]) {
  const line = document.createElement("tr");
  for (const text of [date, who, what, euros.format(cents / 100)]) line.insertCell().textContent = text;
  line.cells[3].className = `end number${cents > 0 ? " plus" : ""}`;
  return line;
}

const find = /** @type {HTMLInputElement} */ (place("find"));

function list() {
  const wanted = find.value.trim().toLowerCase();
  const fit = payments.filter((payment) => payment.slice(0, 3).join(" ").toLowerCase().includes(wanted));
  place("rows").replaceChildren(...fit.map(row));
  place("found").textContent = wanted ? `${fit.length} of ${payments.length} with “${find.value.trim()}”` : "";
}

/** @param {HTMLFormElement} form */
function send(form) {
  const said = new FormData(form);
  const [payee, reference] = [String(said.get("payee")), String(said.get("reference"))];
  const cents = Math.round(Number(String(said.get("amount")).replace(",", ".")) * 100) || 0;
  payments.unshift(["today", payee || "Nobody", reference, -cents]);
  place("said").textContent = `${euros.format(cents / 100)} to ${payee || "nobody"} (${said.get("iban")}) are on their way.`;
  document.title = `Sent to ${payee} · Cassa Filo`;
  form.reset();
  list();
}

chart();
list();
find.addEventListener("input", list);
place("transfer").addEventListener("submit", (submitted) => {
  submitted.preventDefault();
  send(/** @type {HTMLFormElement} */ (submitted.target));
});
