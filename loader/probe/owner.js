/**
 * Marks that the site's owner sets by selector (options, calls) and by call on an element.
 *
 * Law: an undo lifts its own call's mark and no other. What the selectors find: selected.js.
 */

import { first } from "../first.js";
import { SafeMap, SafeSet, SafeWeakMap, SafeWeakSet, nodeType } from "./natives.js";

/** @typedef {"exclude" | "mask" | "ignore" | "allow"} MarkName */

/** @typedef {(isOpened?: boolean) => void} Undo isOpened: what stands there is to be known as shown */

/** @typedef {{bit: number, selector: string, holds?: (element: Element) => boolean, found: Set<Element>, stuck: WeakSet<Element>}} SelectorRule */

/** @type {MarkName[]} */
export const MARK_NAMES = ["exclude", "mask", "ignore", "allow"];

export class Owner {
  constructor() {
    /** @type {WeakMap<Element, Map<number, number>>} element to how many calls ask for each bit */
    this.calls = new SafeWeakMap();
    /** @type {Set<SelectorRule>} */
    this.selectors = new SafeSet();
    /** @type {Set<Element>} elements marked or released by a call since the last refresh */
    this.called = new SafeSet();
    /** @type {Set<Element>} whose mark was taken back by whoever set it: what stands there is no secret any more */
    this.opened = new SafeSet();
    /** Whether there has been any selector or call. */
    this.any = false;
  }

  /**
   * @param {MarkName} name
   * @param {string} selector
   * @param {(element: Element) => boolean} [holds] asked each time of what the selector finds
   * @returns {Undo}
   */
  select(name, selector, holds) {
    /** @type {SelectorRule} */
    const rule = { bit: first.bits[name], selector, holds, found: new SafeSet(), stuck: new SafeWeakSet() };
    this.selectors.add(rule);
    this.any = true;
    return (isOpened) => {
      if (this.selectors.delete(rule) && isOpened) rule.found.forEach((element) => this.opened.add(element));
    };
  }

  /**
   * @param {MarkName} name
   * @param {Element} element
   * @returns {Undo}
   */
  call(name, element) {
    if (nodeType(element) !== 1) throw new TypeError("not an element");
    const bit = first.bits[name];
    this.count(element, bit, 1);
    let done = false;
    return (isOpened) => {
      if (!done) this.count(element, bit, -1);
      if (isOpened) this.opened.add(element);
      done = true;
    };
  }

  /**
   * @param {Element} element
   * @param {number} bit
   * @param {number} by
   */
  count(element, bit, by) {
    let counts = this.calls.get(element);
    if (!counts) this.calls.set(element, (counts = new SafeMap()));
    counts.set(bit, (counts.get(bit) ?? 0) + by);
    this.called.add(element);
    this.any = true;
  }
}
