// @ts-check
/** The basket: product ids and how many, kept in this browser. */

import { products } from "./catalogue.js";

const KEY = "bottega-velo-basket";
export const MOST = 9;

/** @returns {Record<string, number>} */
function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}

/** @param {Record<string, number>} basket */
function write(basket) {
  localStorage.setItem(KEY, JSON.stringify(basket));
  showCount();
}

export function lines() {
  const basket = read();
  return products
    .filter((product) => basket[product.id] > 0)
    .map((product) => ({ product, many: Math.min(basket[product.id], MOST) }));
}

export function sumCents() {
  return lines().reduce((sum, line) => sum + line.product.cents * line.many, 0);
}

/** @param {string} id @param {number} many */
export function set(id, many) {
  write({ ...read(), [id]: many });
}

/** @param {string} id @param {number} many */
export function add(id, many) {
  set(id, Math.min((read()[id] ?? 0) + many, MOST));
}

export function empty() {
  write({});
}

/** The number beside "Basket" in the header. */
export function showCount() {
  const count = lines().reduce((sum, line) => sum + line.many, 0);
  for (const place of document.querySelectorAll("[data-count]")) place.textContent = count ? `(${count})` : "";
}

showCount();
