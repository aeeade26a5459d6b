// @ts-check
/** The shop window: all products, and a search box that keeps those that fit. */

import "./bar.js";
import "./basket.js";
import { price, products } from "./catalogue.js";
import { picture } from "./pictures.js";

/** @param {import("./catalogue.js").Product} product */
function card(product) {
  const item = document.createElement("li");
  item.className = "product";
  const frame = document.createElement("div");
  frame.className = "frame";
  frame.append(picture(product));
  const words = document.createElement("div");
  words.className = "words";
  words.innerHTML = `<h3><a></a></h3><p class="quiet"></p><p class="price number"></p>`;
  const link = /** @type {HTMLAnchorElement} */ (words.querySelector("a"));
  link.href = `product.html?id=${product.id}`;
  link.textContent = product.name;
  /** @type {HTMLElement} */ (words.querySelector(".quiet")).textContent = product.what;
  /** @type {HTMLElement} */ (words.querySelector(".price")).textContent = price(product.cents);
  item.append(frame, words);
  return item;
}

/** @param {string} wanted */
function fitting(wanted) {
  const parts = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  return products.filter((product) => {
    const text = `${product.name} ${product.what} ${product.made} ${product.story}`.toLowerCase();
    return parts.every((part) => text.includes(part));
  });
}

/** @param {HTMLElement} list @param {HTMLInputElement} box @param {HTMLElement} said */
function show(list, box, said) {
  const fit = fitting(box.value);
  list.replaceChildren(...fit.map(card));
  if (box.value.trim() === "") said.textContent = "";
  else if (fit.length) said.textContent = `${fit.length} of ${products.length} fit “${box.value}”`;
  else said.textContent = `Nothing fits “${box.value}”`;
}

const list = document.getElementById("products");
const box = document.getElementById("search");
const said = document.getElementById("found");
if (list && said && box instanceof HTMLInputElement) {
  box.addEventListener("input", () => show(list, box, said));
  box.form?.addEventListener("submit", (submitted) => submitted.preventDefault());
  show(list, box, said);
}
