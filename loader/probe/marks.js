/**
 * The marks that hold for one element itself: from its attributes and classes, the owner, the floor and its history.
 */

import { CLASS, MARK, MarkTable, bits } from "./rules.js";
import { SafeWeakMap, getAttribute, getAttributeNames } from "./natives.js";
import { Floor } from "./floor.js";
import { History } from "./history.js";
import { Selected } from "./selected.js";
/** @import {Owner} from "./owner.js" */

/** Below these nothing of the page's own shows, or it is hidden: what comes out of there stays masked. */
export const HIDING = bits.exclude | bits.mask;
/** Where a pointer is in these is not told. */
export const COVERING = HIDING | bits.ignore;

/** What one recording of this page has seen holds for the next one, too: what was a password is one still. */
const floor = new Floor();
const history = new History();

export class Marks {
  /**
   * @param {boolean | string[]} aliases
   * @param {Owner} owner
   */
  constructor(aliases, owner) {
    this.table = new MarkTable(aliases);
    this.owner = owner;
    this.selected = new Selected(owner);
    this.floor = floor;
    this.history = history;
    /** What the owner's rules in Python ask for. @type {WeakMap<Element, number>} */
    this.treated = new SafeWeakMap();
    this.anyTreated = false;
  }

  /**
   * The owner's rules in Python ask for these marks on an element, and no others.
   * @param {Element} element
   * @param {number} marks
   */
  treat(element, marks) {
    this.anyTreated = true;
    this.treated.set(element, marks);
    this.owner.called.add(element);
  }

  /**
   * Marks that do not stand in the element's attributes.
   * @param {Element} element
   */
  beside(element) {
    const marks = this.selected.of(element) | (this.anyTreated ? (this.treated.get(element) ?? 0) : 0);
    return marks | (this.history.has(element) ? bits.mask : 0) | (this.floor.any && this.floor.fields.has(element) ? bits.floor : 0);
  }

  /**
   * All marks of an element, its attributes read anew.
   * @param {Element} element
   */
  of(element) {
    let marks = this.beside(element);
    const names = getAttributeNames(element);
    for (let i = 0; i < names.length; i++) {
      const uses = this.table.uses(names[i]);
      if (uses & (MARK | CLASS)) marks |= this.inAttribute(uses, names[i], getAttribute(element, names[i]) ?? "");
    }
    return marks;
  }

  /**
   * @param {number} uses
   * @param {string} name
   * @param {string} value
   */
  inAttribute(uses, name, value) {
    return (uses & MARK ? this.table.ofAttribute(name, value) : 0) | (uses & CLASS ? this.table.ofClass(value) : 0);
  }
}
