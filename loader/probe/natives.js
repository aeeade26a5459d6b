/**
 * The browser's own functions, taken once when this file loads and used from here only.
 *
 * A page may replace `Node.prototype.firstChild`, `Array.prototype.push` or `Set.prototype.add` at any later moment, or hide
 * `form.attributes` behind `<input name=attributes>`: nothing here looks anything up on a page's object or prototype again.
 * `Map`, `Set`, `WeakMap`, `WeakSet` and `RegExp` are subclasses that own all their methods and inherit from nothing.
 *
 * What a page had replaced before this file came is taken from a frame that is there for as long as that takes; a page that has
 * replaced nothing sees no frame. Law: none of the page's own functions are used, where the browser's are to be had.
 */

import { letGo } from "./natives/untouched.js";

export { apply, defineProperty as define, getOwnPropertyDescriptor as ownProperty, getPrototypeOf as prototypeOf } from "./natives/untouched.js";
export * from "./natives/values.js";
export * from "./natives/nodes.js";
export * from "./natives/styles.js";
export * from "./natives/content.js";
export * from "./natives/events.js";
export * from "./natives/observers.js";
export * from "./natives/windows.js";

letGo();
