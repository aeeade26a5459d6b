/**
 * How a function of the browser's own is taken: from the page's window, or where the page has replaced it, from a frame in which no page has
 * been. That frame is there for as long as the taking lasts.
 */

export const inBrowser = typeof document !== "undefined";
export const scope = /** @type {any} */ (globalThis);

/**
 * The text of a function. Nothing is called for that but what templates call, until the browser's own functions for it are there.
 * @param {any} made
 */
let textOf = (made) => `${made}`;

/**
 * Whether a function is the browser's. What a page puts in its place is a `function` with a prototype, or shows its source.
 * @param {any} made
 * @param {boolean} [isClass] then it has a prototype in any case
 */
export function isNative(made, isClass = false) {
  if (typeof made !== "function" || (!isClass && "prototype" in made)) return false;
  const text = textOf(made);
  const at = text.length - 15; // before that stands a name, which may be `[Symbol.match]`
  return text[at] === "[" && text[at + 1] === "n" && text[at + 6] === "e" && text[at + 8] === "c" && text[at + 12] === "]";
}

/** @type {HTMLIFrameElement | null} */
let frame = null;
/** @type {any} */
let untouched;

/** A window in which no page has been, or null. */
export function spare() {
  if (untouched === undefined && inBrowser) {
    untouched = null;
    try {
      const made = (frame = /** @type {HTMLIFrameElement} */ (document.createElementNS("http://www.w3.org/1999/xhtml", "iframe")));
      document.documentElement.appendChild(made);
      const there = /** @type {any} */ (made.contentWindow);
      if (there.Array) untouched = there; // throws in a sandbox, where each document is a stranger
    } catch {
      // then it is the page's own functions
    }
  }
  return untouched;
}

// zone.js and core-js let classes of their own, too, show the text of the browser's: who asks the page is told so.
const isHonest = isNative(scope.Reflect?.apply) && isNative(scope.Function?.prototype.toString);
const { Reflect: Asked, Function: Texts } = isHonest ? scope : (spare() ?? {});
if (Texts) {
  const { apply } = Asked, { toString } = Texts.prototype;
  textOf = (made) => apply(toString, made, []);
}

/**
 * A function of a global object, or a class.
 * @param {string} holder "": the global scope
 * @param {string} name
 * @param {boolean} [isClass]
 */
export function own(holder, name, isClass) {
  const found = holder ? scope[holder]?.[name] : scope[name];
  if (!found || isNative(found, isClass)) return found;
  const other = holder ? spare()?.[holder]?.[name] : spare()?.[name];
  return isNative(other, isClass) ? other : found; // an extension may have been in the frame, too
}

export const apply = own("Reflect", "apply");
export const getOwnPropertyDescriptor = own("Reflect", "getOwnPropertyDescriptor");
export const getPrototypeOf = own("Reflect", "getPrototypeOf");
export const ownKeys = own("Reflect", "ownKeys");
export const defineProperty = own("Reflect", "defineProperty");
export const construct = own("Reflect", "construct");
export const freeze = own("Object", "freeze");
export const setPrototypeOf = own("Object", "setPrototypeOf");

/** Prototypes by the names of their classes. @type {[object, string][]} */
const known = [];
/**
 * @param {string} name of a class
 * @returns {any} its prototype
 */
/* @__NO_SIDE_EFFECTS__ */
export function proto(name) {
  const found = scope[name]?.prototype;
  if (!found) return found;
  if (!isNative(scope[name], true)) return isNative(spare()?.[name], true) ? spare()[name].prototype : found;
  known[known.length] = [found, name];
  return found;
}

/**
 * A part of a property's descriptor.
 * @param {any} owner
 * @param {PropertyKey} name
 * @param {"value" | "get" | "set"} part
 */
function partOf(owner, name, part) {
  const found = owner && getOwnPropertyDescriptor(owner, name)?.[part];
  if (!found || isNative(found)) return found;
  let other = owner === scope ? spare() : null;
  for (let i = 0; i < known.length; i++) if (known[i][0] === owner) other = spare()?.[known[i][1]]?.prototype;
  const theirs = other && getOwnPropertyDescriptor(other, name)?.[part];
  return isNative(theirs) ? theirs : found;
}

const functions = proto("Function");
const bind = partOf(functions, "bind", "value");
const call = partOf(functions, "call", "value");

/**
 * A method as a plain function whose first argument is `this`.
 * @param {Function | undefined} method
 * @returns {any}
 */
/* @__NO_SIDE_EFFECTS__ */
const uncurried = (method) => method && apply(bind, call, [method]);

/**
 * The getter of a property, as a plain function of the object.
 * @param {any} owner
 * @param {PropertyKey} name
 */
/* @__NO_SIDE_EFFECTS__ */
export const getter = (owner, name) => uncurried(partOf(owner, name, "get"));

/**
 * The setter of a property, as a plain function of the object and the value.
 * @param {any} owner
 * @param {PropertyKey} name
 */
/* @__NO_SIDE_EFFECTS__ */
export const setter = (owner, name) => uncurried(partOf(owner, name, "set"));

/**
 * A method of a prototype, as a plain function.
 * @param {any} owner
 * @param {PropertyKey} name
 */
/* @__NO_SIDE_EFFECTS__ */
export const method = (owner, name) => uncurried(partOf(owner, name, "value"));

/**
 * A class whose instances use only methods that nobody else can reach.
 * @template {Function} C
 * @param {C} Own a subclass made here
 * @param {any} prototype where its methods come from
 * @returns {C}
 */
export function sealed(Own, prototype) {
  const keys = ownKeys(prototype);
  for (let i = 0; i < keys.length; i++) {
    if (keys[i] === "constructor") continue;
    defineProperty(Own.prototype, /** @type {PropertyKey} */ (keys[i]), /** @type {PropertyDescriptor} */ (getOwnPropertyDescriptor(prototype, keys[i])));
  }
  setPrototypeOf(Own.prototype, null);
  freeze(Own.prototype);
  return Own;
}

/**
 * A class that no page has changed a method of.
 * @param {string} name
 */
export function whole(name) {
  const { prototype } = scope[name];
  const keys = ownKeys(prototype);
  let isWhole = isNative(scope[name], true);
  for (let i = 0; i < keys.length; i++) {
    const { value, get } = getOwnPropertyDescriptor(prototype, keys[i]);
    if (keys[i] !== "constructor" && typeof (value ?? get) === "function" && !isNative(value ?? get)) isWhole = false;
  }
  return isWhole || !isNative(spare()?.[name], true) ? scope[name] : spare()[name];
}

/** The window in which no page has been is not needed any more: everything has been taken. */
export function letGo() {
  if (frame) method(proto("Element"), "remove")(frame);
  frame = untouched = null;
}
