/**
 * Nodes that once lay inside an excluded or masked place: wherever they turn up later, they stay masked.
 *
 * The page that moves a name out of a masked box has not decided to show it.
 */

import { shownIn } from "./frames.js";
import { SafeSet, SafeWeakSet, firstChild, nextSibling, shadowRoot, nodeType } from "./natives.js";

export class History {
  constructor() {
    /** @type {WeakSet<Node>} */
    this.nodes = new SafeWeakSet();
    this.any = false;
  }

  /** @param {Node} node */
  has(node) {
    return this.any && this.nodes.has(node);
  }

  /**
   * Notes what left hidden places. A place may itself have been removed by a later record, and a node have lain in a removed
   * one, so it goes round until nothing new is found.
   * @param {Node[]} removed
   * @param {Node[]} places from where each was removed
   * @param {(place: Node) => boolean} isHidden whether what lay there was hidden
   */
  note(removed, places, isHidden) {
    for (let found = true; found; ) {
      found = false;
      /** @type {Set<Node>} */
      const open = new SafeSet(); // places asked in this round
      for (let i = 0; i < removed.length; i++) {
        if (this.has(removed[i]) || open.has(places[i])) continue;
        if (!isHidden(places[i])) {
          open.add(places[i]);
          continue;
        }
        this.add(removed[i]);
        found = true;
      }
    }
  }

  /**
   * A node and all below it, for the page can take it apart while nobody looks.
   * @param {Node} top
   */
  add(top) {
    this.any = true;
    each(top, (node) => void this.nodes.add(node));
  }

  /**
   * All that lies in a marked element which nobody watches any more; not the element itself, which has its mark.
   * @param {Node} place
   */
  addInside(place) {
    if (this.has(place)) return;
    this.any = true;
    each(place, (node) => void (node === place || this.nodes.add(node)));
  }
}

/**
 * Calls for a node and all below it, open shadow roots and documents in frames too.
 * @param {Node} top
 * @param {(node: Node) => void} visit
 */
export function each(top, visit) {
  /** @type {Node[]} */
  const left = [];
  for (let node = /** @type {Node | undefined} */ (top); node; ) {
    visit(node);
    const next = node === top ? null : nextSibling(node);
    if (next) left[left.length] = next;
    const shadow = nodeType(node) === 1 ? shadowRoot(/** @type {Element} */ (node)) : null;
    if (shadow) left[left.length] = shadow;
    const content = shownIn(node);
    if (content) left[left.length] = content;
    const child = firstChild(node);
    if (child) node = child;
    else {
      node = left[left.length - 1];
      if (left.length) left.length--;
    }
  }
}
