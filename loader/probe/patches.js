/**
 * Methods of the page's windows whose effects the platform tells nobody: they are wrapped, and put back.
 *
 * Law: each window is patched once, by the prototype of its documents; a frame keeps its window when it shows another document, but what is
 * in that is new.
 */

import { wrapMethod, wrapSetter } from "./wrap.js";
import { SafeMap, addEventListener, prototypeOf, removeEventListener, windowOf } from "./natives.js";
/** @import {FramesApart} from "./frames_apart.js" */
/** @import {Sheets} from "./sheets.js" */

// Setters by which scripts fill in fields: interface and property.
const STATES = [
  ["HTMLInputElement", "value"], ["HTMLInputElement", "checked"], ["HTMLInputElement", "valueAsNumber"], ["HTMLInputElement", "valueAsDate"],
  ["HTMLTextAreaElement", "value"], ["HTMLSelectElement", "value"], ["HTMLSelectElement", "selectedIndex"], ["HTMLOptionElement", "selected"],
];

export class Patches {
  /**
   * @param {FramesApart} apart
   * @param {Sheets} styles
   * @param {(callback: (value: any) => void) => (value?: any) => void} guarded
   * @param {{onMessage: (event: any) => void, onShadow: (host: any, root: any) => void, onState: (field: any) => void}} events
   */
  constructor(apart, styles, guarded, events) {
    this.apart = apart;
    this.styles = styles;
    this.guarded = guarded;
    this.onMessage = guarded(events.onMessage);
    this.events = events;
    /** @type {Map<object | null, (() => void)[]>} where our methods are, by the prototype of documents there, and how they are taken back */
    this.patched = new SafeMap();
  }

  /**
   * Wraps the methods in a document's window whose effects the platform tells nobody: shadow roots attached later, changed rules.
   * @param {Document} document
   */
  add(document) {
    const scope = /** @type {any} */ (windowOf(document));
    const key = prototypeOf(document);
    if (!scope || this.patched.has(key)) return;
    /** @type {(() => void)[]} */
    const undos = [];
    this.patched.set(key, undos);
    if (this.apart.origins.length) {
      addEventListener(scope, "message", this.onMessage);
      undos[0] = () => {
        try {
          removeEventListener(scope, "message", this.onMessage);
        } catch {
          // It shows another origin's page now, and our listener is gone.
        }
      };
    }
    const wrap = (/** @type {any} */ prototype, /** @type {string} */ name, /** @type {(self: any, result: any, first: any) => void} */ after) => {
      const undo = wrapMethod(prototype, name, after, this.guarded);
      if (undo) undos[undos.length] = undo;
    };
    wrap(scope.Element?.prototype, "attachShadow", this.events.onShadow);
    /** @param {any} prototype @param {string} name @param {(self: any) => void} after @param {"set" | "get"} [part] */
    const wrapSet = (prototype, name, after, part) => {
      const undo = wrapSetter(prototype, name, after, this.guarded, part);
      if (undo) undos[undos.length] = undo;
    };
    this.styles.watch(scope, wrap, wrapSet);
    for (let i = 0; i < STATES.length; i++) wrapSet(scope[STATES[i][0]]?.prototype, STATES[i][1], this.events.onState);
  }

  /** @param {object | null} key */
  remove(key) {
    const undos = this.patched.get(key) ?? [];
    this.patched.delete(key);
    for (let i = 0; i < undos.length; i++) undos[i]();
  }

  /** All of them are taken back. */
  clear() {
    this.patched.forEach((_, key) => this.remove(key));
  }
}
