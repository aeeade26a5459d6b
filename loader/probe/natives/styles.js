/** Style sheets and their rules. */

import { apply, getter, method, own, proto, scope } from "./untouched.js";

/** @type {(style: Element) => CSSStyleSheet | null} */
export const styleSheet = getter(proto("HTMLStyleElement"), "sheet");
/** @type {(style: Element) => CSSStyleSheet | null} */
export const svgStyleSheet = getter(proto("SVGStyleElement"), "sheet");
/** @type {(link: Element) => CSSStyleSheet | null} */
export const linkSheet = getter(proto("HTMLLinkElement"), "sheet");
/** @type {((document: Node) => CSSStyleSheet[]) | undefined} */
export const adoptedInDocument = getter(proto("Document"), "adoptedStyleSheets");
/** @type {((root: Node) => CSSStyleSheet[]) | undefined} */
export const adoptedInShadow = getter(proto("ShadowRoot"), "adoptedStyleSheets");
/** @type {(sheet: CSSStyleSheet) => Node | null} */
export const ownerNode = getter(proto("StyleSheet"), "ownerNode");
/** @type {(rule: CSSRule) => CSSStyleSheet | null} */
export const parentStyleSheet = getter(proto("CSSRule"), "parentStyleSheet");
/** @type {(style: CSSStyleDeclaration) => CSSRule | null} */
export const parentRule = getter(proto("CSSStyleDeclaration"), "parentRule");
/** @type {(sheet: CSSStyleSheet) => boolean} */
export const isDisabled = getter(proto("StyleSheet"), "disabled");
/** @type {(sheet: CSSStyleSheet) => CSSRuleList} */
export const cssRules = getter(proto("CSSStyleSheet"), "cssRules");
/** @type {(list: CSSRuleList) => number} */
export const ruleCount = getter(proto("CSSRuleList"), "length");
/** @type {(rule: CSSRule) => string} */
export const cssText = getter(proto("CSSRule"), "cssText");
/** @type {(style: CSSStyleDeclaration, name: string) => string} */
export const getPropertyValue = method(proto("CSSStyleDeclaration"), "getPropertyValue");
const nativeComputedStyle = own("", "getComputedStyle");
/** @type {(element: Element) => CSSStyleDeclaration} */
export const getComputedStyle = (target) => apply(nativeComputedStyle, scope, [target]);
