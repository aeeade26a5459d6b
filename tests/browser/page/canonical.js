(root) => {
  // A document as data, the same for the page and for its replay; tests/browser/compare.py compares two of them.
  const LEAVES = new Set(
    "script noscript template iframe frame object embed canvas audio video textarea style link title".split(" "),
  );

  const gap = (text) => (text === "" ? "none" : text.trim() ? "words" : "blank");

  function list(nodes) {
    return Array.from(nodes, canonical).filter(Boolean);
  }

  function canonical(node) {
    switch (node.nodeType) {
      case 3:
        return { kind: "text", text: gap(node.data) };
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
      size: [width, height],
      children: LEAVES.has(node.localName) ? [] : list(node.childNodes),
    };
    if (node.shadowRoot) {
      made.shadow = list(node.shadowRoot.childNodes);
      made.adopted = adopted(node.shadowRoot);
    }
    if (node.localName === "iframe" && node.contentDocument) made.frame = list(node.contentDocument.childNodes);
    if (node === documentElement) made.adopted = adopted(node.ownerDocument);
    if (node.localName === "style" || node.localName === "link") made.rules = node.sheet && !node.sheet.disabled ? Array.from(node.sheet.cssRules).length : 0;
    if (node.localName === "title") made.text = gap(node.textContent);
    return made;
  }

  return list((root ?? document).childNodes);
}
