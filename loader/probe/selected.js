/**
 * What the owner's selectors find.
 *
 * Laws: a selector holds in the document and in every open shadow root; one that stops working stops the recording (it throws), it never
 * hides less. What a selector has hidden stays hidden when the page around it changes (a column comes, a class goes, it moves), unless it
 * is a large part of the page, which may show something else now.
 */

import { bits } from "./rules.js";
import { SafeMap, SafeSet, isConnected, nodeCount, querySelectorAll } from "./natives.js";
/** @import {Owner, SelectorRule} from "./owner.js" */

// Elements below one that a selector finds no more: with more of them it is a part of the page, not a thing in it.
const SMALL = 20;

export class Selected {
  /** @param {Owner} owner */
  constructor(owner) {
    this.owner = owner;
    /** @type {Map<Element, number>} bits by selector, as of the last refresh */
    this.bits = new SafeMap();
  }

  /**
   * Bits that the owner asks for on this element itself.
   * @param {Element} element
   */
  of(element) {
    if (!this.owner.any) return 0;
    let marks = this.bits.get(element) ?? 0;
    this.owner.selectors.forEach((rule) => {
      if (rule.stuck.has(element)) marks |= rule.bit;
    });
    this.owner.calls.get(element)?.forEach((count, bit) => {
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
    const changed = this.owner.called;
    if (changed.size) this.owner.called = new SafeSet();
    if (!this.owner.selectors.size && !this.bits.size) return changed;
    const before = this.bits;
    this.bits = new SafeMap();
    /** @type {Set<Element>[]} */
    const lost = [];
    this.owner.selectors.forEach((rule) => {
      lost[lost.length] = rule.found;
      rule.found = new SafeSet();
    });
    roots.forEach((root) => this.ask(root));
    let i = 0;
    this.owner.selectors.forEach((rule) => lost[i++].forEach((element) => this.stick(rule, element)));
    this.bits.forEach((marks, element) => {
      if (before.get(element) !== marks) changed.add(element);
    });
    before.forEach((_, element) => {
      if (!this.bits.has(element)) changed.add(element);
    });
    return changed;
  }

  /**
   * What the selectors find in one root is noted.
   * @param {Node} root
   */
  ask(root) {
    this.owner.selectors.forEach((rule) => {
      const found = querySelectorAll(root, rule.selector);
      for (let i = 0, n = nodeCount(found); i < n; i++) {
        if (rule.holds && !rule.holds(found[i])) continue;
        this.bits.set(found[i], (this.bits.get(found[i]) ?? 0) | rule.bit);
        rule.found.add(found[i]);
      }
    });
  }

  /**
   * An element that a rule had found.
   * @param {SelectorRule} rule
   * @param {Element} element
   */
  stick(rule, element) {
    if (rule.found.has(element) || rule.holds || rule.bit === bits.allow) return;
    if (!rule.stuck.has(element) && nodeCount(querySelectorAll(element, "*")) > SMALL) return;
    rule.stuck.add(element);
    if (!isConnected(element)) return;
    rule.found.add(element);
    this.bits.set(element, (this.bits.get(element) ?? 0) | rule.bit);
  }
}
