// What pages do, as the parts of one object: `before` runs before the recorder is there, `after` while it records. Both may log what
// they see with `say`; whatever they say must be the same with and without the recorder.
(() => {
  const count = (say) => {
    const counts = {};
    return {
      /** Replaces a method; says how often the page's own code met it, and who else did. */
      method(owner, name, label = name) {
        const native = owner[name];
        counts[label] = 0;
        owner[name] = function (...args) {
          counts[label]++;
          return new.target ? Reflect.construct(native, args, new.target) : Reflect.apply(native, this, args);
        };
        if (native.prototype) owner[name].prototype = native.prototype;
      },
      /** The same for a getter. */
      getter(owner, name) {
        const native = Object.getOwnPropertyDescriptor(owner, name);
        counts[name] = 0;
        Object.defineProperty(owner, name, { ...native, get() { counts[name]++; return Reflect.apply(native.get, this, []); } });
      },
      /** From here on the page is on its own: what the test itself called before does not count. */
      begin: () => { for (const name in counts) counts[name] = 0; },
      tell: () => say({ ...counts }),
    };
  };

  const el = (html) => Object.assign(document.createElement("div"), { innerHTML: html }).firstElementChild;
  const add = (html) => document.body.appendChild(el(html));
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));
  const load = async (address) => {
    const script = document.head.appendChild(Object.assign(document.createElement("script"), { src: address }));
    await new Promise((resolve) => (script.onload = resolve));
    script.remove();
  };
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  /** Some work of a page: nodes come, change, move and go. */
  const work = () => {
    const box = add("<section><p class=a>one</p><p>two</p><input value=three></section>");
    box.firstChild.className = "b";
    box.append(box.firstChild);
    box.querySelector("p").textContent = "four";
    box.querySelector("input").remove();
    box.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
    return box;
  };

  /** The same, and something is scrolled, more often than is told. */
  const busy = () => {
    const scrolled = work().appendChild(el("<div style='overflow: scroll; height: 30px'><hr style='height: 300px'></div>"));
    scrolled.scrollTop = 20;
    setTimeout(() => (scrolled.scrollTop = 40), 60);
  };

  return {
    // -- built-ins that the page has replaced before: nobody but the page calls them --------------------------------------------
    "counted arrays": {
      before(say) {
        this.counter = count(say);
        for (const name of ["push", "map", "forEach", "filter", "slice", "splice", "indexOf", "includes", "concat", "join", Symbol.iterator]) this.counter.method(Array.prototype, name, String(name));
      },
      after() { busy(); },
    },
    "counted maps": {
      before(say) {
        this.counter = count(say);
        for (const [owner, names] of [[Map, ["get", "set", "has", "delete"]], [Set, ["add", "has", "delete"]], [WeakMap, ["get", "set", "has"]], [WeakSet, ["add", "has"]]])
          for (const name of names) this.counter.method(owner.prototype, name, owner.name + name);
      },
      after() { busy(); },
    },
    "counted text": {
      before(say) {
        this.counter = count(say);
        for (const name of ["slice", "replace", "split", "trim", "toLowerCase", "startsWith", "charCodeAt"]) this.counter.method(String.prototype, name);
        this.counter.method(JSON, "stringify");
        this.counter.method(JSON, "parse");
        this.counter.method(RegExp.prototype, "test");
        this.counter.method(RegExp.prototype, "exec");
      },
      after() { busy(); },
    },
    "counted nodes": {
      before(say) {
        this.counter = count(say);
        for (const name of ["firstChild", "nextSibling", "parentNode", "childNodes", "nodeType", "nodeName", "textContent", "isConnected"]) this.counter.getter(Node.prototype, name);
        for (const name of ["attributes", "localName", "shadowRoot", "id", "className"]) this.counter.getter(Element.prototype, name);
        for (const name of ["getAttribute", "hasAttribute", "matches", "closest", "getBoundingClientRect", "querySelectorAll"]) this.counter.method(Element.prototype, name);
        this.counter.getter(CharacterData.prototype, "data");
        this.counter.method(window, "getComputedStyle");
      },
      after() { busy(); },
    },
    "counted fields": {
      before(say) {
        this.counter = count(say);
        for (const owner of [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement]) for (const name of ["value", "name", "type"]) this.counter.getter(owner.prototype, name);
      },
      after() {
        const field = work().appendChild(el("<input name=n>"));
        field.value = "x";
        field.dispatchEvent(new Event("input", { bubbles: true }));
      },
    },
    "counted listeners and clocks": {
      before(say) {
        this.counter = count(say);
        for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"]) this.counter.method(EventTarget.prototype, name);
        for (const name of ["setTimeout", "clearTimeout", "setInterval", "requestAnimationFrame", "queueMicrotask", "fetch", "MutationObserver", "XMLHttpRequest"]) this.counter.method(window, name);
        this.counter.method(Promise.prototype, "then");
        this.counter.method(Date, "now");
        this.counter.method(performance, "now");
        this.counter.method(navigator, "sendBeacon");
        this.counter.method(Storage.prototype, "setItem");
        this.counter.method(MutationObserver.prototype, "observe");
      },
      after() { busy(); },
    },
    "wrapped like zone.js": {
      before(say) {
        const native = EventTarget.prototype.addEventListener;
        this.listeners = new WeakMap();
        EventTarget.prototype.addEventListener = function (type, listener, options) {
          const wrapped = function (event) { say(["zone", type, event.eventPhase]); return typeof listener === "function" ? listener.call(this, event) : listener.handleEvent(event); };
          return native.call(this, type, wrapped, options);
        };
        const then = Promise.prototype.then;
        Promise.prototype.then = function (...given) { return then.apply(this, given.map((one) => typeof one === "function" ? (value) => one(value) : one)); };
        for (const name of ["setTimeout", "requestAnimationFrame"]) { const clock = window[name]; window[name] = (callback, ...rest) => clock.call(window, (...told) => callback(...told), ...rest); }
      },
      after(say) {
        document.addEventListener("click", () => say("document"), true);
        work().addEventListener("click", () => say("box"));
        document.querySelector("section").click();
      },
    },
    "zone.js itself": {
      before() { return load("/packages/zone.js/bundles/zone.umd.min.js"); },
      async after(say) {
        const told = [];
        const tell = (what) => (parent, _current, target, ...rest) => { told.push(what); return parent[what](target, ...rest); };
        const zone = Zone.current.fork({ name: "app", onInvoke: tell("invoke"), onInvokeTask: tell("invokeTask"), onScheduleTask: tell("scheduleTask"), onHasTask: tell("hasTask") });
        await zone.run(async () => {
          document.addEventListener("click", () => say(["document", Zone.current.name]), true);
          const box = work();
          box.onclick = () => say(["box", Zone.current.name]);
          new MutationObserver((records) => say([records.length, Zone.current.name])).observe(box, { childList: true });
          box.click();
          box.append("more");
          await new Promise((resolve) => setTimeout(resolve, 20)).then(() => fetch("/")).then((answer) => say(answer.status));
        });
        await frame();
        say(told);
      },
    },
    "core-js with all it has": {
      before() { return load("/packages/core-js-bundle/minified.js"); },
      async after(say) {
        const box = work();
        say([Array.from("ab").group?.((one) => one), [3, 1].toSorted(), Object.groupBy([1, 2], (one) => one % 2), structuredClone(new Map([[1, box.className]])).size]);
        await Promise.try(() => pause(5));
        queueMicrotask(() => say("soon"));
        await new Promise((resolve) => setTimeout(resolve, 1, "told")).then(say);
        await new Promise((resolve) => setImmediate(resolve));
        say([new URL("/a?b=c", location.href).searchParams.get("b"), [...Iterator.from([1, 2]).map((one) => one * 2)]]);
        await pause(30);
      },
    },
    "added like Prototype.js and MooTools": {
      before() {
        Array.prototype.each = function (callback) { for (let i = 0; i < this.length; i++) callback(this[i]); };
        Array.prototype.toJSON = function () { return "own"; };
        Object.prototype.extend = function () { return this; };
        String.prototype.toJSON = function () { return "own"; };
        Function.prototype.bind = function (...given) { const made = this; return function (...more) { return made.apply(given[0], [...given.slice(1), ...more]); }; };
        Element.prototype.show = function () { this.hidden = false; };
        Array.from = (list) => Array.prototype.slice.call(list);
        document.getElementsByClassName = (name) => document.querySelectorAll("." + name);
        window.$ = window.$$ = (id) => document.getElementById(id);
        const { Element: NativeElement, Event: NativeEvent } = window;
        window.Element = Object.assign(function (tag) { return document.createElement(tag); }, { prototype: NativeElement.prototype });
        window.Event = Object.assign(function (type) { return new NativeEvent(type); }, { prototype: NativeEvent.prototype });
      },
      after(say) { say([JSON.stringify([1]), new Element("p") instanceof Element]); work().attachShadow({ mode: "closed" }).innerHTML = "<b>in</b>"; },
    },
    "built-ins that throw": {
      before() {
        const no = () => { throw new TypeError("page"); };
        for (const name of ["forEach", "map", "reduce"]) Array.prototype[name] = no;
        Map.prototype.forEach = Set.prototype.forEach = no;
        Object.defineProperty(Element.prototype, "shadowRoot", { configurable: true, get: no });
        Object.defineProperty(Node.prototype, "baseURI", { configurable: true, get: no });
        Object.defineProperty(HTMLIFrameElement.prototype, "contentDocument", { configurable: true, get: no });
        window.MutationObserver = class { constructor() { no(); } };
        window.ResizeObserver = window.IntersectionObserver = window.MutationObserver;
      },
      after() { work(); },
    },
    "frozen built-ins": {
      before() { for (const one of [Array, Object, Map, Set, String, Promise, Element, Node, EventTarget, Document]) Object.freeze(one.prototype); },
      after() { work(); },
    },

    // -- names that hide what forms and documents have ------------------------------------------------------------------------
    "clobbered form": {
      after(say) {
        const form = add(`<form>${["attributes", "childNodes", "firstChild", "parentNode", "nodeType", "nodeName", "localName", "matches", "getAttribute",
          "tagName", "ownerDocument", "isConnected", "shadowRoot", "querySelectorAll", "addEventListener", "submit", "id", "style", "children", "nextSibling", "contains", "getRootNode"]
          .map((name) => `<input name=${name} value=x>`).join("")}<input type=password name=closest value=x></form>`);
        form.setAttribute("class", "card");
        say([form.attributes === form.elements[0], form.id instanceof Element]);
        form.lastChild.remove();
      },
    },
    "clobbered document": {
      before() {
        document.body.innerHTML = ["body", "head", "documentElement", "defaultView", "location", "createElement", "querySelector", "readyState", "visibilityState", "fonts", "scrollingElement", "activeElement", "cookie"]
          .map((name) => `<img name=${name} id=${name} alt=x><form name=${name}></form>`).join("") + ["velo", "velo_", "fetch", "MutationObserver", "document", "navigator", "crypto", "performance", "Node"].map((name) => `<a id=${name}></a>`).join("");
      },
      after(say) { say([document.querySelector instanceof Element, typeof window.velo]); Document.prototype.querySelector.call(document, "img").setAttribute("class", "card"); },
    },
    "elements with getters of their own": {
      after(say) {
        const no = () => { throw new Error("page"); };
        const box = work();
        for (const name of ["childNodes", "firstChild", "nextSibling", "parentNode", "attributes", "shadowRoot", "isConnected", "localName", "textContent", "data", "value", "nodeType"])
          for (const node of [box, ...box.childNodes]) Object.defineProperty(node, name, { configurable: true, get: no });
        Element.prototype.setAttribute.call(box, "class", "late");
        Node.prototype.appendChild.call(box, document.createElement("i"));
        say(Node.prototype.contains.call(document, box));
      },
    },
    "custom elements that throw": {
      after(say) {
        const seen = [];
        class Angry extends HTMLElement {
          static observedAttributes = ["class"];
          constructor() { super(); seen.push("made"); this.attachShadow({ mode: "open" }).innerHTML = "<b>in</b>"; }
          connectedCallback() { seen.push("connected"); throw new Error("page"); }
          disconnectedCallback() { seen.push("disconnected"); }
          attributeChangedCallback(...told) { seen.push(told); throw new Error("page"); }
          get shadowRoot() { throw new Error("page"); }
        }
        customElements.define("x-angry", Angry);
        const made = add("<x-angry class=a></x-angry>");
        made.className = "b";
        made.remove();
        say(seen);
      },
    },

    // -- pages that do not rest -----------------------------------------------------------------------------------------------
    "an endless loop of mutations": {
      async after(say) {
        const box = add("<div></div>");
        let turns = 0;
        const observer = new MutationObserver(() => { if (++turns < 3000) box.dataset.turn = turns; });
        observer.observe(box, { attributes: true });
        box.dataset.turn = "0";
        while (turns < 3000) await pause(5);
        say(turns);
      },
    },
    "everything rewritten in each frame": {
      async after(say) {
        const box = add("<div></div>");
        for (let at = 0; at < 30; at++) { box.innerHTML = `<ul>${"<li><b>x</b></li>".repeat(100)}</ul>`; await frame(); }
        say(box.querySelectorAll("b").length);
      },
    },
    "an extension that rewrites what comes": {
      async after(say) {
        const observer = new MutationObserver((records) => records.forEach(({ addedNodes }) => addedNodes.forEach((node) => {
          if (node.nodeType === 3 && node.parentNode && node.parentNode.localName !== "font") { const font = document.createElement("font"); node.replaceWith(font); font.append(node); }
        })));
        observer.observe(document, { subtree: true, childList: true });
        for (let at = 0; at < 20; at++) { add("<p></p>").append("word"); await pause(1); }
        document.documentElement.setAttribute("cz-shortcut-listen", "true");
        document.documentElement.append(el("<grammarly-extension></grammarly-extension>"));
        await pause(30);
        observer.disconnect();
        say(document.querySelectorAll("font").length);
      },
    },

    // -- things of unusual size -----------------------------------------------------------------------------------------------
    "ten megabytes of text": { after(say) { const p = add("<p></p>"); p.textContent = "long ".repeat(2_000_000); p.firstChild.appendData("end"); say(p.textContent.length); } },
    "a tree ten thousand deep": {
      after(say) {
        let at = add("<div></div>");
        for (let i = 0; i < 10_000; i++) at = at.appendChild(document.createElement("div"));
        at.textContent = "bottom";
        document.body.lastChild.firstChild.remove();
        say(document.querySelectorAll("div").length);
      },
    },
    "a hundred thousand elements at once": {
      after(say) { const box = add("<div></div>"); box.innerHTML = "<i><b></b></i>".repeat(50_000); say(box.childElementCount); box.remove(); },
    },
    "five thousand attributes": { after(say) { const p = add("<p></p>"); for (let i = 0; i < 5000; i++) p.setAttribute("data-n" + i, "v".repeat(i % 50)); say(p.attributes.length); } },

    // -- texts that are no proper ones ----------------------------------------------------------------------------------------
    "lone surrogates and NUL": {
      after(say) {
        const p = add("<p></p>");
        for (const text of ["\ud800", "a\udfffb", "\0", "a\0b", "\ufffe", "\u2028", "\u202e", "]]>", "-->", "</script>"]) {
          p.append(document.createTextNode(text), document.createComment(text.replace("-->", "")));
          p.setAttribute("title", text);
          p.setAttribute("class", text);
          p.appendChild(document.createElement("input")).value = text;
        }
        say([...p.textContent].length);
      },
    },
    "names that no parser takes": {
      after(say) {
        const made = document.createElementNS("urn:page", "p:odd");
        made.setAttributeNS("urn:page", "p:name", "x");
        made.setAttributeNS("http://www.w3.org/1999/xlink", "xlink:href", "javascript:1");
        document.body.append(made, document.createElementNS(null, "none"), document.createProcessingInstruction("page", "x"));
        say(made.outerHTML);
      },
    },

    // -- documents that change under the recorder -----------------------------------------------------------------------------
    "a document that is replaced": {
      async after(say) {
        document.documentElement.remove();
        await pause(20);
        document.append(Object.assign(document.createElement("html"), { innerHTML: "<head></head><body><p>new</p></body>" }));
        await pause(20);
        document.replaceChildren(el("<svg xmlns='http://www.w3.org/2000/svg'></svg>"));
        await pause(20);
        document.replaceChildren(Object.assign(document.createElement("html"), { innerHTML: "<body><p>third</p></body>" }));
        say(document.body.textContent);
      },
    },
    "frames that come, go and write": {
      async after(say) {
        for (let at = 0; at < 6; at++) {
          const made = add("<iframe></iframe>");
          made.contentDocument.write(`<p>frame ${at}</p>`);
          if (at % 2) made.contentDocument.close();
          await pause(5);
          if (at % 3 === 0) made.remove();
        }
        say(document.querySelectorAll("iframe").length);
      },
    },
    "shadow roots of every kind": {
      after(say) {
        const modes = [["open", {}], ["closed", {}], ["open", { delegatesFocus: true }], ["open", { slotAssignment: "manual" }]];
        const roots = modes.map(([mode, more]) => add("<section></section>").attachShadow({ mode, ...more }));
        roots.forEach((root) => (root.innerHTML = "<slot></slot><p>in</p>"));
        let refused = "";
        try { document.querySelector("section").attachShadow({ mode: "open" }); } catch (error) { refused = error.name; }
        say([refused, roots.map(({ mode, host }) => [mode, host.shadowRoot?.mode])]);
      },
    },
    "style sheets of every kind": {
      after(say) {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("p { color: red }");
        document.adoptedStyleSheets.push(sheet);
        const { sheet: own } = document.head.appendChild(el("<style>b { top: 0 }</style>"));
        own.insertRule("i { top: 1px }");
        own.cssRules[0].style.setProperty("left", "2px");
        own.cssRules[0].style.right = "3px";
        own.deleteRule(1);
        let refused = "";
        try { own.insertRule("{{{"); } catch (error) { refused = error.name; }
        say([refused, own.cssRules.length, own.cssRules[0].cssText, document.adoptedStyleSheets.length]);
      },
    },
    "events that the page stops": {
      after(say) {
        // Whether a field is told of its focus, the window decides that is in front.
        const told = (event) => { event.stopImmediatePropagation(); event.preventDefault(); if (!event.isTrusted) say(event.type); };
        const names = ["click", "input", "pointerdown", "keydown", "scroll", "focus"];
        for (const name of names) window.addEventListener(name, told, true);
        const field = work().appendChild(el("<input>"));
        for (const name of names) say(field.dispatchEvent(new Event(name, { bubbles: true, cancelable: true })));
        field.focus();
      },
    },
    "printing and going out of sight": {
      after(say) {
        for (const name of ["beforeprint", "afterprint", "visibilitychange", "freeze", "resume", "pagehide", "pageshow"]) {
          addEventListener(name, () => say(name));
          (name.startsWith("v") || name === "freeze" || name === "resume" ? document : window).dispatchEvent(new Event(name));
        }
      },
    },
  };
})()
