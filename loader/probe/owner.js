/**
 * Marks that the site's owner sets by selector (options, calls) and by call on an element.
 *
 * Laws: an undo lifts its own call's mark and no other; a selector holds in the document and in every open shadow root; a
 * selector that stops working stops the recording (it throws), it never hides less.
 */

import { first } from "../first.js";
import { SafeMap, SafeSet, SafeWeakMap, nodeCount, nodeType, querySelectorAll } from "./natives.js";

/** @typedef {"exclude" | "mask" | "ignore" | "allow"} MarkName */

/** @type {MarkName[]} */
export const MARK_NAMES = ["exclude", "mask", "ignore", "allow"];

export class Owner {
  constructor() {
    /** @type {WeakMap<Element, Map<number, number>>} element to how many calls ask for each bit */
    this.calls = new SafeWeakMap();
    /** @type {Set<{bit: number, selector: string, holds?: (element: Element) => boolean}>} */
    this.selectors = new SafeSet();
    /** @type {Map<Element, number>} bits by selector, as of the last refresh */
    this.selected = new SafeMap();
    /** @type {Set<Element>} elements marked or released by a call since the last refresh */
    this.called = new SafeSet();
    /** Whether there has been any selector or call. */
    this.any = false;
  }

  /**
   * @param {MarkName} name
   * @param {string} selector
   * @param {(element: Element) => boolean} [holds] asked each time of what the selector finds
   * @returns {() => void} undo
   */
  select(name, selector, holds) {
    const rule = { bit: first.bits[name], selector, holds };
    this.selectors.add(rule);
    this.any = true;
    return () => void this.selectors.delete(rule);
  }

  /**
   * @param {MarkName} name
   * @param {Element} element
   * @returns {() => void} undo
   */
  call(name, element) {
    if (nodeType(element) !== 1) throw new TypeError("not an element");
    const bit = first.bits[name];
    this.count(element, bit, 1);
    let done = false;
    return () => {
      if (!done) this.count(element, bit, -1);
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

  /**
   * Bits that the owner asks for on this element itself.
   * @param {Element} element
   */
  of(element) {
    if (!this.any) return 0;
    let marks = this.selected.get(element) ?? 0;
    this.calls.get(element)?.forEach((count, bit) => {
      if (count > 0) marks |= bit;
    });
    return marks;
  }

  /**
   * Asks the selectors again.
   * @param {Set<Node>} roots the document and the shadow roots known
   * @returns {Set<Element>} elements whose bits may have changed
   */
  refresh(roots) {
    const changed = this.called;
    if (changed.size) this.called = new SafeSet();
    if (!this.selectors.size && !this.selected.size) return changed;
    const before = this.selected;
    this.selected = new SafeMap();
    roots.forEach((root) => this.ask(root));
    this.selected.forEach((marks, element) => {
      if (before.get(element) !== marks) changed.add(element);
    });
    before.forEach((_, element) => {
      if (!this.selected.has(element)) changed.add(element);
    });
    return changed;
  }

  /**
   * What the selectors find in one root is noted.
   * @param {Node} root
   */
  ask(root) {
    this.selectors.forEach(({ bit, selector, holds }) => {
      const found = querySelectorAll(root, selector);
      for (let i = 0, n = nodeCount(found); i < n; i++) {
        if (!holds || holds(found[i])) this.selected.set(found[i], (this.selected.get(found[i]) ?? 0) | bit);
      }
    });
  }
}
