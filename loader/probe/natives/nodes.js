/** Nodes, elements, documents and frames. */

import { getter, method, proto, scope } from "./untouched.js";

const node = proto("Node");
const element = proto("Element");
const fragment = proto("DocumentFragment");
const doc = proto("Document");

/** @type {(node: Node) => number} */
export const nodeType = getter(node, "nodeType");
/** @type {(node: Node) => Node | null} */
export const firstChild = getter(node, "firstChild");
/** @type {(node: Node) => Node | null} */
export const nextSibling = getter(node, "nextSibling");
export const previousSibling = getter(node, "previousSibling");
export const childNodes = getter(node, "childNodes");
/** @type {(node: Node) => Node | null} */
export const parentNode = getter(node, "parentNode");
/** @type {(node: Node) => boolean} */
export const isConnected = getter(node, "isConnected");
/** @type {(node: Node) => string} */
export const textContent = getter(node, "textContent");
/** @type {(node: Node) => string} */
export const baseURI = getter(node, "baseURI");
/** @type {(node: Node, options?: GetRootNodeOptions) => Node} */
export const getRootNode = method(node, "getRootNode");
/** @type {(node: Node) => string} */
export const data = getter(proto("CharacterData"), "data");

/** @type {(element: Element) => string} */
export const localName = getter(element, "localName");
/** @type {(element: Element) => string | null} */
export const namespaceURI = getter(element, "namespaceURI");
/** @type {(element: Element) => string[]} */
export const getAttributeNames = method(element, "getAttributeNames");
/** @type {(element: Element, name: string) => string | null} */
export const getAttribute = method(element, "getAttribute");
/** @type {(element: Element) => ShadowRoot | null} */
export const shadowRoot = getter(element, "shadowRoot");
/** @type {(element: Element) => Element | null} */
export const firstElement = getter(element, "firstElementChild");
/** @type {(element: Element) => number} */
export const scrollLeft = getter(element, "scrollLeft");
/** @type {(element: Element) => number} */
export const scrollTop = getter(element, "scrollTop");
/** @type {(element: Element) => DOMRect} */
export const getBoundingClientRect = method(element, "getBoundingClientRect");
const atInDocument = method(doc, "elementsFromPoint");
const atInShadow = method(proto("ShadowRoot"), "elementsFromPoint");
/**
 * What lies at a point, the topmost first; of what a shadow root holds, its host alone.
 * @param {Node} root document or shadow root
 * @param {number} x
 * @param {number} y
 * @returns {Element[]}
 */
export const elementsAt = (root, x, y) => (nodeType(root) === 9 ? atInDocument : nodeType(root) === 11 ? atInShadow : () => [])(root, x, y);
const focusInDocument = getter(doc, "activeElement");
const focusInShadow = getter(proto("ShadowRoot"), "activeElement");
/** @type {(root: Node) => Element | null} */
export const activeElement = (root) => (nodeType(root) === 9 ? focusInDocument : focusInShadow)(root);
/** @type {(root: ShadowRoot) => Element} */
export const host = getter(proto("ShadowRoot"), "host");

const queryAllInDocument = method(doc, "querySelectorAll");
const queryAllInFragment = method(fragment, "querySelectorAll");
const queryAllInElement = method(element, "querySelectorAll");
/**
 * @param {Node} root document, shadow root or element
 * @param {string} selector
 * @returns {ArrayLike<Element>}
 */
export function querySelectorAll(root, selector) {
  const type = nodeType(root);
  return (type === 1 ? queryAllInElement : type === 9 ? queryAllInDocument : queryAllInFragment)(root, selector);
}
const idInDocument = method(doc, "getElementById");
const idInFragment = method(fragment, "getElementById");
/**
 * @param {Node} root
 * @param {string} id
 * @returns {Element | null}
 */
export const getElementById = (root, id) => (nodeType(root) === 9 ? idInDocument : nodeType(root) === 11 ? idInFragment : () => null)(root, id);

const iframeDocument = getter(proto("HTMLIFrameElement"), "contentDocument");
const frameDocument = getter(proto("HTMLFrameElement"), "contentDocument");
/**
 * The document that a frame shows; null when it is of another origin, or there is none.
 * @param {Element} frame
 * @returns {Document | null}
 */
export function contentDocument(frame) {
  try {
    return (localName(frame) === "iframe" ? iframeDocument : frameDocument)(frame);
  } catch {
    return null;
  }
}
const iframeWindow = getter(proto("HTMLIFrameElement"), "contentWindow");
const frameWindow = getter(proto("HTMLFrameElement"), "contentWindow");
/**
 * The window of a frame; null of what only has a frame's name, in a drawing say.
 * @param {Element} frame
 * @returns {any}
 */
export function contentWindow(frame) {
  try {
    return (localName(frame) === "iframe" ? iframeWindow : frameWindow)(frame);
  } catch {
    return null;
  }
}
/** @type {(document: Document) => any} */
export const windowOf = getter(doc, "defaultView");

/** @type {(list: ArrayLike<unknown>) => number} */
export const nodeCount = getter(proto("NodeList"), "length");

/** @type {(document: Document) => string} */
export const compatMode = getter(doc, "compatMode");
/** @type {(document: Document) => string} */
export const documentURL = getter(doc, "URL");
/** @type {(document: Document) => Element | null} */
export const documentElement = getter(doc, "documentElement");
/** @type {(document: Document) => Element | null} */
export const scrollingElement = getter(doc, "scrollingElement");
/** @type {(document: Document) => string} */
export const visibilityState = getter(doc, "visibilityState");
const doctype = proto("DocumentType");
/** @type {(doctype: Node) => string} */
export const doctypeName = getter(doctype, "name");
/** @type {(doctype: Node) => string} */
export const publicId = getter(doctype, "publicId");
/** @type {(doctype: Node) => string} */
export const systemId = getter(doctype, "systemId");
const definitions = scope.customElements;
const nativeDefinition = method(proto("CustomElementRegistry"), "get");
/** @param {string} name */
export const isDefined = (name) => Boolean(definitions && nativeDefinition(definitions, name));
const matches = method(element, "matches");
/**
 * Whether an element is in a state that a pseudo-class tells; false where the browser does not know it.
 * @param {Element} element
 * @param {":modal" | ":popover-open"} state
 * @returns {boolean}
 */
export function isIn(element, state) {
  try {
    return matches(element, state);
  } catch {
    return false;
  }
}
