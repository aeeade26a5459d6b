/**
 * A method of the page's, with something done after it.
 *
 * Laws: it does, returns and throws what the method does; it has its name and length; if the page wraps it in turn, taking ours
 * back leaves the page's in place, and ours then does nothing more than the method.
 */

import { apply, define, ownProperty } from "./natives.js";

/**
 * @param {any} prototype may be missing in this browser
 * @param {string} name
 * @param {(self: any, result: any, first: any) => void} after
 * @param {(callback: (call: any) => void) => (call: any) => void} guarded
 * @returns {(() => void) | null} takes it back; null: there is no such method
 */
export function wrapMethod(prototype, name, after, guarded) {
  const own = prototype && ownProperty(prototype, name);
  const native = own?.value;
  if (typeof native !== "function" || !own?.writable) return null;
  let isOn = true;
  const note = guarded((call) => after(call.self, call.result, call.first));
  const wrapper = {
    /** @this {any} */
    method() {
      const result = apply(native, this, arguments);
      if (isOn) note({ self: this, result, first: arguments[0] });
      return result;
    },
  }.method;
  define(wrapper, "name", { value: native.name, configurable: true });
  define(wrapper, "length", { value: native.length, configurable: true });
  define(prototype, name, { ...own, value: wrapper });
  return () => {
    isOn = false;
    // A page that has frozen the prototype meanwhile keeps ours, which does nothing more now.
    if (ownProperty(prototype, name)?.value === wrapper) define(prototype, name, own);
  };
}

/**
 * A setter or getter of the page's, with something done after it. Laws: as of `wrapMethod`.
 * @param {any} prototype may be missing in this browser
 * @param {string} name
 * @param {(self: any) => void} after
 * @param {(callback: (call: any) => void) => (call: any) => void} guarded
 * @param {"set" | "get"} [part]
 * @returns {(() => void) | null} takes it back; null: there is no such setter or getter
 */
export function wrapSetter(prototype, name, after, guarded, part = "set") {
  const own = prototype && ownProperty(prototype, name);
  const native = own?.[part];
  if (!native || !own.configurable) return null;
  let isOn = true;
  const note = guarded((self) => after(self));
  const wrapper = {
    /** @this {any} */
    method() {
      const result = apply(native, this, arguments);
      if (isOn) note(this);
      return result;
    },
  }.method;
  define(wrapper, "name", { value: native.name, configurable: true });
  define(wrapper, "length", { value: native.length, configurable: true });
  define(prototype, name, { ...own, [part]: wrapper });
  return () => {
    isOn = false;
    const now = ownProperty(prototype, name);
    if (now?.[part] === wrapper) define(prototype, name, { ...now, [part]: native }); // the other part may be the page's by now
  };
}
