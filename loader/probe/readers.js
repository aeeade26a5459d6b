/**
 * What is read of each browser event. The names are those that `recorder/hooks.py` uses.
 *
 * No reader for keys, and none for an event's `data`: what is typed is read from the field, after the floor was asked.
 */

import { limits, setOf } from "./rules.js";
import {
  changedTouches, innerHeight, innerWidth, localName, mouseX, mouseY, namespaceURI, nodeType, pointerType, scrollLeft, scrollTop, scrollX,
  scrollY, touchX, touchY, visibilityState, windowOf,
} from "./natives.js";
/** @import {Senses} from "./senses.js" */
/** @import {Hook} from "./rules.js" */

/** @typedef {(senses: Senses, hook: Hook, event: Event, path: EventTarget[]) => void} Reader */

/**
 * @param {EventTarget[]} path
 * @returns {Element | null} where the event happened, if that is an element
 */
function elementOf(path) {
  const node = /** @type {Node} */ (path[0]);
  return path.length > 1 && nodeType(node) === 1 ? /** @type {Element} */ (node) : null;
}

const medias = setOf(["video", "audio"]);

/**
 * The name of an HTML element: an `<input>` in a formula or a drawing is no field, and has none of a field's properties.
 * @param {Element} element
 */
const nameOf = (element) => (namespaceURI(element) === "http://www.w3.org/1999/xhtml" ? localName(element) : "");

/** @type {Record<string, Reader>} */
export const readers = {
  point: (senses, hook, event, path) => {
    const type = typeOf(event);
    if (hook.action === "pointer" && type === "touch") return; // told as touches
    senses.see(hook, path, mouseX(event), mouseY(event), type);
  },

  touch: (senses, hook, event, path) => {
    const touches = changedTouches?.(event); // none where a browser has touches, but no interface for them
    for (let i = 0; touches?.[i]; i++) senses.see(hook, path, touchX(touches[i]), touchY(touches[i]), "touch");
  },

  scroll: (senses, hook, _event, path) => {
    const element = elementOf(path);
    if (element) senses.see(hook, path, scrollLeft(element), scrollTop(element), "");
    else {
      const view = windowOf(/** @type {Document} */ (path[0]));
      if (view) senses.see(hook, path, scrollX(view), scrollY(view), "");
    }
  },

  viewport: (senses, hook, _event, path) => senses.see(hook, path, innerWidth(), innerHeight(), ""),

  zoom: (senses, hook, _event, path) => senses.see(hook, path, 0, 0, ""),

  focus: (senses, hook, _event, path) => {
    const element = elementOf(path);
    if (!element) return;
    senses.edits.hear(element);
    senses.see(hook, path, 0, 0, "");
  },

  field: (senses, _hook, _event, path) => {
    const element = elementOf(path);
    if (!element || !nameOf(element)) return;
    senses.fields.changed(element); // a field, an editor, or a component that holds one
    senses.onDirt();
  },

  selection: (senses, hook, _event, path) => senses.see(hook, path, 0, 0, ""),

  media: (senses, hook, _event, path) => {
    const element = elementOf(path);
    if (element && medias.has(nameOf(element))) senses.see(hook, path, 0, 0, "");
  },

  // A frame that is taken out of the page is hidden, too: that is not the page.
  visibility: (senses, hook, _event, path) => {
    if (path[0] === document) senses.see(hook, path, 0, 0, visibilityState(document));
  },

  address: (senses) => senses.onDirt(),

  form: (senses, _hook, _event, path) => {
    const element = elementOf(path);
    if (!element || nameOf(element) !== "form") return;
    senses.fields.reset(element);
    senses.onDirt();
  },

  resource: (senses, _hook, _event, path) => {
    const element = elementOf(path);
    if (!element || senses.loaded.length > limits.dirty_nodes) return;
    senses.loaded[senses.loaded.length] = element;
    senses.onDirt();
  },
};

/**
 * Clicks are pointer events in some browsers and plain mouse events in others.
 * @param {Event} event
 */
function typeOf(event) {
  try {
    return pointerType(event) || "mouse";
  } catch {
    return "mouse";
  }
}
