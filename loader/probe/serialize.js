/**
 * Subtrees as entries of `nodes` (see recorder/records.py), in one pass without recursion.
 *
 * Laws: nothing inside an excluded element, a leaf or a style sheet is read; of an excluded element only its name is told;
 * the value attribute of a field on the floor is not read; a node known already is told as a reference.
 */

import { CLASS, MARK, READ, bits, limits } from "./rules.js";
import { Kind, asks, isHeld } from "./known.js";
import { COVERING, HIDING } from "./marks.js";
import { above, openFrame } from "./frames.js";
import { DRAWN, FIELD, FRAME, HOST, IMAGE, LEAF, SHEET, roleOf } from "./roles.js";
import {
  baseURI, compatMode, data, doctypeName, SafeSet, firstChild, firstElement, getAttribute, getAttributeNames, indexOf, isDefined, localName, namespaceURI, nextSibling,
  nodeType, now, publicId, shadowRoot, slice, systemId,
} from "./natives.js";
import { topOf, touchesTop } from "./top.js";
/** @import {Entry, Known} from "./known.js" */
/** @import {Marks} from "./marks.js" */

const HTML = "http://www.w3.org/1999/xhtml";
const SVG = "http://www.w3.org/2000/svg";
const MATHML = "http://www.w3.org/1998/Math/MathML";

/** The page is larger than any page we can follow. */
export class Overflow extends Error {
  constructor() {
    super();
    this.name = "Overflow";
  }
}

/** What was found while serialising that needs more than an entry. */
export class Found {
  constructor() {
    /** @type {Element[]} */
    this.fields = [];
    /** @type {Element[]} */
    this.sheets = [];
    /** @type {Element[]} */
    this.images = [];
    /** @type {Element[]} canvases and films that the owner opened */
    this.drawn = [];
    /** @type {Element[]} in which no pointer's place is told */
    this.covering = [];
    /** @type {(Element | Document)[]} that may be scrolled, in a whole page; later the browser tells of it */
    this.scrolled = [];
    /** @type {number[]} ids under which nodes were known that went, and came back to be hidden */
    this.hidden = [];
    /** @type {Node[]} known nodes that hang below a new one now */
    this.moved = [];
  }
}

/** What is still to be read of a subtree: a pass over it that can rest. */
export class Walk {
  /**
   * @param {Node} top
   * @param {Entry | null} parent
   */
  constructor(top, parent) {
    this.top = top;
    /** @type {Node | null} the next one to be read */
    this.node = top;
    /** Its parent. */
    this.up = parent;
    /** @type {Node[]} those to be read later, the last first */
    this.nodes = [];
    /** @type {(Entry | null)[]} their parents */
    this.parents = [];
    this.left = 0;
    /** @type {Entry | null} */
    this.entry = null;
    /** @type {(Node | null)[]} where each of them, and `node` last, hung when the pass began to rest */
    this.places = [];
  }

  /** The page may change from now on. */
  rest() {
    for (let i = 0; i < this.left; i++) this.places[i] = above(this.nodes[i]);
    this.places[this.left] = this.node && above(this.node);
  }

  /**
   * Goes on with what still hangs where it may be read; what went elsewhere is found there, or told when it is known what changed.
   * @param {(place: Node) => Entry | undefined} standing
   * @param {Known} known
   * @param {(place: Node, entry: Entry) => void} onLost what hangs there was not read, should it come back, or was read where it hung before
   */
  wake(standing, known, onLost) {
    const still = (/** @type {number} */ i) => {
      const place = this.places[i];
      const parent = i < this.left ? this.parents[i] : this.up;
      const node = i < this.left ? this.nodes[i] : this.node;
      const entry = place && standing(place);
      if (!node) return null;
      const stands = entry && entry === parent && !entry.closed;
      if (stands && above(node) === place && !known.get(node)) return node;
      if (place && parent && known.get(place) === parent) onLost(place, parent);
      if (!stands) return null;
      for (let child = firstChild(place); child; child = nextSibling(child)) if (!known.get(child)) return child;
      return null;
    };
    const node = still(this.left);
    let left = 0;
    for (let i = 0; i < this.left; i++) {
      const later = still(i);
      if (!later) continue;
      this.nodes[left] = later;
      this.parents[left++] = this.parents[i];
    }
    if (node || !left) this.node = node;
    else {
      this.node = this.nodes[--left];
      this.up = this.parents[left];
    }
    this.left = left;
  }
}

export class Serializer {
  /**
   * @param {Known} known
   * @param {Marks} marks
   * @param {(root: ShadowRoot | Document) => void} onRoot an open shadow root, or a frame's document, is about to be read
   * @param {(top: Node) => void} onUnseen a known node that may have changed while nobody looked is about to be read as a new one
   */
  constructor(known, marks, onRoot, onUnseen) {
    this.onUnseen = onUnseen;
    this.known = known;
    this.marks = marks;
    this.onRoot = onRoot;
    this.found = new Found();
    /** @type {Set<string>} names of custom elements that had no definition when they were read */
    this.undefined = new SafeSet();
    /** @type {(string | number)[]} */
    this.out = [];
    this.size = 0;
    this.flush = 0;
    this.count = 0;
    /** A whole page is read: nothing can be known already. */
    this.whole = false;
    /** A node was met that is not told: how many children a parent has says nothing of how many are known. */
    this.passed = false;
  }

  /**
   * @param {number} flush number of this flush
   * @param {boolean} whole
   */
  begin(flush, whole) {
    this.flush = flush;
    this.whole = whole;
    if (whole) this.passed = false;
    this.count = 0;
    this.found = new Found();
  }

  /** The entries since the last call. */
  take() {
    const out = this.out;
    out.length = this.size; // what was written of an element before it turned out to be excluded
    this.out = [];
    this.size = 0;
    return out;
  }

  /**
   * Serialises a node and all below it.
   * @param {Node} top not known
   * @param {Entry | null} parent
   * @returns {Entry | null} its entry; null for kinds of nodes that are not told
   */
  grow(top, parent) {
    const walk = new Walk(top, parent);
    this.go(walk, 0);
    return walk.entry;
  }

  /**
   * Serialises what a pass has left.
   * @param {Walk} walk
   * @param {number} end when it rests, in epoch ms; 0: never
   * @returns {boolean} nothing is left
   */
  go(walk, end) {
    const { top, nodes, parents } = walk;
    let { left, up } = walk;
    let node = walk.node;
    for (let read = 1; node; read++) {
      if (end && read % limits.slice_nodes === 0 && now() >= end) break;
      const next = node === top ? null : nextSibling(node);
      if (next) {
        nodes[left] = next;
        parents[left++] = up;
      }
      const entry = this.visit(node, up);
      if (node === top) walk.entry = entry;
      let child = /** @type {Node | null} */ (null);
      if (entry && !entry.closed && entry.fresh === this.flush) {
        child = entry.role & FRAME ? openFrame(/** @type {Element} */ (node)) : firstChild(node);
        const shadow = entry.role & HOST ? shadowRoot(/** @type {Element} */ (node)) : null;
        if (shadow) {
          if (child) {
            nodes[left] = child;
            parents[left++] = entry;
          }
          up = this.enter(shadow, entry);
          child = firstChild(shadow);
        } else up = entry;
      }
      if (child) node = child;
      else if (left) {
        node = nodes[--left];
        up = parents[left];
      } else node = null;
    }
    walk.left = left;
    walk.node = node;
    walk.up = up;
    return !node;
  }

  /**
   * An open shadow root becomes known.
   * @param {ShadowRoot} root
   * @param {Entry} parent
   */
  enter(root, parent) {
    this.onRoot(root);
    return this.put(root, parent, Kind.SHADOW);
  }

  /**
   * @param {Node} node
   * @param {Entry | null} parent
   * @returns {Entry | null}
   */
  visit(node, parent) {
    if (!this.whole) {
      const known = this.known.get(node);
      if (known && !known.unseen && isHeld(known)) return this.refer(node, known, parent);
      if (known) this.onUnseen(node);
    }
    switch (nodeType(node)) {
      case 1:
        return this.element(/** @type {Element} */ (node), parent);
      case 3:
      case 4: { // a CDATA section: text, written otherwise
        const entry = this.put(node, parent, Kind.TEXT);
        entry.closed = true;
        const { was } = this.known;
        entry.marks = this.marks.history.has(node) ? bits.mask : 0;
        if (was) this.compare(was, entry);
        this.out[this.size++] = entry.marks;
        this.out[this.size++] = clip(data(node), limits.text_chars);
        return entry;
      }
      case 8: {
        const entry = this.put(node, parent, Kind.COMMENT);
        entry.closed = true;
        return entry;
      }
      case 9: {
        if (parent) this.onRoot(/** @type {Document} */ (node));
        const entry = this.put(node, parent, Kind.DOCUMENT);
        entry.mode = compatMode(/** @type {Document} */ (node));
        if (parent) this.found.scrolled[this.found.scrolled.length] = /** @type {Document} */ (node);
        this.out[this.size++] = entry.mode;
        this.out[this.size++] = clip(baseURI(node), limits.attribute_chars);
        return entry;
      }
      case 10: {
        const entry = this.put(node, parent, Kind.DOCTYPE);
        entry.closed = true;
        this.out[this.size++] = doctypeName(node);
        this.out[this.size++] = publicId(node);
        this.out[this.size++] = systemId(node);
        return entry;
      }
      case 11:
        return this.enter(/** @type {ShadowRoot} */ (node), /** @type {Entry} */ (parent));
      default:
        this.passed = true;
        return null; // a processing instruction shows nothing
    }
  }

  /**
   * @param {Node} node
   * @param {Entry} entry
   * @param {Entry | null} parent
   */
  refer(node, entry, parent) {
    entry.parent = parent;
    this.found.moved[this.found.moved.length] = node;
    this.out[this.size++] = entry.id;
    this.out[this.size++] = parent ? parent.id : 0;
    this.out[this.size++] = Kind.REFERENCE;
    return entry;
  }

  /**
   * @param {Node} node
   * @param {Entry | null} parent
   * @param {number} kind
   */
  put(node, parent, kind) {
    if (++this.count > limits.tree_nodes) throw new Overflow();
    const entry = this.known.add(node, parent, kind, this.flush);
    this.out[this.size++] = entry.id;
    this.out[this.size++] = parent ? parent.id : 0;
    this.out[this.size++] = kind;
    return entry;
  }

  /**
   * A node that had gone is back as a new one: what waits of the one before must not show what is hidden now.
   * @param {Entry} was
   * @param {Entry} entry
   */
  compare(was, entry) {
    const isHidden = entry.marks & ~was.marks & HIDING || was.marks & ~entry.marks & bits.allow || asks(entry.parent, HIDING);
    if (isHidden) this.found.hidden[this.found.hidden.length] = was.id;
  }

  /**
   * @param {Element} element
   * @param {Entry | null} parent
   */
  element(element, parent) {
    const { out, marks: rules } = this;
    const name = localName(element);
    let role = roleOf(name);
    const space = namespaceURI(element);
    const kind = space === SVG ? Kind.SVG : space === MATHML ? Kind.MATHML : Kind.ELEMENT;
    if (space !== HTML) role &= space === SVG && name === "style" ? LEAF | SHEET : LEAF;
    const entry = this.put(element, parent, kind);
    entry.role = role;
    const { was } = this.known;
    const onFloor = role & FIELD && rules.floor.holds(element, name, true);
    let marks = rules.beside(element);
    const at = this.size;
    out[this.size++] = name;
    this.size += 2;
    const names = getAttributeNames(element);
    let told = 0;
    for (let i = 0; i < names.length; i++) {
      const uses = rules.table.uses(names[i]);
      if (!uses || (onFloor && (names[i] === "value" || names[i] === "checked"))) continue;
      const value = getAttribute(element, names[i]) ?? "";
      if (uses & (MARK | CLASS)) marks |= rules.inAttribute(uses, names[i], value);
      if (!(uses & READ)) continue;
      out[this.size++] = names[i];
      out[this.size++] = clip(value, limits.attribute_chars);
      told++;
      const top = touchesTop(element, names[i]) && topOf(element);
      if (top) {
        out[this.size++] = ":top";
        out[this.size++] = top;
        told++;
      }
    }
    if (role & HOST && kind === Kind.ELEMENT && indexOf(name, "-") > 0) {
      if (isDefined(name)) {
        out[this.size++] = ":defined";
        out[this.size++] = "";
        told++;
      } else this.undefined.add(name);
    }
    if (marks & bits.exclude) {
      this.size = at + 3;
      told = 0;
    } else if (role & (FIELD | SHEET | IMAGE | DRAWN)) this.notice(element, role, marks);
    if (marks & COVERING) this.found.covering[this.found.covering.length] = element;
    out[at + 1] = entry.marks = marks;
    out[at + 2] = told;
    if (was) this.compare(was, entry);
    entry.closed = Boolean(marks & bits.exclude || role & LEAF);
    // What holds no elements is hardly ever scrolled. Asked later: to ask may make the browser lay out the page.
    if (this.whole && !entry.closed && firstElement(element)) {
      this.found.scrolled[this.found.scrolled.length] = element;
    }
    return entry;
  }

  /**
   * @param {Element} element
   * @param {number} role
   * @param {number} marks
   */
  notice(element, role, marks) {
    const { found } = this;
    if (role & DRAWN && marks & bits.allow) found.drawn[found.drawn.length] = element;
    if (role & FIELD) found.fields[found.fields.length] = element;
    if (role & SHEET) found.sheets[found.sheets.length] = element;
    if (role & IMAGE) found.images[found.images.length] = element;
  }
}

/**
 * @param {string} text
 * @param {number} chars
 */
export const clip = (text, chars) => (text.length > chars ? slice(text, 0, chars) : text);
