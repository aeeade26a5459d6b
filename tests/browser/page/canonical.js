(root) => {
  // A document as data, the same for the page and for its replay; tests/browser/compare.py compares two of them.
  const LEAVES = new Set(
    "script noscript template iframe frame object embed canvas audio video textarea style link title".split(" "),
  );

  const MATHML = "http://www.w3.org/1998/Math/MathML";

  const gap = (text) => (text === "" ? "none" : text.trim() ? "words" : "blank");

  function list(nodes) {
    return Array.from(nodes, canonical).filter(Boolean);
  }

  // A page that shows its words and fields says so; what a mark ever hid is left out.
  const isOpen = window.__isOpen === true;

  function canonical(node) {
    switch (node.nodeType) {
      case 3:
        return isOpen ? { kind: "text", text: gap(node.data), said: node.data } : { kind: "text", text: gap(node.data) };
      case 8:
        return { kind: "comment" };
      case 10:
        return { kind: "doctype", name: node.name };
      case 1:
        return element(node);
      default:
        return null;
    }
  }

  // How many rules each adopted sheet has.
  const adopted = (root) => Array.from(root.adoptedStyleSheets, (sheet) => sheet.cssRules.length);

  function state(node) {
    switch (node.localName) {
      case "input":
        if (node.type === "checkbox" || node.type === "radio") return node.checked;
        return node.type === "text" || node.type === "search" ? node.value : null;
      case "textarea":
        return node.value;
      case "option": {
        const list = node.parentNode?.localName === "optgroup" ? node.parentNode.parentNode : node.parentNode;
        return list?.localName === "select" && !window.__closed?.has(list) ? node.selected : null;
      }
      default:
        return null;
    }
  }

  function element(node) {
    // The replayer's own style sheets hang beside head and body.
    const { documentElement } = node.ownerDocument;
    const rules = node.parentNode === documentElement && node.localName === "style";
    if (rules) return null;
    const { width, height } = node.getBoundingClientRect();
    const made = {
      kind: "element",
      tag: node.localName,
      namespace: node.namespaceURI,
      attributes: Object.fromEntries(Array.from(node.attributes, (attribute) => [attribute.name, attribute.value])),
      // In a closed <details> nothing has been laid out, until one asks.
      size: node.checkVisibility() ? [width, height] : null,
      children: LEAVES.has(node.localName) ? [] : list(node.childNodes),
    };
    if (window.__idOf) made.id = window.__idOf(node); // by what events call it
    if (window.__closed?.has(node)) made.closed = true;
    const held = isOpen && !window.__closed?.has(node) ? state(node) : null;
    if (held !== null) made.state = held;
    // Whether a popover is open, no event of rrweb's can tell; that a custom element was defined later, its player does not hear.
    // What no slot takes in has no style at all.
    const { display } = getComputedStyle(node);
    // A formula is HTML in the player, where `hidden` means something.
    const isPlain = !node.popover && !node.localName.includes("-") && node.localName !== "noscript" && node.namespaceURI !== MATHML;
    if (isPlain && display) made.shows = display !== "none";
    if (node.shadowRoot) {
      made.shadow = list(node.shadowRoot.childNodes);
      made.adopted = adopted(node.shadowRoot);
    }
    if (node.localName === "iframe" && node.contentDocument) {
      made.frame = list(node.contentDocument.childNodes);
      if (!window.__isJump) made.mode = node.contentDocument.compatMode;
    }
    if (node === documentElement) made.adopted = adopted(node.ownerDocument);
    if (node.localName === "style" || node.localName === "link") made.rules = node.sheet && !node.sheet.disabled ? Array.from(node.sheet.cssRules).length : 0;
    if (node.localName === "title") made.text = gap(node.textContent);
    return made;
  }

  return list((root ?? document).childNodes);
}
