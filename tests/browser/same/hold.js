(({ source, settle_ms }) => {
  // Before anything of the page: what the test needs of the browser, and where it keeps what the page says.
  const { apply, ownKeys, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
  const { stringify } = JSON;
  const nativeText = Function.prototype.toString;
  const html = getOwnPropertyDescriptor(Element.prototype, "outerHTML").get;
  const root = getOwnPropertyDescriptor(Document.prototype, "documentElement").get;
  const KINDS = [Object, Function, Array, String, Promise, Map, Set, WeakMap, RegExp, EventTarget, Node, Element, HTMLElement, Document, DocumentFragment,
    ShadowRoot, CharacterData, Attr, Event, MutationObserver, MutationRecord, HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement, HTMLOptionElement, HTMLFormElement,
    HTMLIFrameElement, HTMLCanvasElement, HTMLMediaElement, CSSStyleSheet, CSSStyleDeclaration, CSSGroupingRule, CSSStyleRule, History, Location, Navigator,
    Storage, XMLHttpRequest, Worker, MessagePort, Request, Response, Range, Selection];
  const own = /^(__|\d)/;
  const words = (key, owner) => {
    const { value, get, set } = getOwnPropertyDescriptor(owner, key);
    const texts = [value, get, set].map((one) => (typeof one === "function" ? one.name + one.length + apply(nativeText, one, []).replace(/\s+/g, " ") : typeof one));
    return String(key) + ": " + texts.join();
  };
  const names = (owner, hasWords) => ownKeys(owner).filter((key) => !own.test(String(key))).map((key) => (hasWords ? words(key, owner) : String(key)));
  const [map, filter, join, replace, test] = [Array.prototype.map, Array.prototype.filter, Array.prototype.join, String.prototype.replace, RegExp.prototype.test];
  const said = [], thrown = [];
  const timer = setTimeout, { construct } = Reflect, NativePromise = Promise, ask = fetch;
  // Between parts, entries and fields of a text (stage.py).
  const [PART, ENTRY, FIELD] = ["\x1c", "\x1d", "\x1e"];
  const joined = (list, by) => apply(join, list, [by]);
  const put = (list, what) => void (list[list.length] = what);
  window.__same = {
    source, settle_ms,
    later: (callback, ms) => apply(timer, window, [callback, ms]),
    say: (what) => put(said, typeof what === "string" ? what : stringify(what)),
    pause: (ms) => construct(NativePromise, [(resolve) => apply(timer, window, [resolve, ms])]),
    /** The site is told a text: of no text can a page change how it becomes one. */
    tell: (address, ...parts) => void apply(ask, window, [address, { method: "POST", body: joined(parts, PART) }]),
    /** What the page said, what it threw, and its HTML. */
    seen() {
      const top = apply(root, document, []);
      return joined([joined(said, ENTRY), joined(thrown, ENTRY), top ? apply(html, top, []) : ""], PART);
    },
    /** Names of all that globals and prototypes have, and of which words the prototypes' functions are made. */
    names() {
      // The page may have spoiled what this needs: it is put right for as long as it takes.
      const spoiled = [[Array.prototype, "map", map], [Array.prototype, "filter", filter], [Array.prototype, "join", join], [String.prototype, "replace", replace], [RegExp.prototype, "test", test]];
      const before = [];
      for (let i = 0; i < spoiled.length; i++) {
        before[i] = getOwnPropertyDescriptor(spoiled[i][0], spoiled[i][1]);
        if (before[i].writable) spoiled[i][0][spoiled[i][1]] = spoiled[i][2];
      }
      const all = [joined(["window", ...names(window, false)], FIELD)];
      for (let i = 0; i < KINDS.length; i++) all[i + 1] = joined([KINDS[i].name, ...names(KINDS[i].prototype, true)], FIELD);
      for (let i = 0; i < spoiled.length; i++) if (before[i].writable) spoiled[i][0][spoiled[i][1]] = before[i].value;
      return joined(all, ENTRY);
    },
  };
  addEventListener("error", (event) => put(thrown, String(event.message)));
  addEventListener("unhandledrejection", (event) => put(thrown, String(event.reason)));
})
