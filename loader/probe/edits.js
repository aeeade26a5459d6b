/**
 * What is typed into editors that keep their text beside the page, in an `EditContext`, and draw it themselves.
 *
 * Law: nothing of it is told; Python looks for it wherever the page shows it, as for what is typed in excluded boxes.
 */

import { HTML, remember } from "./kept.js";
import { SafeMap, activeElement, addEventListener, editContext, editText, namespaceURI, removeEventListener } from "./natives.js";
/** @import {Kept} from "./kept.js" */

const UPDATE = "textupdate";

export class Edits {
  /**
   * @param {Kept} kept
   * @param {(callback: (event?: any) => void) => (event?: any) => void} guarded
   * @param {() => void} onDirt
   */
  constructor(kept, guarded, onDirt) {
    this.kept = kept;
    this.guarded = guarded;
    this.onDirt = onDirt;
    /** @type {Map<EventTarget, () => void>} listened to */
    this.listeners = new SafeMap();
  }

  /**
   * Something has the focus: only then it is typed into.
   * @param {Element | null} element
   */
  hear(element) {
    // What is drawn may have the focus, too, and no `EditContext`: its getter throws there.
    if (!element || namespaceURI(element) !== HTML) return;
    const context = editContext?.(element);
    if (!context) return;
    const listener = this.listeners.get(context) ?? this.guarded(() => this.read(element, context));
    if (!this.listeners.has(context)) addEventListener(context, UPDATE, listener);
    this.listeners.set(context, listener);
    listener();
  }

  /** @param {Node} root whatever had the focus before anybody listened */
  enter(root) {
    if (editContext) this.hear(activeElement(root));
  }

  /**
   * @param {Element} element
   * @param {EventTarget} context
   */
  read(element, context) {
    remember(this.kept.given, element, editText(context));
    this.onDirt();
  }

  stop() {
    this.listeners.forEach((listener, context) => removeEventListener(context, UPDATE, listener));
    this.listeners.clear();
  }
}
