// @ts-check
/** The basket, and a gift card whose PIN is typed on a keypad on the screen. */

import "./bar.js";
import * as basket from "./basket.js";
import { price } from "./catalogue.js";
import { picture } from "./pictures.js";

const SHIPPING_CENTS = 590;
const PIN_DIGITS = 4;

/** @param {ReturnType<typeof basket.lines>[number]} line */
function row({ product, many }) {
  const item = document.createElement("li");
  const options = Array.from({ length: basket.MOST }, (_, at) => `<option>${at + 1}</option>`).join("");
  item.innerHTML = `
    <div class="frame"></div>
    <div>
      <h3><a></a></h3>
      <div class="row">
        <select>${options}</select>
        <button type="button" class="button plain small">Remove</button>
      </div>
    </div>
    <strong class="price number"></strong>`;
  /** @type {Element} */ (item.querySelector(".frame")).append(picture(product));
  const link = /** @type {HTMLAnchorElement} */ (item.querySelector("a"));
  link.href = `product.html?id=${product.id}`;
  link.textContent = product.name;
  const select = /** @type {HTMLSelectElement} */ (item.querySelector("select"));
  select.setAttribute("aria-label", `How many of ${product.name}`);
  select.value = String(many);
  select.addEventListener("change", () => change(product.id, Number(select.value)));
  const remove = /** @type {HTMLButtonElement} */ (item.querySelector("button"));
  remove.setAttribute("aria-label", `Remove ${product.name}`);
  remove.addEventListener("click", () => change(product.id, 0));
  /** @type {Element} */ (item.querySelector(".price")).textContent = price(product.cents * many);
  return item;
}

/** @param {string} id @param {number} many */
function change(id, many) {
  basket.set(id, many);
  show();
}

/** @param {string} id @param {string} text */
function write(id, text) {
  const place = document.getElementById(id);
  if (place) place.textContent = text;
}

function show() {
  const lines = basket.lines();
  document.getElementById("full")?.toggleAttribute("hidden", !lines.length);
  document.getElementById("nothing")?.toggleAttribute("hidden", !!lines.length);
  document.getElementById("lines")?.replaceChildren(...lines.map(row));
  write("goods", price(basket.sumCents()));
  write("shipping", price(SHIPPING_CENTS));
  write("total", price(basket.sumCents() + SHIPPING_CENTS));
}

function keypad() {
  const pad = document.getElementById("keypad");
  let pin = "";
  pad?.addEventListener("click", (clicked) => {
    const key = /** @type {Element} */ (clicked.target).closest("button");
    if (!key) return;
    pin = key.dataset.key === "clear" ? "" : (pin + key.dataset.key).slice(0, PIN_DIGITS);
    write("pin", "•".repeat(pin.length));
    if (pin.length === PIN_DIGITS) write("pin-said", `PIN ${pin}: this card has no money left.`);
  });
}

show();
keypad();
