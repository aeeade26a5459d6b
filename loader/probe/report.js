/**
 * One flush: what became dirty, told as the page stands now.
 *
 * Laws: marks are settled first, then what they hide or show is read; each node is told at most once in a flush; nothing is told of a node
 * that does not stand where it may be read: known, connected, nothing excluded above it.
 */

import { bits } from "./rules.js";
import { Kind, isHeld } from "./known.js";
import { above, openFrame, shownIn } from "./frames.js";
import { FRAME, HOST } from "./roles.js";
import { Found } from "./serialize.js";
import {
  SafeMap, SafeSet, childNodes, compatMode, firstChild, isDefined, nextSibling, nodeCount, parentNode, previousSibling, shadowRoot,
} from "./natives.js";
import { Remarks } from "./remarks.js";
/** @import {Entry} from "./known.js" */
/** @import {Dirt, Few} from "./collect.js" */

export class Report extends Remarks {
  /** @type {Map<Entry, Few>} of the dirt that is told */
  few = new SafeMap();
  /** Roots of whole pages read before the last one was told. @type {Set<Node>} */
  former = new SafeSet();

  /** Roots that went before they were read anew: nobody saw them go, and our hooks would hold their windows for ever. */
  partFormer() {
    const { former } = this;
    this.former = new SafeSet();
    former.forEach((root) => {
      if (!this.roots.has(root)) this.onLeave(root);
    });
  }

  /** All is forgotten; a whole page is about to be read (tree.js). */
  beginTree() {
    this.begin(true);
    this.records = [];
    this.closing = [];
    this.remarked = [];
    this.known.clear();
    this.boxes.stop();
    this.samples.stop();
    this.fields.restart();
    this.styles.clear();
    this.roots.forEach((root) => this.former.add(root));
    this.roots.clear();
    this.roots.add(document);
    this.marks.selected.refresh(this.roots);
  }

  /**
   * The page may have changed since the last slice of a whole page: marks that hold now hold for what is read from here on.
   * @param {Dirt} dirt
   */
  between(dirt) {
    this.serializer.flush = ++this.flush;
    this.marks.floor.forget();
    this.isSettled = false;
    this.leave(dirt);
    this.remark(dirt);
    this.values = [];
  }

  /** What is asked of a whole page when all its nodes are read. */
  questions() {
    const { found } = this.serializer;
    this.serializer.found = new Found();
    this.found(found);
    const { dirty } = this.fields;
    this.fields.dirty = new SafeSet();
    const { sheets, pictures } = this;
    this.sheets = new SafeSet();
    this.pictures = new SafeSet();
    return [
      { list: found.scrolled, tell: (/** @type {Element | Document} */ place) => this.scrolled(place) },
      { list: listOf(dirty), tell: (/** @type {Element} */ field) => this.value(field) },
      { list: listOf(sheets), tell: (/** @type {Element} */ owner) => this.sheet(owner) },
      { list: listOf(pictures), tell: (/** @type {Element} */ image) => this.picture(image) },
    ];
  }

  /**
   * What was found while nodes were read, put where it will be asked for.
   * @param {Found} found
   */
  found(found) {
    for (let i = 0; i < found.hidden.length; i++) this.tell(["gone", 0, found.hidden[i]]);
    for (let i = 0; i < found.covering.length; i++) {
      const element = found.covering[i];
      const entry = this.known.get(element);
      if (!entry) continue;
      this.boxes.covering.set(element, entry.marks);
      if (!(entry.marks & bits.exclude)) continue;
      this.boxes.watch(element);
      this.keep(element, true);
    }
    for (let i = 0; i < found.fields.length; i++) this.fields.dirty.add(found.fields[i]);
    for (let i = 0; i < found.sheets.length; i++) this.sheets.add(found.sheets[i]);
    for (let i = 0; i < found.images.length; i++) this.pictures.add(found.images[i]);
    for (let i = 0; i < found.drawn.length; i++) this.samples.watch(found.drawn[i]);
  }

  /**
   * What is dirty.
   * @param {Dirt} dirt
   */
  changes(dirt) {
    this.begin(false);
    this.few = dirt.few;
    this.fields.vanished((record) => this.tell(record));
    if (dirt.any) this.marks.floor.refresh();
    this.leave(dirt);
    this.remark(dirt);
    if (dirt.removed.length) this.styles.renewed((owner) => this.sheets.add(owner));
    this.isSettled = !dirt.parents.length && !dirt.removed.length && !this.frames.size;
    for (let i = 0; i < dirt.parents.length; i++) this.family(dirt.parents[i]);
    this.frames.forEach((frame) => this.frame(frame));
    this.frames.clear();
    this.rehang();
    for (let i = 0; i < dirt.removed.length; i++) this.settle(dirt.removed[i]);
    this.tellMarks();
    this.tellOpened();
    this.serializer.undefined.forEach((name) => {
      if (!isDefined(name)) return;
      this.serializer.undefined.delete(name);
      this.tell(["defined", 0, name]);
    });
    for (let i = 0; i < dirt.texts.length; i++) this.text(dirt.texts[i]);
    for (let i = 0; i < dirt.elements.length; i++) this.attributes(dirt.elements[i], this.values[i]);
    if (this.values.length) this.values = [];
    if (dirt.unknown) this.boxes.watched.forEach((_, box) => this.keep(box, dirt.relabelled));
    this.told();
    this.known.turn++;
  }

  /**
   * Only marks that changed, while nothing else is observed: what waits must still obey them.
   * @param {Dirt} dirt
   */
  onlyMarks(dirt) {
    this.begin(false);
    this.leave(dirt);
    this.remark(dirt);
    for (let i = 0; i < dirt.removed.length; i++) this.settle(dirt.removed[i]);
    this.tellMarks();
    this.tellOpened();
    this.values = [];
    this.known.turn++;
  }

  /**
   * A parent where nodes came or went, after those above it: so no node ever seems to hang below itself, and one that moved
   * below a new node is told after that.
   * @param {Node} parent
   */
  family(parent) {
    /** @type {Node[]} */
    const line = [parent];
    for (let at = above(parent); at; at = above(at)) {
      const entry = this.known.get(at);
      if (entry && entry.dirty) line[line.length] = at;
      else if (entry && entry.checked === this.flush) break;
    }
    for (let i = line.length - 1; i >= 0; i--) this.children(line[i]);
  }

  /**
   * The children of a parent where nodes came or went.
   * @param {Node} parent
   */
  children(parent) {
    const entry = this.known.get(parent);
    if (!entry || !entry.dirty) return;
    entry.dirty = false;
    if (parent === document) this.serializer.onRoot(document); // it may have been written anew
    if (entry.fresh === this.flush) return;
    if (entry.closed) return this.inside(/** @type {Element} */ (parent), entry);
    if (entry.role & FRAME) return this.frame(/** @type {Element} */ (parent));
    if (!this.standing(parent)) return;
    const shadow = entry.role & HOST ? shadowRoot(/** @type {Element} */ (parent)) : null;
    if (shadow && !this.known.get(shadow)) this.serializer.grow(shadow, entry);
    const few = this.few.get(entry);
    const runs = few && this.runs(parent, entry, few.came);
    if (runs && !this.serializer.passed) this.splice(parent, entry, few.gone, runs);
    else this.list(parent, entry);
    if (entry.kind === Kind.ELEMENT) this.optionsChanged(/** @type {Element} */ (parent));
  }

  /**
   * All children of a parent.
   * @param {Node} parent
   * @param {Entry} entry
   */
  list(parent, entry) {
    /** @type {number[]} */
    const ids = [];
    for (let child = firstChild(parent); child; child = nextSibling(child)) this.child(child, entry, ids);
    this.tell(["children", 0, entry.id, ids, this.serializer.take()]);
  }

  /**
   * @param {Node} child
   * @param {Entry} entry of its parent
   * @param {number[]} ids the child's is added to these, if the child is told
   */
  child(child, entry, ids) {
    let told = /** @type {Entry | null | undefined} */ (this.known.get(child));
    if (told && told.parent !== entry) told = this.moved(child, told, entry);
    told ??= this.serializer.grow(child, entry);
    if (told) ids[ids.length] = told.id;
  }

  /**
   * Those of a parent's children that came since it was told last, as `splice` tells them. A long list costs no more than a short one.
   * @param {Node} parent
   * @param {Entry} entry
   * @param {Node[]} nodes that came, and may have gone again
   * @returns {number[][] | undefined} nothing: the recorder does not know the child before one of them
   */
  runs(parent, entry, nodes) {
    /** @type {Set<Node>} */
    const came = new SafeSet();
    for (let i = 0; i < nodes.length; i++) if (parentNode(nodes[i]) === parent) came.add(nodes[i]);
    /** @type {number[][]} */
    const runs = [];
    for (let i = 0; i < nodes.length; i++) {
      if (!came.has(nodes[i])) continue;
      let first = nodes[i];
      let before = previousSibling(first);
      for (; before && came.has(before); before = previousSibling(before)) first = before;
      const left = before && this.known.get(before);
      if (before && (!left || left.parent !== entry)) return undefined;
      const ids = runs[runs.length] = [left ? left.id : 0];
      for (let at = /** @type {Node | null} */ (first); at && came.delete(at); at = nextSibling(at)) this.child(at, entry, ids);
    }
    return runs;
  }

  /**
   * What came to a parent and what went from it.
   * @param {Node} parent
   * @param {Entry} entry
   * @param {number[]} gone
   * @param {number[][]} runs
   */
  splice(parent, entry, gone, runs) {
    const nodes = this.serializer.take();
    if (gone.length || runs.length || nodes.length) this.tell(["splice", 0, entry.id, gone, runs, nodeCount(childNodes(parent)), nodes]);
  }

  /**
   * The document that a frame shows: told whole when it is another one than before.
   * @param {Element} frame
   */
  frame(frame) {
    const entry = this.known.get(frame);
    if (!entry || entry.closed || entry.fresh === this.flush || !this.standing(frame)) return;
    const before = shownIn(frame);
    const content = openFrame(frame);
    const known = content && this.known.get(content);
    if (known && known.parent === entry && known.mode === compatMode(content)) return this.serializer.onRoot(content); // written anew: its listeners went
    if (before) this.forget(before);
    const told = content && this.serializer.grow(content, entry);
    if (before || told) this.tell(["children", 0, entry.id, told ? [told.id] : [], this.serializer.take()]);
  }

  /**
   * A known node hangs below another parent now.
   * @param {Node} node
   * @param {Entry} entry
   * @param {Entry} parent
   * @returns {Entry | null} null: the recorder does not hold it any more
   */
  moved(node, entry, parent) {
    if (entry.unseen || !isHeld(entry)) return null;
    entry.parent = parent;
    const { moved } = this.serializer.found;
    moved[moved.length] = node;
    return entry;
  }

  /** What follows from what was told: values of fields, sheets, sizes. */
  told() {
    const { found } = this.serializer;
    this.found(found);
    for (let i = 0; i < found.scrolled.length; i++) this.scrolled(found.scrolled[i]);
    this.toggled.forEach((element) => this.toggle(element));
    this.toggled.clear();
    this.joined.forEach((number, frame) => this.join(frame, number));
    this.fields.dirty.forEach((field) => this.value(field));
    this.fields.keep();
    this.fields.clear();
    this.fields.kept.take((record) => this.tell(record));
    this.styles.take().forEach((rules, sheet) => this.rules(sheet, rules));
    this.sheets.forEach((owner) => this.sheet(owner));
    if (this.sheets.size) this.sheets = new SafeSet();
    this.roots.forEach((root) => this.adopted(root));
    this.pictures.forEach((image) => this.picture(image));
    if (this.pictures.size) this.pictures = new SafeSet();
    this.samples.taken.forEach((url, element) => this.drawn(element, url));
    if (this.samples.taken.size) this.samples.taken.clear();
    this.boxes.sizes.forEach((size, element) => this.box(element, size.width, size.height, size.place));
    this.boxes.sizes.clear();
  }
}

/**
 * @template T
 * @param {Set<T>} set
 */
function listOf(set) {
  /** @type {T[]} */
  const list = [];
  set.forEach((one) => (list[list.length] = one));
  return list;
}
