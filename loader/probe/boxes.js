/**
 * Where marked elements are. Sizes of excluded ones, and how they lie among their neighbours, are told by the browser when it has laid them
 * out: asking would force it to do so now. Whether a pointer is over a marked one is asked when the pointer is seen.
 */

import {
  SafeMap, SafeRegExp, SafeSet, getBoundingClientRect, getComputedStyle, getPropertyValue, getRootNode, includes, intersectionBox,
  intersectionTarget, intersections, nodeType, rectOf, resizeTarget, resizes, round,
} from "./natives.js";
import { above } from "./frames.js";
import { COVERING } from "./marks.js";
import { read, setOf } from "./rules.js";

const WHOLE = { composed: true };
const opaque = new SafeRegExp("^(?!rgba)[^/]+$");
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
    /** Elements in which no pointer's place is told. @type {Set<Element>} */
    this.covering = new SafeSet();
    /** Those of them that were none, or were not known, when pointers were asked about last. @type {Set<Element>} */
    this.fresh = new SafeSet();
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

  /**
   * @param {Element} element
   * @param {number} marks that it has now
   */
  cover(element, marks) {
    if (!(marks & COVERING)) this.covering.delete(element);
    else if (!this.covering.has(element)) {
      this.covering.add(element);
      this.fresh.add(element);
    }
  }

  /**
   * The way up from a marked element that a pointer is over, though what was pressed is none of it: what lies around it, or a layer above
   * it through which it is seen.
   * @param {Node} target
   * @param {number} x
   * @param {number} y
   * @param {Set<Element>} [covering] those that are asked
   */
  under(target, x, y, covering = this.covering) {
    let found = /** @type {Node[] | null} */ (null);
    covering.forEach((_, element) => {
      if (this.watched.get(element)?.width === 0 || !isAt(element, x, y)) return; // as last laid out
      if (getRootNode(element, WHOLE) !== getRootNode(target, WHOLE)) return; // what is in a frame has places of its own
      /** @type {Node[]} */
      const up = [];
      for (let at = /** @type {Node | null} */ (element); at; at = above(at)) up[up.length] = at;
      if (!isBehind(element, target, up, x, y)) found = up;
    });
    return found;
  }

  stop() {
    intersections.disconnect(this.intersections);
    resizes.disconnect(this.resizes);
    this.watched = new SafeMap();
    this.sizes = new SafeMap();
    this.covering = new SafeSet();
    this.fresh = new SafeSet();
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

/**
 * @param {Element} element
 * @param {number} x
 * @param {number} y
 */
function isAt(element, x, y) {
  const rect = getBoundingClientRect(element);
  const right = x - rectOf.x(rect);
  const down = y - rectOf.y(rect);
  return right >= 0 && down >= 0 && right <= rectOf.width(rect) && down <= rectOf.height(rect);
}

/**
 * Whether a marked element cannot be seen where a pointer is: what was pressed lies there, and has a colour that nothing shows through.
 * What lets presses through (`pointer-events: none`) may lie above it all the same.
 * @param {Element} element
 * @param {Node} target
 * @param {Node[]} up the way up from the element
 * @param {number} x
 * @param {number} y
 */
function isBehind(element, target, up, x, y) {
  if (getPropertyValue(getComputedStyle(element), "pointer-events") === "none") return false;
  let isHidden = false;
  for (let at = /** @type {Node | null} */ (target); at && !includes(up, at); at = above(at)) {
    if (nodeType(at) !== 1) continue;
    const style = getComputedStyle(/** @type {Element} */ (at));
    if (getPropertyValue(style, "opacity") !== "1") isHidden = false;
    else if (getPropertyValue(style, "visibility") === "visible" && opaque.test(getPropertyValue(style, "background-color")) && isAt(/** @type {Element} */ (at), x, y)) isHidden = true;
  }
  return isHidden;
}
