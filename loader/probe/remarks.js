/** Marks that changed, and what went: what the recorder is to forget, and what waits of it that must not leave as it was. */

import { HIDING } from "./marks.js";
import { CLASS, DESCRIBES, MARK, bits } from "./rules.js";
import { Kind, asks, isDropped } from "./known.js";
import { above, shownIn } from "./frames.js";
import { DRAWN, FIELD, LEAF, SHEET } from "./roles.js";
import { each } from "./history.js";
import {
  SafeSet, firstChild, getAttribute, getAttributeNames, isConnected, localName, nextSibling, nodeType, shadowRoot,
} from "./natives.js";
import { Facts, isOpen } from "./facts.js";
/** @import {Entry} from "./known.js" */
/** @import {Dirt} from "./collect.js" */

export class Remarks extends Facts {
  /** Elements that are excluded since the last flush. @type {Set<Entry>} */
  shut = new SafeSet();
  /** Something is hidden that was not. */
  isHiding = false;

  /**
   * What went: its history, the floor's history, and its ids if it is not in the page now; and what was there for a moment only.
   * @param {Dirt} dirt
   */
  leave(dirt) {
    const { removed, places } = dirt;
    if (removed.length) this.went(removed, places);
    /** @type {string[]} */
    const told = [];
    for (let i = 0; i < dirt.flashed.length; i++) if (this.wasHidden(dirt.flashed[i].node)) told[told.length] = dirt.flashed[i].said;
    if (told.length) this.tell(["kept", 0, 0, told]);
  }

  /**
   * @param {Node[]} removed
   * @param {Node[]} places
   */
  went(removed, places) {
    this.marks.history.note(removed, places, (place) => this.wasHidden(place));
    for (let i = 0; i < removed.length; i++) {
      this.marks.floor.left(places[i], removed[i]);
      if (!isConnected(removed[i])) {
        if (this.marks.history.has(removed[i]) || this.wasFlash(removed[i])) this.tellKept(removed[i]);
        this.forget(removed[i], true);
      } else if (this.known.trace(removed[i])?.gone) this.renew(removed[i]);
    }
  }

  /**
   * Whether this was a marked element that came and went before anybody looked.
   * @param {Node} node
   */
  wasFlash(node) {
    if (nodeType(node) !== 1 || this.known.trace(node) || !(this.marks.of(/** @type {Element} */ (node)) & HIDING)) return false;
    this.marks.history.addInside(node);
    return true;
  }

  /**
   * Whether what lay in this place was hidden, as the place stands now or as the recorder last knew it.
   * @param {Node} place
   */
  wasHidden(place) {
    let entry = /** @type {Entry | null | undefined} */ (null);
    for (let at = /** @type {Node | null} */ (place); at; at = above(at)) {
      const known = this.known.trace(at);
      entry ??= known;
      if (this.marks.history.has(at)) return true;
      const marks = known ? known.marks : nodeType(at) === 1 ? this.marks.of(/** @type {Element} */ (at)) : 0;
      if (marks & HIDING) return true;
    }
    for (let at = entry; at; at = at.parent) if (at.marks & HIDING) return true;
    return false;
  }

  /**
   * The recorder no longer holds this node nor anything below it.
   * @param {Node} top
   * @param {boolean} [isUnwatched] the page may take it apart, and nobody is told
   */
  forget(top, isUnwatched) {
    if (!this.known.trace(top)) return;
    each(top, (node) => {
      const entry = this.known.trace(node);
      if (!entry) return;
      entry.gone ||= this.known.turn;
      if (isUnwatched && entry.marks & HIDING) this.marks.history.addInside(node);
      if (entry.marks) this.boxes.covering.set(/** @type {Element} */ (node), 0);
      if (entry.marks & bits.exclude) {
        if (this.boxes.watched.has(/** @type {Element} */ (node))) this.keep(/** @type {Element} */ (node)); // what came into it just now
        this.boxes.unwatch(/** @type {Element} */ (node));
      }
      if (this.roots.has(node)) this.onLeave(node);
    });
  }

  /**
   * Marks that changed.
   * @param {Dirt} dirt
   */
  remark(dirt) {
    /** @type {Element[]} */
    const opened = [];
    const again = (/** @type {Element} */ element) => {
      const entry = this.known.get(element);
      if (!entry && this.marks.of(element) & HIDING) {
        each(element, (node) => this.hide(this.known.trace(node)));
        this.marks.history.addInside(element);
      }
      if (entry && this.mark(element, entry)) opened[opened.length] = element;
    };
    this.marks.selected.refresh(this.roots).forEach(again);
    for (let i = 0; i < dirt.elements.length; i++) {
      const entry = this.known.trace(dirt.elements[i]); // one that has gone since may have been marked before it went
      if (!entry || !entry.names) continue;
      // Most changes are a class without a mark on an element without a mark: its value is read once, here.
      if (entry.names === "class" && !entry.marks) {
        const value = getAttribute(dirt.elements[i], "class");
        this.values[i] = value;
        if (!value || !this.marks.table.ofClass(value)) continue;
      }
      if (this.touchesMarks(entry, entry.names)) again(dirt.elements[i]);
    }
    for (let i = 0; i < opened.length; i++) this.reopen(opened[i], dirt);
    if (this.isHiding) this.leftHidden(dirt);
  }

  /**
   * Places were hidden since the last flush: what went from there since may have gone after that.
   * @param {Dirt} dirt
   */
  leftHidden({ removed, places }) {
    this.isHiding = false;
    const { history } = this.marks;
    history.note(removed, places, (place) => this.wasHidden(place));
    for (let i = 0; i < removed.length; i++) if (history.has(removed[i])) this.tellKept(removed[i]);
  }

  /** @param {Node} node that may have come just now, and was hidden */
  tellKept(node) {
    if (!isConnected(node)) this.tell(["kept", 0, 0, this.fields.kept.read(node)]);
  }

  /**
   * An element that was excluded is to be told whole.
   * @param {Element} element
   * @param {Dirt} dirt
   */
  reopen(element, dirt) {
    const entry = this.known.get(element);
    if (!entry || entry.marks & bits.exclude) return;
    dirt.parent(element, entry);
    if (!entry.names) dirt.elements[dirt.elements.length] = element;
    entry.names = getAttributeNames(element);
  }

  /**
   * Whether changed attributes may mean other marks.
   * @param {Entry} entry
   * @param {string | string[]} names
   * @returns {boolean}
   */
  touchesMarks(entry, names) {
    if (typeof names === "string") return (this.marks.table.uses(names) & (MARK | CLASS | (entry.role & FIELD ? DESCRIBES : 0))) > 0;
    for (let i = 0; i < names.length; i++) if (this.touchesMarks(entry, names[i])) return true;
    return false;
  }

  /**
   * An element's marks, read anew and told if they changed.
   * @param {Element} element
   * @param {Entry} entry
   * @returns {boolean} it was excluded and is no longer
   */
  mark(element, entry) {
    if (entry.role & FIELD) this.marks.floor.holds(element, localName(element), false);
    const before = entry.marks;
    const marks = this.marks.of(element);
    if (marks === before) return false;
    entry.marks = marks;
    this.boxes.covering.set(element, marks);
    this.isHiding ||= (marks & ~before & HIDING) > 0;
    this.remarked[this.remarked.length] = element;
    if (entry.role & FIELD) this.fields.dirty.add(element);
    if (entry.role & DRAWN && isOpen(entry)) this.samples.watch(element);
    if (!((marks ^ before) & bits.exclude)) return false;
    if (before & bits.exclude) {
      entry.joined = 0; // what its recorder told was forgotten
      entry.closed = (entry.role & LEAF) > 0;
      this.boxes.unwatch(element);
      if (entry.role & SHEET) this.sheets.add(element);
      return true;
    }
    entry.closed = true;
    this.shut.add(entry);
    this.keep(element, true);
    const shadow = shadowRoot(element);
    if (shadow) this.forget(shadow);
    const content = shownIn(element);
    if (content) this.forget(content);
    for (let child = firstChild(element); child; child = nextSibling(child)) this.forget(child);
    this.boxes.watch(element);
    return false;
  }

  /** Known nodes that moved: some came out of a hidden place. */
  rehang() {
    const { moved } = this.serializer.found;
    for (let i = 0; i < moved.length; i++) {
      const node = moved[i];
      const entry = this.known.get(node);
      if (!entry || !this.marks.history.has(node) || entry.marks & bits.mask) continue;
      entry.marks |= bits.mask;
      this.remarked[this.remarked.length] = node;
    }
  }

  /** Changed marks, of nodes that the recorder still holds. */
  tellMarks() {
    const { remarked } = this;
    this.remarked = [];
    if (this.shut.size) this.shut = new SafeSet();
    for (let i = 0; i < remarked.length; i++) {
      const entry = this.standing(remarked[i]);
      if (entry) this.tell(["marks", 0, entry.id, entry.marks]);
    }
  }

  /** Marks that were taken back by whoever set them. */
  tellOpened() {
    const { owner } = this.marks;
    if (!owner.opened.size) return;
    owner.opened.forEach((element) => {
      const entry = this.standing(element);
      if (entry && !asks(entry, HIDING)) this.tell(["opened", 0, entry.id, this.fields.kept.read(element)]);
    });
    owner.opened = new SafeSet();
    this.fields.kept.forget();
    this.boxes.watched.forEach((_, box) => this.keep(box)); // what stands there, too, is still none of anybody's business
  }

  /**
   * A node that left its parent and hangs now where nothing is read.
   * @param {Node} node
   */
  settle(node) {
    const entry = this.known.get(node);
    if (!entry || this.standing(node)) return;
    if (entry.fresh !== this.flush) this.close(entry);
    this.forget(node);
  }

  /**
   * What waits of a node must not leave as it was.
   * @param {Entry} entry
   */
  close(entry) {
    // A mask, for below a node that is excluded now the recorder would forget what may have moved elsewhere.
    const marks = this.shut.has(entry) ? entry.marks & ~bits.exclude : entry.marks;
    const isKnown = entry.kind <= Kind.MATHML && !isDropped(entry, this.known.turn);
    if (isKnown) this.closing[this.closing.length] = ["marks", 0, entry.id, marks | bits.mask];
  }

  /**
   * What waits of a node that went is to be hidden.
   * @param {Entry | undefined} entry
   */
  hide(entry) {
    if (entry?.gone) this.tell(["gone", 0, entry.id]);
  }

  /**
   * A node that went out of sight and came back counts as new, and so does all below it: its frames show other documents now. No mark
   * that has come since can reach what waits of the one that it was.
   * @param {Node} node
   */
  renew(node) {
    const entry = this.known.trace(node);
    if (entry && entry.fresh !== this.flush) this.close(entry);
    this.forget(node);
  }
}
