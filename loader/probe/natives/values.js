/** Collections, text, lists, JSON and bytes: what belongs to no page. */

import { getPrototypeOf, inBrowser, method, own, proto, scope, sealed, whole } from "./untouched.js";

/**
 * A class of the browser's as no page can change it. Its constructor is written out: one that a class has by itself goes, in WebKit, through
 * what it is given as through a list, with what the page has made of lists.
 * @param {string} name
 * @returns {any}
 */
/* @__NO_SIDE_EFFECTS__ */
function safe(name) {
  const Native = whole(name);
  const Own = class extends Native {
    /** @param {any} [first] @param {any} [second] */
    constructor(first, second) {
      super(first, second);
    }
  };
  return sealed(Own, Native.prototype);
}
/** @type {MapConstructor} */
export const SafeMap = safe("Map");
/** @type {SetConstructor} */
export const SafeSet = safe("Set");
/** @type {WeakMapConstructor} */
export const SafeWeakMap = safe("WeakMap");
/** @type {WeakSetConstructor} */
export const SafeWeakSet = safe("WeakSet");
/** @type {RegExpConstructor} */
export const SafeRegExp = safe("RegExp");

/** @type {(text: string) => string} */
const strings = proto("String");
const arrays = proto("Array");
export const lower = method(strings, "toLowerCase");
/** @type {(text: string) => string} */
export const trim = method(strings, "trim");
/** @type {(text: string, start: number, end?: number) => string} */
export const slice = method(strings, "slice");
/** @type {(text: string, form: string) => string} */
export const normalize = method(strings, "normalize");
/** @type {(text: string, part: string) => number} */
export const indexOf = method(strings, "indexOf");
/** @type {(text: string, pattern: RegExp, to: string) => string} */
export const replace = method(strings, "replace");
/** @type {(list: unknown[], one: unknown) => boolean} */
export const includes = method(arrays, "includes");
/** @type {(list: string[], separator: string) => string} */
export const join = method(arrays, "join");
const hasOwn = method(proto("Object"), "hasOwnProperty");
// Of the lists and objects of this window, whatever `Array` means by now.
const ownArrays = getPrototypeOf([]);
const ownObjects = getPrototypeOf({});
const stringify = own("JSON", "stringify");
const encoder = inBrowser ? new scope.TextEncoder() : null;
/** @type {(encoder: any, text: string) => Uint8Array} */
const nativeEncode = method(proto("TextEncoder"), "encode");
/** @param {string} text */
export const encode = (text) => nativeEncode(encoder, text);
const NativeBytes = Uint8Array;
const setBytes = method(getPrototypeOf(NativeBytes.prototype), "set");
/**
 * All of these, one after the other.
 * @param {Uint8Array[]} parts
 */
export function joined(parts) {
  let size = 0;
  for (let i = 0; i < parts.length; i++) size += parts[i].length;
  const all = new NativeBytes(size);
  for (let i = 0, at = 0; i < parts.length; at += parts[i++].length) setBytes(all, parts[i], at);
  return all;
}
/** @type {(value: unknown) => value is any[]} */
export const isArray = own("Array", "isArray");

/**
 * JSON of plain data. A `toJSON` that a page has put on `Array.prototype` is not called.
 * @param {unknown} value
 * @returns {string}
 */
export function json(value) {
  const tampered = hasOwn(ownArrays, "toJSON") || hasOwn(ownObjects, "toJSON");
  return tampered ? slowJson(value) : stringify(value);
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function slowJson(value) {
  if (typeof value !== "object" || value === null) return stringify(value);
  let text = "";
  if (isArray(value)) {
    for (let i = 0; i < value.length; i++) text += (i ? "," : "") + (slowJson(value[i]) ?? "null");
    return "[" + text + "]";
  }
  for (const name in value) {
    const inner = hasOwn(value, name) ? slowJson(/** @type {any} */ (value)[name]) : undefined;
    if (inner !== undefined) text += (text && ",") + stringify(name) + ":" + inner;
  }
  return "{" + text + "}";
}
