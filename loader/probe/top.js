/** What stands in the browser's top layer: the tree does not say so, and no attribute does. */

import { getComputedStyle, getPropertyValue, isIn, localName } from "./natives.js";

/**
 * Whether an attribute that came, changed or went may mean another layer.
 * @param {Element} element
 * @param {string} name
 */
export const touchesTop = (element, name) => name === "popover" || (name === "open" && localName(element) === "dialog");

/**
 * @param {Element} element
 * @returns {string} "modal", the display of an open popover, or "": neither
 */
export function topOf(element) {
  if (localName(element) === "dialog" && isIn(element, ":modal")) return "modal";
  return isIn(element, ":popover-open") ? getPropertyValue(getComputedStyle(element), "display") : "";
}
