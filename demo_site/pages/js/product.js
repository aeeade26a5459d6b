// @ts-check
/** One product: `product.html?id=...`. */

import "./bar.js";
import * as basket from "./basket.js";
import { price, productOf, products } from "./catalogue.js";
import { picture } from "./pictures.js";

/** @param {string} id @returns {HTMLElement} */
function place(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id}`);
  return found;
}

/** @param {import("./catalogue.js").Product} product */
function show(product) {
  document.title = `${product.name} · Bottega Velo`;
  place("name").textContent = product.name;
  place("what").textContent = product.what;
  place("price").textContent = price(product.cents);
  place("story").textContent = product.story;
  place("made").textContent = product.made;
  place("care").textContent = product.care;
  place("picture").replaceChildren(picture(product));
}

/** @param {import("./catalogue.js").Product} product */
function listen(product) {
  place("order").addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    const many = Number(/** @type {HTMLSelectElement} */ (place("many")).value);
    basket.add(product.id, many);
    place("said").innerHTML = `In your basket. <a href="cart.html">Have a look</a>`;
  });
}

const product = productOf(new URLSearchParams(location.search).get("id")) ?? products[0];
show(product);
listen(product);
