/**
 * Sizes of excluded elements, told by the browser when it has laid them out: asking would force it to do so now.
 */

import {
  SafeMap, SafeSet, getBoundingClientRect, intersectionBox, intersectionTarget, intersections, rectOf, resizeTarget, resizes, round,
} from "./natives.js";

/** @typedef {{width: number, height: number}} Size */

export class Boxes {
  /**
   * @param {(callback: (entries: any[]) => void) => (entries: any[]) => void} guarded
   * @param {() => void} onChange
   */
  constructor(guarded, onChange) {
    /** @type {Map<Element, Size>} sizes not told yet */
    this.sizes = new SafeMap();
    /** @type {Set<Element>} */
    this.watched = new SafeSet();
    this.intersections = intersections.make(guarded((entries) => this.seen(entries, intersectionTarget, onChange)));
    this.resizes = resizes.make(guarded((entries) => this.seen(entries, resizeTarget, onChange)));
  }

  /** @param {Element} element */
  watch(element) {
    if (this.watched.has(element)) return;
    this.watched.add(element);
    intersections.observe(this.intersections, element);
  }

  /** @param {Element} element */
  unwatch(element) {
    if (!this.watched.has(element)) return;
    this.watched.delete(element);
    this.sizes.delete(element);
    intersections.unobserve(this.intersections, element);
    resizes.unobserve(this.resizes, element);
  }

  /**
   * @param {any[]} entries
   * @param {(entry: any) => Element} targetOf
   * @param {() => void} onChange
   */
  seen(entries, targetOf, onChange) {
    for (let i = 0; i < entries.length; i++) {
      const element = targetOf(entries[i]);
      if (!this.watched.has(element)) continue;
      const first = targetOf === intersectionTarget;
      // A resize has just been laid out, so this asks for nothing new.
      const box = first ? intersectionBox(entries[i]) : getBoundingClientRect(element);
      this.sizes.set(element, { width: round(rectOf.width(box)), height: round(rectOf.height(box)) });
      if (!first) continue;
      intersections.unobserve(this.intersections, element);
      resizes.observe(this.resizes, element);
    }
    onChange();
  }

  stop() {
    intersections.disconnect(this.intersections);
    resizes.disconnect(this.resizes);
    this.watched = new SafeSet();
    this.sizes = new SafeMap();
  }
}
