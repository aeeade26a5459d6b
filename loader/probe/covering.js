/** Marked elements in which no pointer's place is told, and whether a pointer is over one: that is asked when the pointer is seen. */

import {
  SafeRegExp, SafeSet, elementsAt, getBoundingClientRect, getComputedStyle, getPropertyValue, getRootNode, includes, nodeType, rectOf, shadowRoot,
} from "./natives.js";
import { above } from "./frames.js";
import { COVERING } from "./marks.js";
import { setOf } from "./rules.js";

const WHOLE = { composed: true };
const opaque = new SafeRegExp("^(?!rgba)[^/]+$");
// By these a background may be there and not be seen, and all that lies in it with it.
const VEILS = ["opacity", "filter", "mask-image", "clip-path", "mix-blend-mode", "background-clip"];
const UNVEILED = setOf(["", "1", "none", "normal", "border-box", "padding-box"]);

export class Covering {
  constructor() {
    this.clear();
  }

  clear() {
    /** @type {Set<Element>} */
    this.elements = new SafeSet();
    /** Those of them that were none, or were not known, when pointers were asked about last. @type {Set<Element>} */
    this.fresh = new SafeSet();
  }

  /**
   * Another element may be one of them, or one of them no more.
   * @param {Element} element
   * @param {number} marks that it has now
   */
  set(element, marks) {
    if (!(marks & COVERING)) this.elements.delete(element);
    else if (!this.elements.has(element)) {
      this.elements.add(element);
      this.fresh.add(element);
    }
  }

  /**
   * The way up from a marked element that a pointer is over, though what was pressed is none of it: what lies around it, or a layer above
   * it through which it is seen.
   * @param {Node} target
   * @param {number} x
   * @param {number} y
   * @param {Set<Element>} [elements] those that are asked
   */
  under(target, x, y, elements = this.elements) {
    let found = /** @type {Node[] | null} */ (null);
    const root = getRootNode(target, WHOLE);
    const there = new SafeSet();
    if (elements.size) addLyingAt(there, root, x, y);
    elements.forEach((element) => {
      const seen = seenFrom(root, element);
      if (!seen || !(there.has(seen) || isAt(seen, x, y))) return;
      /** @type {Node[]} */
      const up = [];
      for (let at = /** @type {Node | null} */ (element); at; at = above(at)) up[up.length] = at;
      if (!isBehind(element, target, up, x, y)) found = up;
    });
    return found;
  }
}

/**
 * An element, or the frame that it is in: what lies in a frame has places of its own, so nothing is told of all of it.
 * @param {Node} root of what was pressed
 * @param {Element} element
 */
function seenFrom(root, element) {
  for (let at = /** @type {Node | null} */ (element); at; ) {
    const own = getRootNode(at, WHOLE);
    if (own === root) return /** @type {Element} */ (at);
    at = above(own);
  }
  return null;
}

/**
 * Adds all that lies at a point, and what it hangs in: what is in a marked element may reach beyond its box, and some have none.
 * @param {Set<Node>} there
 * @param {Node} root
 * @param {number} x
 * @param {number} y
 */
function addLyingAt(there, root, x, y) {
  const elements = elementsAt(root, x, y);
  for (let i = 0; i < elements.length; i++) {
    for (let at = /** @type {Node | null} */ (elements[i]); at && !there.has(at); at = above(at)) there.add(at);
    const shadow = shadowRoot(elements[i]);
    if (!shadow || there.has(shadow)) continue;
    there.add(shadow);
    addLyingAt(there, shadow, x, y);
  }
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
  const width = rectOf.width(rect);
  return width > 0 && right >= 0 && down >= 0 && right <= width && down <= rectOf.height(rect);
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
    if (isVeiled(style)) isHidden = false;
    else if (getPropertyValue(style, "visibility") === "visible" && opaque.test(getPropertyValue(style, "background-color")) && isAt(/** @type {Element} */ (at), x, y)) isHidden = true;
  }
  return isHidden;
}

/** @param {CSSStyleDeclaration} style */
function isVeiled(style) {
  for (let i = 0; i < VEILS.length; i++) if (!UNVEILED.has(getPropertyValue(style, VEILS[i]))) return true;
  return false;
}
