// Runs before everything else on a generated page: notes, after every step, which words the recorder was allowed to show.
//
// A word is a secret unless it stood where the rules let it show, in the open, for as long as content waits before it leaves; a
// word that stood in the open when it went may have left too. All that is not known here counts as secret. Built-ins are taken
// now: the page changes them later.
{
  const { apply, getOwnPropertyDescriptor } = Reflect;
  const get = (proto, name) => {
    const getter = getOwnPropertyDescriptor(proto, name).get;
    return (object) => apply(getter, object, []);
  };
  const rootOf = get(Element.prototype, "shadowRoot");
  const slotOf = { 1: get(Element.prototype, "assignedSlot"), 3: get(Text.prototype, "assignedSlot") };
  const frameDocument = get(HTMLIFrameElement.prototype, "contentDocument");
  const clock = performance.now.bind(performance);
  const nextFrame = window.requestAnimationFrame.bind(window);

  // Below these nothing of the page's own shows, or a browser shows it only where it cannot show themselves.
  const CLOSED = new Set("script style template noscript textarea iframe frame object embed applet canvas audio video noembed noframes xmp plaintext".split(" "));
  const LABELS = new Set("placeholder label alt title aria-label aria-description aria-roledescription aria-placeholder summary abbr".split(" "));
  const ADDRESSES = new Set("href xlink:href action formaction cite src poster background data srcset imagesrcset".split(" "));
  const TYPED_ROLES = new Set(["textbox", "searchbox", "combobox", "spinbutton"]);
  const FIELDS = new Set(["input", "textarea", "select"]);
  const BUTTONS = new Set(["button", "submit", "reset", "image"]);
  const FLOOR_TYPES = new Set(["password", "hidden", "file"]);
  const FLOOR_TOKENS = /(^|\s)(cc-\S+|current-password|new-password|one-time-code)(\s|$)/i;
  const FLOOR_NAMES = /^(password|cvv|iban|pin)$/i;
  const WORD = /qzx7[a-z]{8}4|qzx[a-z]{8}|453275\d{10}/gi; // as planted.py makes them
  // Content waits 250 ms and three frames; less than that here, for this clock is not the recorder's.
  const SHORT_MS = 180;
  const SHORT_FRAMES = 2;

  const spec = { strict: true, recordInputs: false, personal: new Set() };
  /** Words and when they stood in the open: {from, to, places, isGone}; `places`: where they do now. */
  const exposures = new Map();
  const seen = new Set();
  const closedRoots = new Map();
  const calls = new Map(); // element to {mask: 1, ...}
  const selectors = new Set(); // {name, selector}
  const kept = new WeakMap(); // node to words that were in it when it left a hidden place
  const floor = new WeakSet();
  let frames = 0;
  let isRecording = false;
  let isObserved = false;
  let before = { ms: clock(), frames };

  const count = () => {
    frames++;
    nextFrame(count);
  };
  nextFrame(count);

  const shadowOf = (element) => rootOf(element) ?? closedRoots.get(element) ?? null;
  const documentIn = (element) => (element.localName === "iframe" && element.namespaceURI === document.documentElement.namespaceURI ? frameDocument(element) : null);
  const above = (node) => node.parentNode ?? node.host ?? (node.nodeType === 9 && node !== document ? node.defaultView?.frameElement : null) ?? null;
  const words = (text) => (text ? String(text).match(WORD) ?? [] : []).map((word) => word.toLowerCase());

  const PRODUCTS = { "rr-block": "exclude", "ph-no-capture": "exclude", "sentry-mask": "mask", "fs-mask": "mask" };

  /** What one element asks for by itself: a set of names of marks. */
  function marksOf(element) {
    const marks = new Set();
    const said = element.getAttribute("data-velo");
    if (said !== null) marks.add(["exclude", "mask", "ignore", "allow"].find((name) => name === said.trim().toLowerCase()) ?? "mask");
    for (const name of (element.getAttribute("class") ?? "").split(/\s+/)) if (PRODUCTS[name]) marks.add(PRODUCTS[name]);
    if (element.hasAttribute("data-hj-suppress")) marks.add("exclude");
    if (element.hasAttribute("data-recording-sensitive")) marks.add("mask");
    for (const [name, times] of Object.entries(calls.get(element) ?? {})) if (times > 0) marks.add(name);
    for (const { name, selector } of selectors) if (element.matches(selector)) marks.add(name);
    return marks;
  }

  /** All that is asked for along the way up, and across slots what hides. */
  function marksAround(node, withSlots = true) {
    const marks = new Set();
    for (let at = node; at; at = above(at)) {
      if (at.nodeType === 1) for (const mark of marksOf(at)) marks.add(mark);
      const slot = withSlots && slotOf[at.nodeType]?.(at);
      if (slot) for (const mark of marksAround(slot)) if (mark !== "allow") marks.add(mark);
    }
    return marks;
  }

  const isHidden = (marks) => marks.has("exclude") || marks.has("mask");
  const typedInto = (node) => {
    for (let at = node; at; at = above(at)) {
      if (at.nodeType !== 1) continue;
      const editable = at.getAttribute("contenteditable");
      if ((editable !== null && editable.trim().toLowerCase() !== "false") || TYPED_ROLES.has(at.getAttribute("role"))) return true;
    }
    return false;
  };

  function isOnFloor(field) {
    const type = field.localName === "input" ? field.type : "";
    return FLOOR_TYPES.has(type) || FLOOR_TOKENS.test(field.getAttribute("autocomplete") ?? "") || FLOOR_NAMES.test(field.getAttribute("name") ?? "");
  }

  /** Whether a word of an address may show under `balanced`: not one in its query, nor as a user's name, nor in an odd scheme. */
  function showsIn(address, word) {
    const text = String(address).toLowerCase().trim();
    if (/^(?!https?:)[a-z][a-z0-9+.-]*:/.test(text)) return false;
    const at = text.indexOf(word);
    const hash = text.lastIndexOf("#", at);
    if (hash >= 0) return text[hash + 1] === "/" || text[hash + 1] === "!";
    return text.lastIndexOf("?", at) < 0 && !/^[^/]*\/\/[^/?#]*@/.test(text);
  }

  /** Whether a word is told to be somebody's by what it stands in: all of an address, not the half that a page has left of it. */
  function isPersonal(word, node, text) {
    if (!spec.personal.has(word)) return false;
    const element = node.nodeType === 1 ? node : node.parentElement;
    return /^4/.test(word) || String(text).toLowerCase().includes(word + "@") || Boolean(element?.closest("[data-solid]"));
  }

  const places = new WeakMap();
  /** Something that stands for a part of a node. */
  function placeOf(node, name) {
    const known = places.get(node) ?? places.set(node, new Map()).get(node);
    return known.get(name) ?? known.set(name, {}).get(name);
  }

  function look() {
    /** Words to the places where they stand: a node's text, its value, one of its attributes. */
    const open = new Map();
    const present = new Map();
    const add = (map, word, node) => (map.get(word) ?? map.set(word, new Set()).get(word)).add(node);
    const note = (node, text, may, name = "") => {
      const place = placeOf(node, name);
      for (const word of words(text)) {
        seen.add(word);
        add(present, word, place);
        if (!isPersonal(word, node, text) && !kept.get(node)?.has(word) && may(word)) add(open, word, place);
      }
    };
    const never = () => false;

    function visitAttributes(element) {
      let marks;
      const around = () => (marks ??= marksAround(element));
      const label = () => !isHidden(around()) && (!spec.strict || around().has("allow"));
      const isButton = element.localName === "button" || (element.localName === "input" && BUTTONS.has(element.type));
      for (const { name, value } of element.attributes) {
        const key = name.toLowerCase();
        note(element, name, never, `name of ${name}`);
        if (LABELS.has(key) || (key === "value" && isButton)) note(element, value, label, name);
        else if (ADDRESSES.has(key)) note(element, value, (word) => !spec.strict && !isHidden(around()) && showsIn(value, word), name);
        else if (key === "style") note(element, value, () => !spec.strict && !isHidden(around()) && /url\(/i.test(value), name);
        else note(element, value, never, name);
      }
      if (!FIELDS.has(element.localName)) return;
      if (isRecording && element.isConnected && isOnFloor(element)) floor.add(element);
      const shows = () => spec.recordInputs && !isHidden(around()) && !around().has("ignore") && !floor.has(element) && !isOnFloor(element);
      if (typeof element.value === "string" && !isButton) note(element, element.value, shows, "its value");
    }

    function visit(node, isClosed) {
      if (node.nodeType === 3) {
        note(node, node.data, () => {
          if (isClosed) return false;
          const marks = marksAround(node);
          if (isHidden(marks)) return false;
          if (typedInto(node)) return spec.recordInputs;
          return !spec.strict || marks.has("allow");
        });
        return;
      }
      if (node.nodeType === 8 || node.nodeType === 7) return note(node, node.data, never);
      if (node.nodeType === 1) {
        visitAttributes(node);
        visitSheet(node, node.sheet);
        if (shadowOf(node)) visit(shadowOf(node), isClosed);
        if (node.localName === "template" && node.content) visit(node.content, true);
        const inner = documentIn(node);
        if (inner) visit(inner, isClosed);
      }
      for (const sheet of node.adoptedStyleSheets ?? []) visitSheet(node, sheet);
      const isEnd = isClosed || (node.nodeType === 1 && CLOSED.has(node.localName));
      for (let child = node.firstChild; child; child = child.nextSibling) visit(child, isEnd);
    }

    function visitSheet(node, sheet) {
      if (!sheet || !(sheet instanceof CSSStyleSheet)) return;
      let text = node.localName === "style" ? node.textContent : "";
      try {
        for (const rule of sheet.cssRules) text += "\n" + rule.cssText;
      } catch {
        return; // of another origin
      }
      note(node, text, () => !spec.strict && !isHidden(marksAround(node)) && /url\(/i.test(text), "its sheet");
    }

    visit(document, false);
    note(document, location.href, (word) => !spec.strict && showsIn(location.href, word));
    return { open, present };
  }

  /** What became of the places where a word stood in the open. */
  function settle(word, known, now, open, present) {
    for (const place of known.places) {
      if (open?.has(place)) continue;
      known.to = now;
      known.places.delete(place);
      known.isGone ||= !present?.has(place);
    }
  }

  /**
   * Looks at the whole page; to be called after each step. What comes into the open counts at once; what is hidden counts, and what went
   * is gone, as it stands at the end of a task: nobody sees what a page does and undoes in one.
   * @param {boolean} [isEnd] of a task
   */
  function check(isEnd = false) {
    const now = { ms: clock(), frames };
    const { open, present } = look();
    if (isRecording) {
      for (const [word, places] of open) {
        const known = exposures.get(word) ?? { from: before, to: now, places: new Set(), isGone: false };
        exposures.set(word, known);
        known.to = now;
        for (const place of places) known.places.add(place);
      }
      if (isEnd) for (const [word, known] of exposures) settle(word, known, now, open.get(word), present.get(word));
    }
    before = now;
  }

  /** A node is about to leave its place: what is hidden in it stays hidden, wherever it goes. */
  function leave(node) {
    const place = above(node);
    if (!isObserved || !place || !node.isConnected || !isHidden(marksAround(place, false))) return;
    const keep = (at) => {
      const texts = [at.nodeType === 3 ? at.data : "", ...Array.from(at.attributes ?? [], ({ value }) => value)];
      const inside = kept.get(at) ?? kept.set(at, new Set()).get(at);
      for (const word of words(texts.join(" "))) inside.add(word);
      if (at.nodeType === 1 && shadowOf(at)) keep(shadowOf(at));
      for (let child = at.firstChild; child; child = child.nextSibling) keep(child);
    };
    keep(node);
  }

  window.__witness = {
    spec,
    selectors,
    closedRoots,
    shadowOf,
    documentIn,
    check,
    leave,
    frames: () => frames,
    /** @param {boolean} is */
    record(is) {
      isRecording = isObserved = is;
      before = { ms: clock(), frames };
    },
    /** While nothing is observed, nobody sees what leaves a hidden place. @param {boolean} is */
    observe(is) {
      isObserved = is;
    },
    call(element, name, by) {
      const counts = calls.get(element) ?? calls.set(element, {}).get(element);
      counts[name] = (counts[name] ?? 0) + by;
    },
    /** The site said these itself. */
    told(text) {
      for (const word of words(text)) {
        seen.add(word);
        if (!spec.strict && !spec.personal.has(word)) exposures.set(word, { from: before, to: before, places: new Set(), isGone: true });
      }
    },
    /** What was on the page, and what of it may have left. */
    report() {
      const hasLeft = ({ from, to, places, isGone }) => places.size > 0 || isGone || (to.ms - from.ms >= SHORT_MS && to.frames - from.frames >= SHORT_FRAMES);
      const isShut = marksAround(document.documentElement).has("exclude");
      return { seen: [...seen], isShut, open: [...exposures].filter(([, known]) => hasLeft(known)).map(([word]) => word) };
    },
  };
}
