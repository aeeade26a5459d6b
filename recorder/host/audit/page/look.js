/**
 * Looks at one document: its fields, its words, what is stored, where its links go. Changes nothing.
 *
 * Called with `{aliases, most, threadNames}`: rows of recorder/aliases.py, limits, names of conversations. Gives
 * `{report, elements}`; entries of the report name their element by its place in `elements`.
 */
({ aliases, most, threadNames }) => {
  const FIELDS = "input,textarea,select,[contenteditable]:not([contenteditable=false]),[role=textbox]";
  const NO_FIELDS = new Set(["hidden", "submit", "button", "image", "reset"]);
  const SILENT = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "TEXTAREA", "SELECT", "OPTION", "TITLE"]);
  const DESCRIBED = /^(?:data-|aria-|form)|^(?:name|id|type|class|title|placeholder|autocomplete|inputmode|maxlength|pattern|role|ng-model|min|max|step|multiple|list|readonly|disabled)$/;
  const [EXCLUDE, MASK, IGNORE] = [1, 2, 4];
  const top = outermost();
  const called = [...(top[Symbol.for("velo audit")]?.marks() ?? []), ...(top[Symbol.for("velo audit runs")] ?? [])];
  const elements = [];
  const index = new Map();

  /** Marks that were called for, or stand in the owner's file, are told to the page around all frames. */
  function outermost() {
    try {
      return window.top[Symbol.for("velo audit runs")] ? window.top : window;
    } catch {
      return window;
    }
  }
  const put = (element) => {
    if (!index.has(element)) index.set(element, elements.push(element) - 1);
    return index.get(element);
  };
  const tidy = (text, chars = 200) => (text ?? "").replace(/\s+/g, " ").trim().slice(0, chars);
  const up = (node) => node.assignedSlot ?? node.parentElement ?? (node.getRootNode() instanceof ShadowRoot ? node.getRootNode().host : null);
  const wordsOf = (node) => (node ? tidy(node.cloneNode(true).textContent) : "");

  /** What the marks on an element and above it ask for. */
  const known = new Map();
  function marksOf(element) {
    if (!element) return 0;
    if (known.has(element)) return known.get(element);
    let marks = marksOf(up(element));
    const named = new Set(aliases.filter((row) => row[1] === "attribute" && row[3] !== "*").map((row) => `${row[2]}=${row[3]}`));
    for (const [, where, name, value, mark] of aliases) {
      if (where === "class") {
        if ([...element.classList].some((one) => one.toLowerCase() === name)) marks |= mark;
      } else if (element.hasAttribute(name)) {
        const said = element.getAttribute(name).trim().toLowerCase();
        if (said === value || (value === "*" && !named.has(`${name}=${said}`))) marks |= mark;
      }
    }
    for (const [target, mark] of called) if (target === element || (typeof target === "string" && matches(element, target))) marks |= mark;
    known.set(element, marks);
    return marks;
  }
  function matches(element, selector) {
    try {
      return element.matches(selector);
    } catch {
      return false;
    }
  }

  // --- selectors: short, and such as the next build of the site will still have

  const isMade = (name) => name.length > 40 || /\d{3}|[0-9a-f]{8}|^[:\d]|^(?:css|sc|jsx|svelte|radix|headlessui|mui|ember|react|mat|ng)[-:_]|__[A-Za-z0-9]{5,}$|:r/i.test(name);
  const quote = (text) => `"${text.replace(/["\\]/g, "\\$&").replace(/\n/g, "\\a ")}"`;
  const only = (root, selector, element) => {
    try {
      const found = root.querySelectorAll(selector);
      return found.length === 1 && found[0] === element;
    } catch {
      return false;
    }
  };
  const ATTRIBUTES = ["name", "data-testid", "data-test", "data-cy", "data-qa", "data-field", "itemprop", "autocomplete", "aria-label", "for", "type"];
  // A report names selectors: what may be a person's name or number does not stand in one.
  const PERSONAL = /\d{3}|@|\p{Lu}[\p{L}'’-]+ \p{Lu}/u;
  const NAMED = new Set(["input", "select", "textarea", "button", "form", "fieldset", "output", "iframe", "slot"]);
  // Of which a page has one: other tags alone would mark things on other pages, too.
  const LANDMARKS = new Set(["main", "header", "footer", "nav", "aside", "dialog", "h1"]);
  function* names(element) {
    const tag = CSS.escape(element.localName);
    if (element.id && !isMade(element.id)) yield `#${CSS.escape(element.id)}`;
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      if (value && value.length <= 60 && !PERSONAL.test(value) && (name !== "name" || NAMED.has(element.localName))) yield `${tag}[${name}=${quote(value)}]`;
    }
    const classes = [...element.classList].filter((one) => !isMade(one) && !/^(?:is|has|js)-|active|open|hover|focus|selected|shown/.test(one)).slice(0, 3);
    for (const one of classes) yield `.${CSS.escape(one)}`;
    for (const one of classes) yield `${tag}.${CSS.escape(one)}`;
    if (classes.length > 1) yield tag + classes.map((one) => `.${CSS.escape(one)}`).join("");
    if (LANDMARKS.has(tag) || tag.includes("-")) yield tag;
  }
  const place = (element) => {
    const tag = CSS.escape(element.localName);
    const alike = [...(element.parentNode?.children ?? [])].filter((one) => one.localName === element.localName);
    return alike.length > 1 ? `${tag}:nth-of-type(${alike.indexOf(element) + 1})` : tag;
  };
  /** The best selector of an element in its root: a name of its own, or one below a name above it. */
  function inRoot(element, root) {
    for (const name of names(element)) if (only(root, name, element)) return name;
    const own = [...names(element), element.localName, place(element)];
    let path = place(element);
    for (let above = element.parentElement; above; above = above.parentElement) {
      for (const top of names(above)) {
        if (!only(root, top, above)) continue;
        for (const name of own) if (only(root, `${top} ${name}`, element)) return `${top} ${name}`;
        if (only(root, `${top} > ${path}`, element)) return `${top} > ${path}`;
        break;
      }
      path = `${place(above)} > ${path}`;
    }
    return path;
  }
  /** Below shadow roots, one selector for each root, the outermost first. */
  function selectorOf(element) {
    const root = element.getRootNode();
    const own = inRoot(element, root);
    return root instanceof ShadowRoot ? `${selectorOf(root.host)} >>> ${own}` : own;
  }
  /** A selector for all that stand where this one stands in their rows, and how many those are; null where there are no rows. */
  function groupOf(element) {
    const root = element.getRootNode();
    if (root instanceof ShadowRoot) return null;
    const list = element.closest("dd")?.parentElement;
    if (list?.localName === "dl" && element.closest("dd").children.length === 0) {
      const all = `${inRoot(list, root)} dd`;
      const count = root.querySelectorAll(all).length;
      return count > 1 ? [all, count] : null;
    }
    const row = element.closest("tr,li,[role=row],[role=listitem],article,dl > div");
    if (!row || !row.parentElement || row.parentElement.children.length < 2) return null;
    const cell = element.closest("td,th");
    const inside = element === row ? "" : cell && row.contains(cell) ? `${cell.localName}:nth-child(${[...row.children].indexOf(cell) + 1})` : firstName(element, row);
    if (inside === null) return null;
    const rows = row.parentElement.localName === "tbody" ? row.closest("table") : row.parentElement;
    const group = `${inRoot(rows, root)} ${row.localName === "tr" ? "" : row.localName} ${inside}`.replace(/\s+/g, " ").trim();
    const count = root.querySelectorAll(group).length;
    return count > 1 ? [group, count] : null;
  }
  function firstName(element, row) {
    for (const name of [...names(element), CSS.escape(element.localName)]) {
      if (name[0] === "#") continue;
      if (row.querySelectorAll(name).length === 1) return name;
    }
    return null;
  }

  // --- what is said about an element

  function labelsOf(field) {
    const said = [];
    for (const label of field.labels ?? []) said.push(withoutFields(label));
    const label = field.closest("label");
    if (label && !field.labels) said.push(withoutFields(label));
    for (const name of ["aria-labelledby", "aria-describedby"]) {
      for (const id of (field.getAttribute(name) ?? "").split(/\s+/).filter(Boolean)) {
        const other = field.getRootNode().getElementById?.(id);
        if (other) said.push(wordsOf(other));
      }
    }
    const legend = field.closest("fieldset")?.querySelector(":scope > legend");
    return { labels: said.filter(Boolean), legend: wordsOf(legend), beside: said.filter(Boolean).length ? "" : beside(field) };
  }
  function withoutFields(label) {
    const copy = label.cloneNode(true);
    for (const below of copy.querySelectorAll("select,textarea,option,button,script,style")) below.remove();
    return tidy(copy.textContent);
  }
  /** The words just before a field, as tables and old forms label. */
  function beside(field) {
    let at = field;
    for (let level = 0; at && level < 3; level++, at = at.parentElement) {
      for (let before = at.previousSibling; before; before = before.previousSibling) {
        if (before.nodeType === 1 && (before.matches(FIELDS) || before.querySelector(FIELDS))) return "";
        const text = before.nodeType === 3 || before.nodeType === 1 ? tidy(before.textContent) : "";
        if (text) return text.length <= 60 ? text : "";
      }
    }
    return "";
  }
  /** What labels a text: the heading of its cell, its term, or the one short element before it; and what stands beside that label. */
  function labelOf(element) {
    const cell = element.closest("td,th,dd");
    if (cell?.localName === "dd") {
      let term = cell.previousElementSibling;
      while (term && term.localName !== "dt") term = term.previousElementSibling;
      return [wordsOf(term), [...(cell.closest("dl")?.querySelectorAll("dt") ?? [])].map(wordsOf)];
    }
    if (cell?.localName === "td") {
      const row = cell.parentElement;
      const table = cell.closest("table");
      const heads = [...(table?.querySelectorAll("tr:first-child > th, thead th") ?? [])].map(wordsOf);
      const first = row?.querySelector(":scope > th");
      if (first && heads.length < 2) return [wordsOf(first), [...table.querySelectorAll("th")].map(wordsOf)];
      return [heads[[...row.children].indexOf(cell)] ?? "", heads];
    }
    const said = element.getAttribute("aria-label") ?? "";
    if (said) return [tidy(said), []];
    const before = element.previousElementSibling;
    const parent = element.parentElement;
    if (before && parent && parent.children.length === 2 && !/^(?:H[1-6]|A|BUTTON|NAV|LABEL)$/.test(before.tagName)) {
      const text = wordsOf(before);
      if (text.length <= 40 && !/\d/.test(text)) return [text.replace(/\s*:$/, ""), []];
    }
    return ["", []];
  }
  /** What the markup calls an element, and the component that it is a part of. */
  function tokensOf(element) {
    const root = element.getRootNode();
    const host = root instanceof ShadowRoot ? root.host : null;
    const said = [element.id, ...element.classList, host?.localName, ...(host?.classList ?? [])];
    for (const name of ["itemprop", "data-field", "data-testid"]) said.push(element.getAttribute(name));
    return said.filter((one) => typeof one === "string" && one && one.length < 60);
  }
  const threads = new Map();
  /** The box of a conversation that an element stands in: a log, or something that is called one. */
  function threadOf(element) {
    if (!element) return null;
    if (!threads.has(element)) threads.set(element, isThread(element) ? selectorOf(element) : threadOf(element.parentElement));
    return threads.get(element);
  }
  function isThread(element) {
    if (element.getAttribute("role") === "log") return true;
    const said = [element.getAttribute("aria-label"), element.id, ...element.classList];
    return said.some((one) => typeof one === "string" && threadNames.includes(one.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[\W_]+/g, " ").trim().toLowerCase()));
  }
  const rectOf = (element) => {
    const box = element.getBoundingClientRect();
    return [box.x + scrollX, box.y + scrollY, box.width, box.height].map(Math.round);
  };
  const seen = (element) => element.checkVisibility?.({ opacityProperty: true, visibilityProperty: true }) ?? true;
  const common = (element) => ({
    element: put(element), tag: element.localName, marks: marksOf(element), selector: selectorOf(element), group: groupOf(element), rect: rectOf(element), visible: seen(element),
  });

  const fields = [];
  const texts = [];
  const links = [];
  const presses = [];
  function field(element) {
    const type = element.localName === "input" ? element.type : "";
    if (NO_FIELDS.has(type) || fields.length >= most.fields) return;
    const attributes = {};
    for (const { name, value } of element.attributes) if (DESCRIBED.test(name) && value.length < 300) attributes[name] = value;
    const style = getComputedStyle(element);
    const security = style.getPropertyValue("-webkit-text-security");
    const isFloor = ["password", "file"].includes(type);
    const value = isFloor || ["checkbox", "radio"].includes(type) ? "" : (element.value ?? element.textContent ?? "");
    fields.push({
      ...common(element), ...labelsOf(element), type, attributes, value: String(value).slice(0, 500),
      dotted: !["", "none"].includes(security) || /security|password|disc|bullet|dots/i.test(style.fontFamily),
      fillable: !element.disabled && !element.readOnly,
    });
  }
  function text(element) {
    const own = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => tidy(node.data, 300)).filter((one) => /[\p{L}\p{N}]/u.test(one));
    if (own.length && texts.length < most.texts) say(element, "text", own);
    for (const name of ["title", "alt", "aria-label"]) {
      const value = tidy(element.getAttribute(name), 300);
      if (value && texts.length < most.texts) say(element, name, [value]);
    }
  }
  function say(element, where, own) {
    const [label, peers] = where === "text" ? labelOf(element) : ["", []];
    texts.push({ ...common(element), where, own, label, peers: peers.slice(0, 30), tokens: tokensOf(element), thread: threadOf(element) });
  }
  const PRESS = "summary,[role=tab],[aria-expanded],[aria-haspopup],[aria-controls],button";
  function press(element) {
    if (presses.length >= most.presses || !element.matches(PRESS) || element.disabled || !seen(element)) return;
    const isLink = element.localName === "a" && element.hasAttribute("href") && !/^#/.test(element.getAttribute("href"));
    const submits = element.localName === "button" && element.type !== "button" && element.form;
    if (isLink || submits || element.matches("[type=submit],[type=reset],[popovertargetaction=hide]")) return;
    presses.push({ element: put(element), says: tidy([element.textContent, element.getAttribute("aria-label"), element.title, element.id, element.className, element.getAttribute("name"), element.value].filter((one) => typeof one === "string").join(" | "), 300) });
  }
  function walk(root) {
    for (const element of root.querySelectorAll("*")) {
      if (element.matches(FIELDS)) field(element);
      if (!SILENT.has(element.tagName) && !element.isContentEditable) text(element);
      if (element.localName === "a" && element.href && links.length < most.links) links.push([element.href, tidy(`${element.textContent} ${element.getAttribute("aria-label") ?? ""}`, 80), element.hasAttribute("download")]);
      press(element);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  }
  walk(document);

  const stored = [];
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      const storage = window[name];
      for (let i = 0; i < Math.min(storage.length, 200); i++) stored.push([storage.key(i), storage.getItem(storage.key(i)).slice(0, 20000)]);
    } catch {
      // not allowed here
    }
  }
  const { scrollWidth = 0, scrollHeight = 0 } = document.documentElement ?? {};
  return {
    elements,
    report: { fields, texts, links, presses, stored, address: location.href, title: document.title, size: [scrollWidth, scrollHeight], full: fields.length >= most.fields || texts.length >= most.texts },
  };
}
