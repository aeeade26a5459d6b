// What a hostile or careless page does to built-ins: `__tampers.on(name)` spoils them, `__tampers.off()` puts all back.
//
// The page's own part of a test runs `quiet`: there every built-in is as it was, so only the recorder meets the spoiled ones.
{
  const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
  let isQuiet = true;
  /** @type {(() => void)[]} */
  const undos = [];

  function put(owner, name, descriptor) {
    const before = getOwnPropertyDescriptor(owner, name);
    // Without a prototype: it may be the prototype of all that is being spoiled.
    defineProperty(owner, name, Object.assign(Object.create(null), { configurable: true }, descriptor));
    undos[undos.length] = () => (before ? defineProperty(owner, name, before) : delete owner[name]);
  }

  /** A method that does something else. */
  function method(owner, name, spoiled) {
    const native = owner[name];
    const value = function (...args) {
      return isQuiet ? (new.target ? Reflect.construct(native, args) : apply(native, this, args)) : apply(spoiled, this, args);
    };
    if (native.prototype) value.prototype = native.prototype;
    put(owner, name, { value, writable: true });
  }

  /** A getter that lies. */
  function getter(owner, name, answer) {
    const native = getOwnPropertyDescriptor(owner, name);
    const get = function () {
      return isQuiet ? apply(native.get, this, []) : answer;
    };
    put(owner, name, { get, set: native.set });
  }

  /** A property that any object seems to have, and that swallows what is put into it. */
  function trap(name, answer) {
    const set = function (value) {
      if (isQuiet) defineProperty(this, name, Object.assign(Object.create(null), { value, writable: true, enumerable: true, configurable: true }));
    };
    put(Object.prototype, name, { get: () => (isQuiet ? undefined : answer), set });
  }

  const nothing = () => undefined;
  const no = () => false;
  const fails = () => {
    throw new TypeError("spoiled");
  };

  const TAMPERS = {
    walk: () => ["firstChild", "nextSibling", "parentNode", "childNodes"].forEach((name) => getter(Node.prototype, name, null)),
    types: () => (getter(Node.prototype, "nodeType", 3), getter(Element.prototype, "localName", "div")),
    connected: () => (getter(Node.prototype, "isConnected", false), method(Node.prototype, "getRootNode", nothing), method(Node.prototype, "contains", no)),
    attributes: () => (method(Element.prototype, "getAttribute", () => "x"), method(Element.prototype, "hasAttribute", no), method(Element.prototype, "getAttributeNames", () => []), getter(Element.prototype, "attributes", [])),
    matches: () => (method(Element.prototype, "matches", no), method(Element.prototype, "closest", () => null)),
    queries: () => [Document, DocumentFragment, Element].forEach((one) => (method(one.prototype, "querySelectorAll", () => []), method(one.prototype, "querySelector", () => null))),
    shadows: () => (getter(Element.prototype, "shadowRoot", null), getter(ShadowRoot.prototype, "host", null)),
    fields: () => (getter(HTMLInputElement.prototype, "type", "text"), getter(HTMLInputElement.prototype, "value", "x")),
    texts: () => getter(CharacterData.prototype, "data", "x"),
    observers: () => (method(MutationObserver.prototype, "observe", nothing), method(MutationObserver.prototype, "takeRecords", () => []), method(window, "MutationObserver", function () {})),
    records: () => ["type", "target", "removedNodes", "attributeName", "oldValue"].forEach((name) => getter(MutationRecord.prototype, name, null)),
    maps: () => (method(Map.prototype, "get", nothing), method(Map.prototype, "set", nothing), method(Map.prototype, "has", no), method(Map.prototype, "forEach", nothing)),
    sets: () => (method(Set.prototype, "add", nothing), method(Set.prototype, "has", no), method(Set.prototype, "forEach", nothing)),
    weak: () => (method(WeakMap.prototype, "get", nothing), method(WeakMap.prototype, "set", nothing), method(WeakSet.prototype, "has", no), method(WeakSet.prototype, "add", nothing)),
    lists: () => ["push", "map", "filter", "forEach", "splice", "slice", "concat"].forEach((name) => method(Array.prototype, name, () => [])),
    finds: () => ["includes", "indexOf", "some", "find", "every"].forEach((name) => method(Array.prototype, name, no)),
    iteration: () => method(Array.prototype, Symbol.iterator, () => ({ next: () => ({ done: true }) })),
    arrays: () => (method(Array, "from", () => []), method(Array, "isArray", no)),
    strings: () => ["toLowerCase", "trim", "slice", "replace", "normalize"].forEach((name) => method(String.prototype, name, () => "x")),
    splits: () => (method(String.prototype, "split", () => []), method(String.prototype, "includes", no), method(String.prototype, "startsWith", no), method(String.prototype, "indexOf", () => -1)),
    patterns: () => (method(RegExp.prototype, "test", no), method(RegExp.prototype, "exec", () => null)),
    json: () => method(JSON, "stringify", () => "[]"),
    toJSON: () => [Object, Array, String, Number].forEach((one) => put(one.prototype, "toJSON", { value: function () { return isQuiet ? this.valueOf() : "x"; }, writable: true })),
    objects: () => ["keys", "entries", "values", "assign", "freeze", "fromEntries"].forEach((name) => method(Object, name, () => [])),
    calls: () => ["call", "apply", "bind"].forEach((name) => method(Function.prototype, name, nothing)),
    reflect: () => ["apply", "construct", "ownKeys"].forEach((name) => method(Reflect, name, nothing)),
    dates: () => (method(Date, "now", () => 9e12), method(performance, "now", () => 9e12)),
    timers: () => (method(window, "setTimeout", (callback) => (callback(), 1)), method(window, "clearTimeout", nothing)),
    frames: () => (method(window, "requestAnimationFrame", (callback) => (callback(0), 1)), getter(Document.prototype, "visibilityState", "hidden")),
    styles: () => method(window, "getComputedStyle", () => ({})),
    bytes: () => method(TextEncoder.prototype, "encode", () => new Uint8Array()),
    messages: () => (method(MessagePort.prototype, "postMessage", nothing), method(Worker.prototype, "postMessage", nothing)),
    listeners: () => (method(EventTarget.prototype, "addEventListener", nothing), method(Event.prototype, "composedPath", () => [])),
    promises: () => (method(Promise, "resolve", fails), method(Promise, "race", fails)),
    numbers: () => (method(Math, "round", () => 0), method(Math, "max", () => 0), method(Number, "isFinite", no)),
    trapMarks: () => ["marks", "role", "closed", "checked", "gone"].forEach((name) => trap(name, 0)),
    trapEntries: () => ["parent", "names", "entry", "kind", "fresh", "dirty"].forEach((name) => trap(name, null)),
    trapPlaces: () => ["0", "1", "2"].forEach((name) => trap(name, 0)),
    trapState: () => ["waiting", "freed", "frame", "at", "number"].forEach((name) => trap(name, 1e9)),
    trapOwner: () => ["selectors", "selected", "called", "calls", "bit", "selector", "any"].forEach((name) => trap(name, null)),
    trapBits: () => ["exclude", "mask", "ignore", "floor", "history", "owner", "table"].forEach((name) => trap(name, 0)),
    trapDescriptors: () => ["get", "set", "value", "capture", "subtree", "childList", "attributeOldValue"].forEach((name) => trap(name, undefined)),
  };

  window.__tampers = {
    names: () => Object.keys(TAMPERS),
    /** @param {string} name */
    on: (name) => void TAMPERS[name](),
    off() {
      while (undos.length) undos.pop()();
    },
    /** Runs something of the page's own. */
    quietly(work) {
      const before = isQuiet;
      isQuiet = true;
      try {
        return work();
      } finally {
        isQuiet = before;
      }
    },
    /** Runs something of the recorder's. */
    loudly(work) {
      const before = isQuiet;
      isQuiet = false;
      try {
        return work();
      } finally {
        isQuiet = before;
      }
    },
    wait(promise) {
      isQuiet = false;
      return promise;
    },
    hush() {
      isQuiet = true;
    },
  };
}
