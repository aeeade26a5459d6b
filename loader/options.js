/**
 * The owner's options, checked before anything is loaded or observed.
 *
 * Laws: an unknown option, an unknown value or a selector that does not parse is an error that names every problem at once,
 * and then nothing is recorded. The same table checks again in Python.
 */

import { first } from "./first.js";

/** @typedef {Record<string, any>} Options */

// Written on script tags by other tools, never meant for us.
const FOREIGN = ["cfasync", "nscript", "turboTrack", "turboEval", "astroRerun"];

/**
 * All options, with defaults for those not said.
 * @param {Options} given
 * @returns {Options}
 * @throws {Error} that names every problem
 */
export function checked(given) {
  const problems = [];
  /** @type {Options} */
  const options = {};
  if (!given || typeof given !== "object" || Array.isArray(given)) throw refusal(["options want an object"]);
  for (const name of Object.keys(given)) {
    const rule = Object.hasOwn(first.options, name) ? first.options[name] : undefined;
    if (!rule) problems.push(`unknown option "${name}"; known are: ${Object.keys(first.options).join(", ")}`);
    else if (given[name] !== undefined) problems.push(...problemsOf(name, rule.kind, given[name]));
  }
  if (problems.length) throw refusal(problems);
  for (const [name, rule] of Object.entries(first.options)) options[name] = given[name] ?? rule.default;
  return options;
}

/** @param {string[]} problems */
export const refusal = (problems) => new Error("velo records nothing: " + problems.join("; "));

/**
 * @param {string} name
 * @param {string} kind
 * @param {any} value
 * @returns {string[]}
 */
function problemsOf(name, kind, value) {
  const rule = first.options[name];
  const wrong = [`option "${name}" wants ${rule.expected}`];
  switch (kind) {
    case "flag":
      return typeof value === "boolean" ? [] : wrong;
    case "choice":
      return rule.values.includes(value) ? [] : wrong;
    case "share":
      return typeof value === "number" && value >= 0 && value <= 1 ? [] : wrong;
    case "aliases":
      return typeof value === "boolean" || (Array.isArray(value) && value.every((one) => rule.values.includes(one))) ? [] : wrong;
    case "selectors":
      if (!Array.isArray(value) || !value.every((one) => typeof one === "string" && one.trim())) return wrong;
      return value.filter((one) => !parses(one)).map((one) => `option "${name}" has a selector that does not parse: ${one}`);
    case "origins":
      return Array.isArray(value) && value.every(isOrigin) ? [] : wrong;
    case "purposes":
      return Array.isArray(value) && value.length && value.every((one) => Number.isInteger(one) && one > 0 && one < 25) ? [] : wrong;
    case "url":
      return value === null || absolute(value) ? [] : [`${wrong[0]}, http or https, without query, fragment or password`];
    default:
      return wrong;
  }
}

// Pseudo-elements and what stands for the place of asking are understood, and match no element: a rule that never holds.
const MATCHES_NOTHING = /::|:(?:before|after|first-line|first-letter|host|host-context|scope)(?![\w-])|&/;
const QUOTED = /"[^"]*"|'[^']*'|\[[^\]]*\]|\\./g;

/**
 * Whether the browser understands a selector, and elements can match it.
 * @param {string} selector
 */
export function parses(selector) {
  try {
    document.createDocumentFragment().querySelector(selector);
    return !MATCHES_NOTHING.test(selector.replace(QUOTED, ""));
  } catch {
    return false;
  }
}

/**
 * Whether this is an origin as the browser writes it: no path, no wildcard, not "null".
 * @param {unknown} value
 */
function isOrigin(value) {
  try {
    const { origin, protocol } = new URL(/** @type {string} */ (value));
    return origin === value && /^https?:$/.test(protocol) && !origin.includes("*");
  } catch {
    return false;
  }
}

/**
 * The collector's address as the worker uses it, without a slash at its end; null if it is none.
 * @param {unknown} value
 */
export function absolute(value) {
  if (typeof value !== "string" || !value) return null;
  try {
    const url = new URL(value, location.href);
    if (!/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password) return null;
    return url.href.replace(/\/+$/, "");
  } catch {
    return null;
  }
}

/**
 * The options on a script tag: `data-record-inputs="true"`, lists as JSON or as one selector list.
 * @param {DOMStringMap | Record<string, string | undefined>} data
 * @returns {Options}
 */
export function fromTag(data) {
  /** @type {Options} */
  const options = {};
  for (const name of Object.keys(data)) {
    if (!FOREIGN.includes(name)) options[name] = fromText(first.options[name]?.kind, data[name] ?? "");
  }
  return options;
}

/**
 * @param {string | undefined} kind
 * @param {string} text
 */
function fromText(kind, text) {
  const word = text.trim();
  switch (kind) {
    case "flag":
      return word === "true" ? true : word === "false" ? false : text;
    case "share":
      return word === "" ? text : Number(word);
    case "aliases":
      return word === "true" ? true : word === "false" ? false : list(word, (names) => names.split(/[\s,]+/));
    case "origins":
      return word === "" ? [] : list(word, (origins) => origins.split(/[\s,]+/));
    case "purposes":
      return word.split(/[\s,]+/).map(Number);
    case "selectors":
      return word === "" ? [] : list(word, (selectors) => [selectors]);
    default:
      return word;
  }
}

/**
 * @param {string} text
 * @param {(text: string) => string[]} plain
 */
function list(text, plain) {
  if (text[0] !== "[") return plain(text);
  try {
    return JSON.parse(text);
  } catch {
    return plain(text); // an attribute selector begins like this too
  }
}
