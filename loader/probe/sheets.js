/**
 * Rules of style sheets, as `sheet` records: a `<style>`'s text, a `<link>`'s rules when the browser lets us see them.
 *
 * Rules that scripts insert into a sheet with text, and adopted sheets, are not seen yet.
 */

import { limits } from "./rules.js";
import { clip } from "./serialize.js";
import {
  cssRules, cssText, data, firstChild, linkSheet, localName, namespaceURI, nextSibling, nodeType, ruleCount, styleSheet,
  svgStyleSheet,
} from "./natives.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {Element} owner
 * @returns {string | null} null: no sheet, or one of another origin
 */
export function sheetText(owner) {
  if (localName(owner) === "link") return namespaceURI(owner) === SVG ? null : rulesOf(linkSheet(owner));
  let text = "";
  for (let node = firstChild(owner); node; node = nextSibling(node)) if (nodeType(node) === 3 || nodeType(node) === 4) text += data(node);
  return text ? clip(text, limits.text_chars) : rulesOf((namespaceURI(owner) === SVG ? svgStyleSheet : styleSheet)(owner));
}

/** @param {CSSStyleSheet | null} sheet */
function rulesOf(sheet) {
  if (!sheet) return null;
  let rules;
  try {
    rules = cssRules(sheet);
  } catch {
    return null; // SecurityError: the sheet came from another origin
  }
  let text = "";
  for (let i = 0, n = ruleCount(rules); i < n && text.length < limits.text_chars; i++) text += cssText(rules[i]) + "\n";
  return clip(text, limits.text_chars);
}
