/**
 * One flush: what became dirty, told as the page stands now.
 *
 * Laws: marks are settled first, then what they hide or show is read; each node is told at most once in a flush; nothing is told of a node
 * that does not stand where it may be read: known, connected, nothing excluded above it.
 */

import { HIDING } from "./marks.js";
import { CLASS, DESCRIBES, MARK, READ, bits, limits } from "./rules.js";
import { Kind, asks, isDropped, isHeld } from "./known.js";
import { above, openFrame, shownIn } from "./frames.js";
import { DRAWN, FIELD, FRAME, HOST, IMAGE, LEAF, SHEET } from "./roles.js";
import { each } from "./history.js";
import { Found, clip } from "./serialize.js";
import { ownerOf, rulesOf } from "./sheets.js";
import { topOf, touchesTop } from "./top.js";
/** @import {Samples} from "./samples.js" */
/** @import {Sheets} from "./sheets.js" */
import {
  SafeMap, SafeSet, compatMode, firstChild, getAttribute, getAttributeNames, data, isConnected, isDefined, localName, naturalSize,
  nextSibling, nodeType, parentNode, round, scrollLeft, scrollTop, scrollX, scrollY, shadowRoot, windowOf,
} from "./natives.js";
/** @import {Entry, Known} from "./known.js" */
/** @import {Marks} from "./marks.js" */
/** @import {Serializer} from "./serialize.js" */
/** @import {Fields} from "./fields.js" */
/** @import {Boxes} from "./boxes.js" */
/** @import {Dirt} from "./collect.js" */

export class Report {
  /**
   * @param {Known} known
   * @param {Marks} marks
   * @param {Serializer} serializer
   * @param {Fields} fields
   * @param {Boxes} boxes
   * @param {Sheets} styles
   * @param {Samples} samples
   * @param {Set<Node>} roots the document and the shadow roots known
   * @param {(root: Node) => void} onLeave a shadow root is no longer known
   */
  constructor(known, marks, serializer, fields, boxes, styles, samples, roots, onLeave) {
    this.onLeave = onLeave;
    this.known = known;
    this.marks = marks;
    this.serializer = serializer;
    this.fields = fields;
    this.boxes = boxes;
    this.styles = styles;
    this.samples = samples;
    this.roots = roots;
    this.flush = 0;
    /** The flush in which what is read now began to be read. */
    this.treeFlush = 0;
    /** No node came, went or moved: whatever is held stands where it stood. */
    this.isSettled = false;
    /** @type {unknown[][]} */
    this.records = [];
    /** @type {unknown[][]} marks of what went into closed places, to be told before it is gone */
    this.closing = [];
    /** @type {(string | null | undefined)[]} classes read already, by the place of their element among the dirty ones */
    this.values = [];
    /** @type {Node[]} whose marks changed in this flush */
    this.remarked = [];
    /** @type {Set<Element>} style sheets that may have changed */
    this.sheets = new SafeSet();
    /** @type {Set<Element>} frames that may show another document */
    this.frames = new SafeSet();
    /** @type {Map<Element, number>} frames that record themselves */
    this.joined = new SafeMap();
    /** @type {Set<Element>} popovers that were opened or closed */
    this.toggled = new SafeSet();
    /** @type {Set<Element>} pictures that may have another size */
    this.pictures = new SafeSet();
  }

  /** @param {unknown[]} record */
  tell(record) {
    this.records[this.records.length] = record;
  }

  /**
   * What went where nothing is read, handed over: what waits of it must not leave either. It is told in a batch of its own, for in one
   * batch the recorder hears first what is gone.
   */
  takeClosing() {
    const { closing } = this;
    this.closing = [];
    return closing;
  }

  /** The records of this flush, handed over. */
  take() {
    const { records } = this;
    this.records = [];
    return records;
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
    this.fields.clear();
    this.styles.clear();
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
    for (let i = 0; i < found.excluded.length; i++) {
      const entry = this.known.get(found.excluded[i]);
      if (!entry || !(entry.marks & bits.exclude)) continue;
      this.boxes.watch(found.excluded[i]);
      this.keep(found.excluded[i]);
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
    const vanished = this.fields.vanished();
    for (let i = 0; i < vanished.length; i++) this.tell(vanished[i]);
    if (dirt.any) this.marks.floor.refresh();
    this.leave(dirt);
    this.remark(dirt);
    if (dirt.removed.length) this.styles.renewed((owner) => this.sheets.add(owner));
    this.isSettled = !dirt.parents.length && !dirt.removed.length && !this.frames.size;
    for (let i = 0; i < dirt.parents.length; i++) this.family(dirt.parents[i]);
    this.frames.forEach((frame) => this.frame(frame));
    if (this.frames.size) this.frames = new SafeSet();
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
    if (dirt.unknown) this.boxes.watched.forEach((_, box) => this.keep(box));
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

  /** @param {boolean} whole */
  begin(whole) {
    this.marks.floor.forget();
    this.serializer.begin(++this.flush, whole);
    this.treeFlush = this.flush;
  }

  /**
   * What went: its history, the floor's history, and its ids if it is not in the page now.
   * @param {Dirt} dirt
   */
  leave(dirt) {
    const { removed, places } = dirt;
    if (!removed.length) return;
    this.marks.history.note(removed, places, (place) => this.wasHidden(place));
    for (let i = 0; i < removed.length; i++) {
      this.marks.floor.left(places[i], removed[i]);
      if (!isConnected(removed[i])) {
        if (this.marks.history.has(removed[i])) this.tell(["kept", 0, 0, this.fields.kept.read(removed[i])]); // it may have come just now
        this.forget(removed[i]);
      } else if (this.known.trace(removed[i])?.gone) this.renew(removed[i]);
    }
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
   */
  forget(top) {
    if (!this.known.trace(top)) return;
    each(top, (node) => {
      const entry = this.known.trace(node);
      if (!entry) return;
      entry.gone ||= this.known.turn;
      if (entry.marks & bits.exclude) this.boxes.unwatch(/** @type {Element} */ (node));
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
      if (!entry && this.marks.of(element) & HIDING) each(element, (node) => this.hide(this.known.trace(node)));
      if (entry && this.mark(element, entry)) opened[opened.length] = element;
    };
    this.marks.selected.refresh(this.roots).forEach(again);
    for (let i = 0; i < dirt.elements.length; i++) {
      const entry = this.known.get(dirt.elements[i]);
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
    this.keep(element);
    const shadow = shadowRoot(element);
    if (shadow) this.forget(shadow);
    const content = shownIn(element);
    if (content) this.forget(content);
    for (let child = firstChild(element); child; child = nextSibling(child)) this.forget(child);
    this.boxes.watch(element);
    return false;
  }

  /**
   * Whether a node may be read where it stands now: the recorder holds it and everything above it, and nothing above is closed.
   * @param {Node} node
   * @returns {Entry | undefined}
   */
  standing(node) {
    const own = this.known.get(node);
    if (!own || own.checked === this.flush) return own;
    let at = /** @type {Node | null} */ (node);
    for (let entry = own; entry.checked !== this.flush && entry.parent; ) {
      /** @type {Entry | null | undefined} */
      let next = entry.parent;
      if (!this.isSettled) {
        at = at && above(at);
        next = at && this.known.get(at);
      }
      if (!next || next.gone || next.closed) return undefined;
      entry = next;
    }
    // What hangs above by the recorder's knowledge, which by now is also where it hangs.
    for (let entry = /** @type {Entry | null} */ (own); entry && entry.checked !== this.flush; entry = entry.parent) entry.checked = this.flush;
    return own;
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
    if (entry.fresh === this.flush) return;
    if (entry.closed) return this.inside(/** @type {Element} */ (parent), entry);
    if (entry.role & FRAME) return this.frame(/** @type {Element} */ (parent));
    if (!this.standing(parent)) return;
    /** @type {number[]} */
    const ids = [];
    const shadow = entry.role & HOST ? shadowRoot(/** @type {Element} */ (parent)) : null;
    if (shadow && !this.known.get(shadow)) this.serializer.grow(shadow, entry);
    for (let child = firstChild(parent); child; child = nextSibling(child)) {
      let told = /** @type {Entry | null | undefined} */ (this.known.get(child));
      if (told && told.parent !== entry) told = this.moved(child, told, entry);
      told ??= this.serializer.grow(child, entry);
      if (told) ids[ids.length] = told.id;
    }
    this.tell(["children", 0, entry.id, ids, this.serializer.take()]);
    if (entry.kind === Kind.ELEMENT) this.optionsChanged(/** @type {Element} */ (parent));
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
    // A mask, for below an excluded node the recorder would forget what may have moved elsewhere.
    const isKnown = entry.kind <= Kind.MATHML && !isDropped(entry, this.known.turn);
    if (isKnown) this.closing[this.closing.length] = ["marks", 0, entry.id, entry.marks | bits.mask];
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

  /**
   * Something changed in an element below which nothing is told.
   * @param {Element} element
   * @param {Entry} entry
   */
  inside(element, entry) {
    if (entry.role & SHEET) this.sheets.add(element);
    else if (entry.role & FIELD) this.fields.dirty.add(element);
  }

  /**
   * Other options may mean another choice.
   * @param {Element} parent
   */
  optionsChanged(parent) {
    const name = localName(parent);
    if (name === "select") this.fields.dirty.add(parent);
    const up = name === "optgroup" || name === "option" ? parentNode(parent) : null;
    if (up && nodeType(up) === 1) this.optionsChanged(/** @type {Element} */ (up));
  }

  /** @param {Node} text */
  text(text) {
    const entry = this.known.get(text);
    if (!entry) return;
    entry.dirty = false;
    if (entry.kind !== Kind.TEXT || entry.fresh === this.flush || !this.standing(text)) return;
    this.tell(["text", 0, entry.id, clip(data(text), limits.text_chars)]);
  }

  /**
   * @param {Element} element
   * @param {string | null} [value] if only the class changed and was read already
   */
  attributes(element, value) {
    const entry = this.known.get(element);
    if (!entry) return;
    const { names } = entry;
    entry.names = null;
    if (!names || entry.fresh === this.flush || entry.marks & bits.exclude || !this.standing(element)) return;
    /** @type {(string | null)[]} */
    const told = [];
    if (value !== undefined) {
      told[0] = "class";
      told[1] = value === null ? null : clip(value, limits.attribute_chars);
    } else if (typeof names === "string") this.attribute(element, entry, names, told);
    else for (let i = 0; i < names.length; i++) this.attribute(element, entry, names[i], told);
    if (told.length) this.tell(["attributes", 0, entry.id, entry.marks, told]);
    if (entry.role & FIELD) this.fields.dirty.add(element);
    if (entry.role & SHEET) this.sheets.add(element);
  }

  /**
   * @param {Element} element
   * @param {Entry} entry
   * @param {string} name
   * @param {(string | null)[]} told
   */
  attribute(element, entry, name, told) {
    if (!(this.marks.table.uses(name) & READ)) return;
    if (entry.marks & bits.floor && (name === "value" || name === "checked")) return;
    const value = getAttribute(element, name);
    told[told.length] = name;
    told[told.length] = value === null ? null : clip(value, limits.attribute_chars);
    if (touchesTop(element, name)) {
      told[told.length] = ":top";
      told[told.length] = topOf(element) || null;
    }
  }

  /** What follows from what was told: values of fields, sheets, sizes. */
  told() {
    const { found } = this.serializer;
    this.found(found);
    for (let i = 0; i < found.scrolled.length; i++) this.scrolled(found.scrolled[i]);
    this.toggled.forEach((element) => this.toggle(element));
    if (this.toggled.size) this.toggled = new SafeSet();
    this.joined.forEach((number, frame) => this.join(frame, number));
    this.fields.dirty.forEach((field) => this.value(field));
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

  /**
   * What stands in a box, if that has changed.
   * @param {Element} box
   */
  keep(box) {
    const record = this.fields.kept.record(box);
    if (record) this.tell(record);
  }

  /**
   * A frame records itself: its recorder hears of that when the frame is told.
   * @param {Element} frame
   * @param {number} number
   */
  join(frame, number) {
    if (!isConnected(frame)) this.joined.delete(frame);
    const entry = this.standing(frame);
    if (!entry || entry.marks & bits.exclude || entry.joined === number) return;
    entry.joined = number;
    this.tell(["frame", 0, entry.id, number]);
  }

  /**
   * How far an element, or a document, is scrolled already.
   * @param {Element | Document} place
   */
  scrolled(place) {
    const isDocument = nodeType(place) === 9;
    const view = isDocument && windowOf(/** @type {Document} */ (place));
    if (isDocument && !view) return; // its frame went while the page was read
    const [x, y] = view ? [scrollX(view), scrollY(view)] : [scrollLeft(/** @type {Element} */ (place)), scrollTop(/** @type {Element} */ (place))];
    const entry = x || y ? this.standing(place) : undefined;
    if (entry) this.tell(["scroll", 0, entry.id, round(x), round(y)]);
  }

  /**
   * A popover was opened or closed.
   * @param {Element} popover
   */
  toggle(popover) {
    const entry = this.standing(popover);
    if (!entry || entry.fresh === this.flush || entry.marks & bits.exclude) return;
    this.tell(["attributes", 0, entry.id, entry.marks, [":top", topOf(popover) || null]]);
  }

  /** @param {Element} field */
  value(field) {
    const entry = this.standing(field);
    if (!entry || entry.marks & bits.exclude || !(entry.role & FIELD)) return;
    if (entry.fresh < this.treeFlush && !(entry.marks & bits.floor) && this.marks.floor.holds(field, localName(field), false)) {
      entry.marks |= bits.floor;
      this.tell(["marks", 0, entry.id, entry.marks]);
    }
    const record = this.fields.record(field, entry);
    if (!record) return;
    const before = this.fields.before(field, record);
    if (before) this.tell(before);
    this.tell(record);
  }

  /** @param {Element} owner */
  sheet(owner) {
    const entry = this.standing(owner);
    if (!entry || entry.marks & bits.exclude) return;
    const text = this.styles.text(owner);
    if (text !== null) this.tell(["sheet", 0, entry.id, text]);
  }

  /**
   * Rules that scripts changed: one by one, or the whole sheet.
   * @param {CSSStyleSheet} sheet
   * @param {import("./sheets.js").Rules} rules
   */
  rules(sheet, rules) {
    const owner = ownerOf(sheet);
    if (owner) {
      const entry = this.sheets.has(owner) ? undefined : this.standing(owner);
      if (!entry || entry.marks & bits.exclude) return;
      if (rules) this.tell(["rules", 0, entry.id, rules]);
      else this.sheets.add(owner);
      return;
    }
    const id = this.styles.ids.get(sheet);
    if (id !== undefined) this.tell(["sheet", 0, id, rulesOf(sheet) ?? ""]);
  }

  /**
   * The sheets that a root has adopted.
   * @param {Node} root
   */
  adopted(root) {
    const entry = this.standing(root);
    const adoption = entry && this.styles.adoption(root, entry);
    if (adoption) this.tell(["adopted", 0, entry.id, adoption.ids, adoption.texts]);
  }

  /**
   * A picture, a link or a frame has loaded.
   * @param {Element} element
   */
  loaded(element) {
    const role = this.known.get(element)?.role ?? 0;
    if (role & SHEET) this.sheets.add(element);
    else if (role & IMAGE) this.pictures.add(element);
    else if (role & FRAME) this.frames.add(element);
    else if (getAttribute(element, "popover") !== null) this.toggled.add(element);
  }

  /**
   * A picture of what an opened element shows.
   * @param {Element} element
   * @param {string} url
   */
  drawn(element, url) {
    const entry = this.standing(element);
    if (entry && isOpen(entry)) this.tell(["drawn", 0, entry.id, url]);
    else this.samples.unwatch(element);
  }

  /** @param {Element} image */
  picture(image) {
    const { width, height } = naturalSize(image);
    const marks = this.known.get(image)?.marks ?? bits.exclude;
    if (width && !(marks & bits.exclude)) this.box(image, width, height);
  }

  /**
   * @param {Element} element
   * @param {number} width
   * @param {number} height
   * @param {string[]} [place]
   */
  box(element, width, height, place) {
    const entry = this.standing(element);
    if (!entry) return;
    if (place) this.tell(["place", 0, entry.id, place]);
    this.tell(["box", 0, entry.id, round(width), round(height)]);
  }
}

/**
 * Whether the owner opened an element itself, so that what it draws may be sampled.
 * @param {Entry} entry
 */
const isOpen = (entry) => (entry.marks & (bits.allow | bits.exclude | bits.mask | bits.ignore)) === bits.allow;

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
