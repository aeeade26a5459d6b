/**
 * The browser's own functions, taken once when this file loads and used from here only.
 *
 * A page may replace `Node.prototype.firstChild`, `Array.prototype.push` or `Set.prototype.add` at any later moment, or hide
 * `form.attributes` behind `<input name=attributes>`: nothing here looks anything up on a page's object or prototype again.
 * `Map`, `Set`, `WeakMap`, `WeakSet` and `RegExp` are subclasses that own all their methods and inherit from nothing.
 *
 * What a page had replaced before this file came is taken from a frame that is there for as long as that takes; a page that has
 * replaced nothing sees no frame. Law: none of the page's own functions are used, where the browser's are to be had.
 */

const inBrowser = typeof document !== "undefined";
const scope = /** @type {any} */ (globalThis);

/**
 * Whether a function is the browser's. What a page puts in its place is a `function` with a prototype, or shows its source.
 * Nothing is called for that but what templates call, since nothing is known to be the browser's yet.
 * @param {any} made
 * @param {boolean} [isClass] then it has a prototype in any case
 */
function isNative(made, isClass = false) {
  if (typeof made !== "function" || (!isClass && "prototype" in made)) return false;
  const text = `${made}`;
  let at = 0;
  while (at < text.length && text[at] !== "{") at++; // a name may have brackets: "[Symbol.match]"
  while (at < text.length && text[at] !== "[") at++;
  return text[at + 1] === "n" && text[at + 6] === "e" && text[at + 8] === "c" && text[at + 12] === "]";
}

/** @type {HTMLIFrameElement | null} */
let frame = null;
/** @type {any} */
let untouched;

/** A window in which no page has been, or null. */
function spare() {
  if (untouched === undefined && inBrowser) {
    untouched = null;
    try {
      const made = (frame = /** @type {HTMLIFrameElement} */ (document.createElementNS("http://www.w3.org/1999/xhtml", "iframe")));
      document.documentElement.appendChild(made);
      const there = /** @type {any} */ (made.contentWindow);
      if (there.Array) untouched = there; // throws in a sandbox, where each document is a stranger
    } catch {
      // then it is the page's own functions
    }
  }
  return untouched;
}

/**
 * A function of a global object, or a class.
 * @param {string} holder "": the global scope
 * @param {string} name
 * @param {boolean} [isClass]
 */
function own(holder, name, isClass) {
  const found = holder ? scope[holder]?.[name] : scope[name];
  if (!found || isNative(found, isClass)) return found;
  const other = holder ? spare()?.[holder]?.[name] : spare()?.[name];
  return isNative(other, isClass) ? other : found; // an extension may have been in the frame, too
}

const apply = own("Reflect", "apply");
const getOwnPropertyDescriptor = own("Reflect", "getOwnPropertyDescriptor");
const getPrototypeOf = own("Reflect", "getPrototypeOf");
const ownKeys = own("Reflect", "ownKeys");
const defineProperty = own("Reflect", "defineProperty");
const construct = own("Reflect", "construct");
const freeze = own("Object", "freeze");
const setPrototypeOf = own("Object", "setPrototypeOf");
export { apply, defineProperty as define, getOwnPropertyDescriptor as ownProperty, getPrototypeOf as prototypeOf };

/** Prototypes by the names of their classes. @type {[object, string][]} */
const known = [];
/**
 * @param {string} name of a class
 * @returns {any} its prototype
 */
/* @__NO_SIDE_EFFECTS__ */
function proto(name) {
  const found = scope[name]?.prototype;
  if (!found) return found;
  if (!isNative(scope[name], true)) return isNative(spare()?.[name], true) ? spare()[name].prototype : found;
  known[known.length] = [found, name];
  return found;
}

/**
 * A part of a property's descriptor.
 * @param {any} owner
 * @param {PropertyKey} name
 * @param {"value" | "get" | "set"} part
 */
function partOf(owner, name, part) {
  const found = owner && getOwnPropertyDescriptor(owner, name)?.[part];
  if (!found || isNative(found)) return found;
  let other = owner === scope ? spare() : null;
  for (let i = 0; i < known.length; i++) if (known[i][0] === owner) other = spare()?.[known[i][1]]?.prototype;
  const theirs = other && getOwnPropertyDescriptor(other, name)?.[part];
  return isNative(theirs) ? theirs : found;
}

const functions = proto("Function");
const bind = partOf(functions, "bind", "value");
const call = partOf(functions, "call", "value");

/**
 * A method as a plain function whose first argument is `this`.
 * @param {Function | undefined} method
 * @returns {any}
 */
/* @__NO_SIDE_EFFECTS__ */
const uncurried = (method) => method && apply(bind, call, [method]);

/**
 * The getter of a property, as a plain function of the object.
 * @param {any} owner
 * @param {PropertyKey} name
 */
/* @__NO_SIDE_EFFECTS__ */
const getter = (owner, name) => uncurried(partOf(owner, name, "get"));

/**
 * The setter of a property, as a plain function of the object and the value.
 * @param {any} owner
 * @param {PropertyKey} name
 */
/* @__NO_SIDE_EFFECTS__ */
const setter = (owner, name) => uncurried(partOf(owner, name, "set"));

/**
 * A method of a prototype, as a plain function.
 * @param {any} owner
 * @param {PropertyKey} name
 */
/* @__NO_SIDE_EFFECTS__ */
const method = (owner, name) => uncurried(partOf(owner, name, "value"));

/**
 * A class whose instances use only methods that nobody else can reach.
 * @template {Function} C
 * @param {C} Own a subclass made here
 * @param {any} prototype where its methods come from
 * @returns {C}
 */
function sealed(Own, prototype) {
  const keys = ownKeys(prototype);
  for (let i = 0; i < keys.length; i++) {
    if (keys[i] === "constructor") continue;
    defineProperty(Own.prototype, /** @type {PropertyKey} */ (keys[i]), /** @type {PropertyDescriptor} */ (getOwnPropertyDescriptor(prototype, keys[i])));
  }
  setPrototypeOf(Own.prototype, null);
  freeze(Own.prototype);
  return Own;
}

/**
 * A class that no page has changed a method of.
 * @param {string} name
 */
function whole(name) {
  const { prototype } = scope[name];
  const keys = ownKeys(prototype);
  let isWhole = isNative(scope[name], true);
  for (let i = 0; i < keys.length; i++) {
    const { value, get } = getOwnPropertyDescriptor(prototype, keys[i]);
    if (keys[i] !== "constructor" && typeof (value ?? get) === "function" && !isNative(value ?? get)) isWhole = false;
  }
  return isWhole || !isNative(spare()?.[name], true) ? scope[name] : spare()[name];
}

const NativeMap = whole("Map");
const NativeSet = whole("Set");
const NativeWeakMap = whole("WeakMap");
const NativeWeakSet = whole("WeakSet");
const NativeRegExp = whole("RegExp");
/** @type {MapConstructor} */
export const SafeMap = /** @type {any} */ (sealed(class extends NativeMap {}, NativeMap.prototype));
/** @type {SetConstructor} */
export const SafeSet = /** @type {any} */ (sealed(class extends NativeSet {}, NativeSet.prototype));
/** @type {WeakMapConstructor} */
export const SafeWeakMap = /** @type {any} */ (sealed(class extends NativeWeakMap {}, NativeWeakMap.prototype));
/** @type {WeakSetConstructor} */
export const SafeWeakSet = /** @type {any} */ (sealed(class extends NativeWeakSet {}, NativeWeakSet.prototype));
/** @type {RegExpConstructor} */
export const SafeRegExp = /** @type {any} */ (sealed(class extends NativeRegExp {}, NativeRegExp.prototype));

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
/** @type {(node: Node) => Node | null} */
export const parentNode = getter(node, "parentNode");
/** @type {(node: Node) => boolean} */
export const isConnected = getter(node, "isConnected");
/** @type {(node: Node) => string} */
export const textContent = getter(node, "textContent");
/** @type {(node: Node) => string} */
export const baseURI = getter(node, "baseURI");
/** @type {(node: Node) => Node} */
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

const input = proto("HTMLInputElement");
/** @type {(input: Element) => string} */
export const inputType = getter(input, "type");
/** @type {(input: Element) => boolean} */
export const inputChecked = getter(input, "checked");
/** @type {(input: Element) => string} */
export const inputValue = getter(input, "value");
/** @type {(textarea: Element) => string} */
export const textareaValue = getter(proto("HTMLTextAreaElement"), "value");
const selectOptions = getter(proto("HTMLSelectElement"), "options");
const optionSelected = getter(proto("HTMLOptionElement"), "selected");
/**
 * The places of the options that are chosen.
 * @param {Element} select
 */
export function selectValue(select) {
  const options = selectOptions(select);
  let places = "";
  for (let i = 0; options[i]; i++) if (optionSelected(options[i])) places += places ? "," + i : i;
  return places;
}
/** @type {(form: Element) => ArrayLike<Element>} */
export const formElements = getter(proto("HTMLFormElement"), "elements");
/** @type {(list: ArrayLike<Element>) => number} */
export const collectionCount = getter(proto("HTMLCollection"), "length");
const image = proto("HTMLImageElement");
/** @type {(image: Element) => boolean} */
const imageComplete = getter(image, "complete");
/** @type {(image: Element) => number} */
const naturalWidth = getter(image, "naturalWidth");
/** @type {(image: Element) => number} */
const naturalHeight = getter(image, "naturalHeight");

/** @type {(style: Element) => CSSStyleSheet | null} */
export const styleSheet = getter(proto("HTMLStyleElement"), "sheet");
/** @type {(style: Element) => CSSStyleSheet | null} */
export const svgStyleSheet = getter(proto("SVGStyleElement"), "sheet");
/** @type {(link: Element) => CSSStyleSheet | null} */
export const linkSheet = getter(proto("HTMLLinkElement"), "sheet");
/** @type {((document: Node) => CSSStyleSheet[]) | undefined} */
export const adoptedInDocument = getter(doc, "adoptedStyleSheets");
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

const event = proto("Event");
/** @type {(event: Event) => EventTarget[]} */
export const composedPath = method(event, "composedPath");
/** @type {(event: Event) => EventTarget | null} */
export const currentTarget = getter(event, "currentTarget");
/** @type {(event: Event) => boolean} */
export const composed = getter(event, "composed");
/** @type {(event: Event) => string} */
export const eventType = getter(event, "type");
/** @type {(event: Event) => boolean} */
export const persisted = getter(proto("PageTransitionEvent"), "persisted");
const media = proto("HTMLMediaElement");
/** @type {Record<"at" | "volume" | "rate" | "muted" | "loop", (media: Element) => any>} */
export const mediaState = {
  at: getter(media, "currentTime"), volume: getter(media, "volume"), rate: getter(media, "playbackRate"), muted: getter(media, "muted"),
  loop: getter(media, "loop"),
};
const video = proto("HTMLVideoElement");
const videoWidth = getter(video, "videoWidth");
const videoHeight = getter(video, "videoHeight");
/**
 * The size of a picture or film itself, in CSS px; 0 while it is not known.
 * @param {Element} element an `img` or `video`
 * @returns {{width: number, height: number}}
 */
export function naturalSize(element) {
  if (localName(element) === "video") return { width: videoWidth(element), height: videoHeight(element) };
  return imageComplete(element) ? { width: naturalWidth(element), height: naturalHeight(element) } : { width: 0, height: 0 };
}
const canvas = proto("HTMLCanvasElement");
/** @type {(canvas: Element) => number} */
export const canvasWidth = getter(canvas, "width");
/** @type {(canvas: Element) => number} */
export const canvasHeight = getter(canvas, "height");
const createElementNS = method(doc, "createElementNS");
const setCanvasWidth = setter(canvas, "width");
const setCanvasHeight = setter(canvas, "height");
const getContext = method(canvas, "getContext");
const drawImage = method(proto("CanvasRenderingContext2D"), "drawImage");
const toBlob = method(canvas, "toBlob");
const NativeReader = scope.FileReader;
const readAsDataURL = method(proto("FileReader"), "readAsDataURL");
const readResult = getter(proto("FileReader"), "result");
/**
 * A copy of what an element shows, of this size (px), on a canvas of our own.
 * @param {Element} element a canvas or video
 * @param {number} width
 * @param {number} height
 * @returns {Element}
 */
export function drawPicture(element, width, height) {
  const copy = createElementNS(document, "http://www.w3.org/1999/xhtml", "canvas"); // in a drawing, too
  setCanvasWidth(copy, width);
  setCanvasHeight(copy, height);
  drawImage(getContext(copy, "2d"), element, 0, 0, width, height);
  return copy;
}
/**
 * A canvas as a data URL, encoded off the main thread where the browser can. Throws when its pixels may not be read.
 * @param {Element} drawn
 * @param {(url: string) => void} callback gets "" when that did not work
 */
export const pictureOf = (drawn, callback) =>
  toBlob(
    drawn,
    (/** @type {Blob | null} */ blob) => {
      if (!blob) return callback("");
      const reader = new NativeReader();
      addEventListener(reader, "loadend", () => callback(readResult(reader) ?? ""));
      readAsDataURL(reader, blob);
    },
    "image/webp",
    0.4,
  );
/** @type {(document: Document) => Selection | null} */
export const getSelection = method(doc, "getSelection");
const selection = proto("Selection");
/** @type {(selection: Selection) => number} */
export const rangeCount = getter(selection, "rangeCount");
/** @type {(selection: Selection, index: number) => Range} */
export const getRangeAt = method(selection, "getRangeAt");
/**
 * The getter of a property of ranges: browsers do not agree on which of their interfaces has it.
 * @param {string} name
 */
function ofRange(name) {
  for (let owner = proto("Range"); owner; owner = getPrototypeOf(owner)) {
    const found = getter(owner, name);
    if (found) return found;
  }
}
/** @type {Record<"start" | "end", (range: Range) => Node>} */
export const rangeNode = { start: ofRange("startContainer"), end: ofRange("endContainer") };
/** @type {Record<"start" | "end", (range: Range) => number>} */
export const rangeOffset = { start: ofRange("startOffset"), end: ofRange("endOffset") };
const definitions = scope.customElements;
const nativeDefinition = method(proto("CustomElementRegistry"), "get");
/** @param {string} name */
export const isDefined = (name) => Boolean(definitions && nativeDefinition(definitions, name));
/** The page's navigation, where the browser tells of it. @type {EventTarget | null} */
export const navigation = inBrowser && scope.navigation instanceof EventTarget ? scope.navigation : null;
/** What a visitor sees of the page after zooming in. @type {EventTarget | null} */
export const visual = inBrowser && scope.visualViewport instanceof EventTarget ? scope.visualViewport : null;
const view = proto("VisualViewport");
const viewScale = getter(view, "scale");
const viewLeft = getter(view, "offsetLeft");
const viewTop = getter(view, "offsetTop");
/** @returns {number[]} scale, left, top */
export const zoomOf = () => [viewScale(visual), viewLeft(visual), viewTop(visual)];
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
const mouse = proto("MouseEvent");
/** @type {(event: Event) => number} */
export const mouseX = getter(mouse, "clientX");
/** @type {(event: Event) => number} */
export const mouseY = getter(mouse, "clientY");
/** @type {(event: Event) => string} */
export const pointerType = getter(proto("PointerEvent"), "pointerType") ?? (() => "mouse");
/** @type {(event: Event) => ArrayLike<Touch>} */
export const changedTouches = getter(proto("TouchEvent"), "changedTouches");
/** @type {(touch: Touch) => number} */
export const touchX = getter(proto("Touch"), "clientX");
/** @type {(touch: Touch) => number} */
export const touchY = getter(proto("Touch"), "clientY");
const target = proto("EventTarget");
/** @type {(target: EventTarget, name: string, listener: (event: any) => void, options?: object | boolean) => void} */
export const addEventListener = method(target, "addEventListener");
/** @type {(target: EventTarget, name: string, listener: (event: any) => void, options?: object | boolean) => void} */
export const removeEventListener = method(target, "removeEventListener");

const mutation = proto("MutationRecord");
/** @type {(record: MutationRecord) => string} */
export const mutationType = getter(mutation, "type");
/** @type {(record: MutationRecord) => Node} */
export const mutationTarget = getter(mutation, "target");
/** @type {(record: MutationRecord) => NodeList} */
export const removedNodes = getter(mutation, "removedNodes");
/** @type {(record: MutationRecord) => string} */
export const mutatedName = getter(mutation, "attributeName");
/** @type {(record: MutationRecord) => string | null} */
export const oldValue = getter(mutation, "oldValue");

const message = proto("MessageEvent");
const messageFields = { origin: getter(message, "origin"), source: getter(message, "source"), data: getter(message, "data"), ports: getter(message, "ports") };
/**
 * What a message event says. `isTrusted` is the event's own, and no page can change it.
 * @param {MessageEvent} said
 */
export const messageOf = (said) => ({
  isTrusted: said.isTrusted, origin: messageFields.origin(said), source: messageFields.source(said), data: messageFields.data(said),
  ports: messageFields.ports(said),
});
/** @type {any} */
export const NativeChannel = scope.MessageChannel;
/**
 * Says something to a window, if it shows this origin.
 * @param {any} window
 * @param {unknown} said
 * @param {string} origin
 * @param {Transferable[]} [transfer]
 */
export const sendTo = (window, said, origin, transfer) => window?.postMessage(said, origin, transfer);
const NativeURL = own("", "URL", true);
/**
 * The origin of an address; "" if it has none.
 * @param {string} address
 * @param {string} base
 * @returns {string}
 */
export function originOf(address, base) {
  try {
    return new NativeURL(address, base).origin;
  } catch {
    return "";
  }
}

/** @param {string} name */
const observer = (name) => {
  // The page's own class, if it has put one there: in WebKit one of another window tells nothing once that is gone.
  const Native = scope[name];
  const methods = isNative(Native, true) ? proto(name) : Native?.prototype;
  return {
    /** @param {(...args: any[]) => void} callback @returns {any} */
    make: (callback) => construct(Native, [callback]),
    /** @type {(observer: any, target: Node, options?: object) => void} */
    observe: method(methods, "observe"),
    /** @type {(observer: any, target: Element) => void} */
    unobserve: method(methods, "unobserve"),
    /** @type {(observer: any) => void} */
    disconnect: method(methods, "disconnect"),
    /** @type {(observer: any) => any[]} */
    takeRecords: method(methods, "takeRecords"),
    exists: Boolean(Native),
  };
};
export const mutations = observer("MutationObserver");
export const intersections = observer("IntersectionObserver");
export const resizes = observer("ResizeObserver");
/** @type {(entry: unknown) => DOMRect} */
export const intersectionBox = getter(proto("IntersectionObserverEntry"), "boundingClientRect");
/** @type {(entry: unknown) => Element} */
export const intersectionTarget = getter(proto("IntersectionObserverEntry"), "target");
/** @type {(entry: unknown) => Element} */
export const resizeTarget = getter(proto("ResizeObserverEntry"), "target");
const rect = proto("DOMRectReadOnly");
/** @type {Record<"x" | "y" | "width" | "height", (rect: DOMRectReadOnly) => number>} */
export const rectOf = { x: getter(rect, "x"), y: getter(rect, "y"), width: getter(rect, "width"), height: getter(rect, "height") };

/** @param {string} name */
const ofWindow = (name) => {
  const native = own("", name);
  return /** @param {...any} args */ (...args) => apply(native, scope, args);
};
/** @type {(callback: () => void, ms: number) => number} */
export const setTimer = (callback, ms) => apply(nativeSetTimeout, scope, [callback, ms]);
const nativeSetTimeout = own("", "setTimeout");
/** @type {(timer: number) => void} */
export const clearTimer = ofWindow("clearTimeout");
const nativeIdle = own("", "requestIdleCallback");
/**
 * Calls back when the browser has nothing better to do, or after so long.
 * @param {() => void} callback
 * @param {number} ms
 */
export const whenIdle = (callback, ms) => void (nativeIdle ? apply(nativeIdle, scope, [callback, { timeout: ms }]) : setTimer(callback, 1));
/** @type {(callback: () => void) => number} */
export const requestFrame = ofWindow("requestAnimationFrame");
/** @type {(frame: number) => void} */
export const cancelFrame = ofWindow("cancelAnimationFrame");
const windowNumber = (/** @type {string} */ name) => {
  const read = getter(scope, name) ?? (() => 0);
  /** @param {any} [view] this window, or one of the same origin */
  return (view = scope) => /** @type {number} */ (read(view));
};
export const innerWidth = windowNumber("innerWidth");
export const innerHeight = windowNumber("innerHeight");
export const scrollX = windowNumber("scrollX");
export const scrollY = windowNumber("scrollY");
const scheduler = scope.scheduler;
const postTask = method(proto("Scheduler"), "postTask");
/**
 * Calls back in a task of its own; the browser may draw and the page may work before.
 * @param {() => void} callback
 */
export const nextTask = (callback) => void (scheduler && postTask ? postTask(scheduler, callback) : setTimer(callback, 0));
const performanceNow = method(proto("Performance"), "now");
const { performance } = scope;
/** @type {(value: number) => number} */
const floor = own("Math", "floor");
const began = own("Date", "now")() - performanceNow(performance);
/** Epoch ms, as the machine's clock said when this was loaded: whoever sets that meanwhile holds nothing up, and no time steps back. */
export const now = () => floor(began + performanceNow(performance));
/** @type {(value: number) => number} */
export const round = own("Math", "round");

/** @type {(text: string) => string} */
const strings = proto("String");
const arrays = proto("Array");
export const lower = method(strings, "toLowerCase");
/** @type {(text: string) => string} */
export const trim = method(strings, "trim");
/** @type {(text: string, start: number, end?: number) => string} */
export const slice = method(strings, "slice");
/** @type {(text: string, form: string) => string} */
export const normalize = method(strings, "normalize");
/** @type {(text: string, part: string) => number} */
export const indexOf = method(strings, "indexOf");
/** @type {(text: string, pattern: RegExp, to: string) => string} */
export const replace = method(strings, "replace");
/** @type {(list: unknown[], one: unknown) => boolean} */
export const includes = method(arrays, "includes");
/** @type {(list: string[], separator: string) => string} */
export const join = method(arrays, "join");
const hasOwn = method(proto("Object"), "hasOwnProperty");
// Of the lists and objects of this window, whatever `Array` means by now.
const ownArrays = getPrototypeOf([]);
const ownObjects = getPrototypeOf({});
const stringify = own("JSON", "stringify");
const encoder = inBrowser ? new scope.TextEncoder() : null;
/** @type {(encoder: any, text: string) => Uint8Array} */
const nativeEncode = method(proto("TextEncoder"), "encode");
/** @param {string} text */
export const encode = (text) => nativeEncode(encoder, text);
const NativeBytes = Uint8Array;
const setBytes = method(getPrototypeOf(NativeBytes.prototype), "set");
/**
 * All of these, one after the other.
 * @param {Uint8Array[]} parts
 */
export function joined(parts) {
  let size = 0;
  for (let i = 0; i < parts.length; i++) size += parts[i].length;
  const all = new NativeBytes(size);
  for (let i = 0, at = 0; i < parts.length; at += parts[i++].length) setBytes(all, parts[i], at);
  return all;
}
/** @type {(value: unknown) => value is any[]} */
export const isArray = own("Array", "isArray");

/**
 * JSON of plain data. A `toJSON` that a page has put on `Array.prototype` is not called.
 * @param {unknown} value
 * @returns {string}
 */
export function json(value) {
  const tampered = hasOwn(ownArrays, "toJSON") || hasOwn(ownObjects, "toJSON");
  return tampered ? slowJson(value) : stringify(value);
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function slowJson(value) {
  if (typeof value !== "object" || value === null) return stringify(value);
  let text = "";
  if (isArray(value)) {
    for (let i = 0; i < value.length; i++) text += (i ? "," : "") + (slowJson(value[i]) ?? "null");
    return "[" + text + "]";
  }
  for (const name in value) {
    const inner = hasOwn(value, name) ? slowJson(/** @type {any} */ (value)[name]) : undefined;
    if (inner !== undefined) text += (text && ",") + stringify(name) + ":" + inner;
  }
  return "{" + text + "}";
}

const worker = proto("Worker");
/** @type {(worker: Worker, message: unknown, transfer?: Transferable[]) => void} */
export const postMessage = method(worker, "postMessage");
/** @type {(worker: Worker) => void} */
export const terminate = method(worker, "terminate");
export const NativeWorker = scope.Worker;
/** @type {any} */
export const NativeSharedWorker = scope.SharedWorker;
/** @type {(port: MessagePort, message: unknown, transfer?: Transferable[]) => void} */
export const postToPort = method(proto("MessagePort"), "postMessage");
/** @type {(port: MessagePort) => void} */
export const closePort = method(proto("MessagePort"), "close");

if (frame) {
  method(element, "remove")(frame);
  frame = untouched = null;
}
