/**
 * Style sheets: a `<style>`'s text, a `<link>`'s rules when the browser lets us see them, adopted sheets, and rules that
 * scripts change.
 *
 * The platform tells nobody of such changes, so the methods that make them are wrapped. A property set on a rule's style goes through
 * none, but a page must ask for that style first: rules asked for it are compared at each flush. Laws: a wrapped method does and
 * returns what it did before; what was changed is told as single rules where it can be, else the whole sheet is read again.
 */

import { limits } from "./rules.js";
import { clip } from "./serialize.js";
import {
  SafeMap, SafeWeakMap, SafeWeakSet, adoptedInDocument, adoptedInShadow, cssRules, cssText, data, firstChild, getAttribute,
  isDisabled, linkSheet, localName,
  namespaceURI, nextSibling, nodeType, ownerNode, parentRule, parentStyleSheet, ruleCount, styleSheet, svgStyleSheet,
} from "./natives.js";
/** @import {Entry, Known} from "./known.js" */

const SVG = "http://www.w3.org/2000/svg";
// A text this short may well be a stand-in for rules that scripts insert.
const SHORT_CHARS = 300;
// More single rules than this in one flush: the sheet is told whole.
const MOST_RULES = 2000;
// So many rules are compared at each flush, those that the page asked last.
const MOST_STYLED = 50;
// Rules with a style of their own.
const STYLED = ["CSSStyleRule", "CSSNestedDeclarations", "CSSKeyframeRule", "CSSFontFaceRule", "CSSPageRule"];
const REWRITING = ["addRule", "removeRule", "replace", "replaceSync"];
const GROUPS = ["CSSGroupingRule", "CSSStyleRule", "CSSKeyframesRule"];
const REGROUPING = ["insertRule", "deleteRule", "appendRule"];
const SETTING = ["setProperty", "removeProperty"];

/** @typedef {(number | string | null)[] | null} Rules index and text of rules, in turn (null: deleted); null: all of them changed */

export class Sheets {
  /**
   * @param {Known} known
   * @param {() => void} onDirt
   */
  constructor(known, onDirt) {
    this.known = known;
    this.onDirt = onDirt;
    /** @type {WeakSet<CSSStyleSheet>} whose rules are not what the text of their element says */
    this.scripted = new SafeWeakSet();
    /** @type {Map<Element, CSSStyleSheet>} the elements of such sheets: one that is hung anew gets a sheet anew */
    this.owners = new SafeMap();
    /** @type {Map<CSSRule, string>} rules whose style the page has in hand, and their texts as last seen */
    this.styled = new SafeMap();
    this.clear();
  }

  /** What was told is forgotten. */
  clear() {
    /** @type {WeakMap<CSSStyleSheet, number>} adopted sheets that were told, and their ids */
    this.ids = new SafeWeakMap();
    /** @type {WeakMap<Entry, number[]>} what each root was told to have adopted */
    this.adopted = new SafeWeakMap();
    /** @type {Map<CSSStyleSheet, Rules>} */
    this.changed = new SafeMap();
  }

  /**
   * The methods by which scripts change rules, each with what is to be done after it.
   * @param {any} scope a window
   * @param {(prototype: any, name: string, after: (self: any, result: any, first: any) => void) => void} wrapAny
   * @param {(prototype: any, name: string, after: (self: any) => void, part?: "set" | "get") => void} wrapPart
   */
  watch(scope, wrapAny, wrapPart) {
    wrapPart(scope.StyleSheet?.prototype, "disabled", (self) => this.rewritten(self));
    wrapPart(scope.HTMLStyleElement?.prototype, "disabled", (self) => this.rewritten(styleSheet(self)));
    const inHand = (/** @type {any} */ self) => this.inHand(self);
    for (let i = 0; i < STYLED.length; i++) wrapPart(scope[STYLED[i]]?.prototype, "style", inHand, "get");
    wrapPart(scope.CSSStyleRule?.prototype, "styleMap", inHand, "get");
    wrapPart(scope.CSSMediaRule?.prototype, "media", inHand, "get");
    const ruled = (/** @type {any} */ self) => this.rewritten(parentStyleSheet(self));
    wrapPart(scope.CSSStyleRule?.prototype, "selectorText", ruled);
    wrapPart(scope.CSSKeyframeRule?.prototype, "keyText", ruled);
    const wrap = (/** @type {any} */ prototype, /** @type {string} */ name, /** @type {(self: any, result: any, first: any) => void} */ after) =>
      wrapAny(prototype, name, (self, result, first) => {
        try {
          after(self, result, first);
        } catch {
          // The page put a method of its own there, and called it on something else.
        }
      });
    const sheet = scope.CSSStyleSheet?.prototype;
    wrap(sheet, "insertRule", (self, index) => this.inserted(self, index));
    wrap(sheet, "deleteRule", (self, _, index) => this.single(self, index >>> 0, null));
    for (let i = 0; i < REWRITING.length; i++) wrap(sheet, REWRITING[i], (self) => this.rewritten(self));
    for (let i = 0; i < GROUPS.length; i++) for (let n = 0; n < REGROUPING.length; n++) wrap(scope[GROUPS[i]]?.prototype, REGROUPING[n], ruled);
    for (let i = 0; i < SETTING.length; i++) {
      wrap(scope.CSSStyleDeclaration?.prototype, SETTING[i], (self) => {
        const rule = parentRule(self);
        if (rule) this.rewritten(parentStyleSheet(rule));
      });
    }
  }

  /**
   * A page may set properties of this rule from now on, and nobody tells.
   * @param {CSSRule} rule
   */
  inHand(rule) {
    if (!this.styled.has(rule)) {
      this.styled.forEach((_, oldest) => this.styled.size >= MOST_STYLED && this.styled.delete(oldest));
      this.styled.set(rule, cssText(rule));
    }
    this.onDirt();
  }

  /** Rules in the page's hand that are not what they were. */
  compare() {
    this.styled.forEach((before, rule) => {
      const text = cssText(rule);
      if (text === before) return;
      this.styled.set(rule, text);
      this.rewritten(parentStyleSheet(rule));
    });
  }

  /**
   * @param {CSSStyleSheet} sheet
   * @param {number} index
   */
  inserted(sheet, index) {
    const rule = cssRules(sheet)[index];
    if (rule) this.single(sheet, index, clip(cssText(rule), limits.text_chars));
    else this.rewritten(sheet);
  }

  /**
   * @param {CSSStyleSheet} sheet
   * @param {number} index
   * @param {string | null} text
   */
  single(sheet, index, text) {
    if (!this.scripted.has(sheet)) this.script(sheet);
    const rules = this.changed.get(sheet);
    if (rules === null) return;
    if (isDisabled(sheet)) return this.rewritten(sheet);
    if (rules && rules.length >= 2 * MOST_RULES) return this.rewritten(sheet);
    const list = rules ?? [];
    list[list.length] = index;
    list[list.length] = text;
    this.changed.set(sheet, list);
    this.onDirt();
  }

  /** @param {CSSStyleSheet} sheet */
  script(sheet) {
    const owner = ownerOf(sheet); // throws if it is no sheet
    this.scripted.add(sheet);
    if (owner && localName(owner) === "style") this.owners.set(owner, sheet);
  }

  /**
   * Elements that left and came back since their rules were changed: only their text is left.
   * @param {(owner: Element) => void} tell
   */
  renewed(tell) {
    this.owners.forEach((sheet, owner) => {
      if (sheetOf(owner) === sheet) return;
      this.owners.delete(owner);
      tell(owner);
    });
  }

  /** @param {CSSStyleSheet | null} sheet */
  rewritten(sheet) {
    if (!sheet) return;
    this.script(sheet);
    this.changed.set(sheet, null);
    this.onDirt();
  }

  /**
   * What a root has adopted, if that changed.
   * @param {Node} root a document or shadow root
   * @param {Entry} entry
   * @returns {{ids: number[], texts: (number | string)[]} | null}
   */
  adoption(root, entry) {
    const list = (nodeType(root) === 9 ? adoptedInDocument : adoptedInShadow)?.(root) ?? [];
    const count = list.length;
    const before = this.adopted.get(entry);
    if (!count && !before) return null;
    let isSame = before !== undefined && before.length === count;
    for (let i = 0; isSame && i < count; i++) isSame = this.ids.get(list[i]) === before?.[i];
    if (isSame) return null;
    /** @type {number[]} */
    const ids = [];
    /** @type {(number | string)[]} */
    const texts = [];
    for (let i = 0; i < count; i++) {
      let id = this.ids.get(list[i]);
      if (id === undefined) {
        this.ids.set(list[i], (id = ++this.known.last));
        texts[texts.length] = id;
        texts[texts.length] = rulesOf(list[i]) ?? "";
        this.changed.delete(list[i]);
      }
      ids[i] = id;
    }
    this.adopted.set(entry, ids);
    return { ids, texts };
  }

  /** Sheets whose rules changed, handed over. */
  take() {
    if (this.styled.size) this.compare();
    const { changed } = this;
    if (changed.size) this.changed = new SafeMap();
    return changed;
  }

  /**
   * The text of an element's sheet.
   * @param {Element} owner
   * @returns {string | null} null: no sheet, or one of another origin
   */
  text(owner) {
    if (localName(owner) === "link") {
      if (namespaceURI(owner) === SVG) return null;
      const linked = linkSheet(owner);
      if (linked) this.changed.delete(linked); // what is read here has those changes
      return rulesOf(linked) ?? (isOff(owner) ? "" : null);
    }
    let text = "";
    for (let node = firstChild(owner); node; node = nextSibling(node)) if (nodeType(node) === 3 || nodeType(node) === 4) text += data(node);
    const sheet = sheetOf(owner);
    if (sheet) this.changed.delete(sheet);
    if (sheet && isDisabled(sheet)) return "";
    const asRules = text.length < SHORT_CHARS || (sheet && this.scripted.has(sheet));
    return (asRules ? rulesOf(sheet) : null) ?? clip(text, limits.text_chars);
  }
}

/**
 * The rules of a sheet as text.
 * @param {CSSStyleSheet | null} sheet
 * @returns {string | null} null: there is none, or it came from another origin
 */
export function rulesOf(sheet) {
  if (!sheet) return null;
  if (isDisabled(sheet)) return "";
  let rules;
  try {
    rules = cssRules(sheet);
  } catch {
    return null; // SecurityError: the sheet came from another origin
  }
  let text = "";
  for (let i = 0, n = ruleCount(rules); i < n && text.length < limits.text_chars; i++) text += cssText(rules[i]) + "\n";
  return clip(text, limits.text_chars);
}

/**
 * The sheet of a style element.
 * @param {Element} owner
 */
const sheetOf = (owner) => (namespaceURI(owner) === SVG ? svgStyleSheet : styleSheet)(owner);

/**
 * A link that the page switched off has no sheet.
 * @param {Element} link
 */
const isOff = (link) => getAttribute(link, "disabled") !== null;

/** @param {CSSStyleSheet} sheet */
export const ownerOf = (sheet) => /** @type {Element | null} */ (ownerNode(sheet));

