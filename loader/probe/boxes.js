/**
 * Sizes of excluded elements, and how they lie among their neighbours. The browser tells when it has laid them out: asking would force it
 * to do so now.
 */

import {
  SafeMap, getBoundingClientRect, getComputedStyle, getPropertyValue, intersectionBox, intersectionTarget, intersections, rectOf,
  resizeTarget, resizes, round,
} from "./natives.js";
import { Covering } from "./covering.js";
import { read, setOf } from "./rules.js";

const DULL = setOf(["0px", "none", "static"]);

/** @typedef {{width: number, height: number, place: string[]}} Size place: names and values of CSS properties, in turn */

export class Boxes {
  /**
   * @param {(callback: (entries: any[]) => void) => (entries: any[]) => void} guarded
   * @param {() => void} onChange
   */
  constructor(guarded, onChange) {
    /** @type {Map<Element, Size>} sizes not told yet */
    this.sizes = new SafeMap();
    /** @type {Map<Element, Size>} what was last seen of each */
    this.watched = new SafeMap();
    this.covering = new Covering();
    this.intersections = intersections.make(guarded((entries) => this.seen(entries, intersectionTarget, onChange)));
    this.resizes = resizes.make(guarded((entries) => this.seen(entries, resizeTarget, onChange)));
  }

  /** @param {Element} element */
  watch(element) {
    const known = this.watched.get(element);
    if (known && known.width >= 0) this.sizes.set(element, known); // it counts as new, so its size is told anew
    if (known) return;
    this.watched.set(element, { width: -1, height: -1, place: [] });
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
      const before = this.watched.get(element);
      if (!before) continue;
      const first = targetOf === intersectionTarget;
      // A resize has just been laid out, so this asks for nothing new.
      const box = first ? intersectionBox(entries[i]) : getBoundingClientRect(element);
      const size = { width: round(rectOf.width(box)), height: round(rectOf.height(box)), place: placeOf(element) };
      if (size.width !== before.width || size.height !== before.height) {
        this.watched.set(element, size);
        this.sizes.set(element, size);
      }
      if (!first) continue;
      intersections.unobserve(this.intersections, element);
      resizes.observe(this.resizes, element, { box: "border-box" });
    }
    if (this.sizes.size) onChange();
  }

  stop() {
    intersections.disconnect(this.intersections);
    resizes.disconnect(this.resizes);
    this.watched = new SafeMap();
    this.sizes = new SafeMap();
    this.covering.clear();
  }
}

/**
 * @param {Element} element
 * @returns {string[]}
 */
function placeOf(element) {
  const style = getComputedStyle(element);
  const names = read.placed;
  const isInLine = getPropertyValue(style, "display") === "inline";
  // What stands for it has no baseline of its own.
  const place = isInLine ? [names[0], "text-bottom"] : [];
  for (let i = 1, n = names.length - (isInLine ? 2 : 0); i < n; i++) {
    const value = getPropertyValue(style, names[i]);
    if (DULL.has(value)) continue;
    place[place.length] = names[i];
    place[place.length] = value;
  }
  return place;
}
