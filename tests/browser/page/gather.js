() => {
  // Everything that a recorder could read on this page: the control of a leak case looks for its secret here.
  const said = [location.href, document.referrer, document.cookie, String(getSelection())];
  const seen = new Set();
  let ticked = false;

  function rulesOf(sheet) {
    try {
      return sheet ? Array.from(sheet.cssRules, (rule) => rule.cssText) : [];
    } catch {
      return [];
    }
  }

  function visit(node) {
    if (!node || seen.has(node)) return;
    seen.add(node);
    if (node.nodeValue) said.push(node.nodeValue);
    for (const attribute of node.attributes ?? []) said.push(attribute.name + "=" + attribute.value);
    if (typeof node.value === "string") said.push(node.value);
    if (node.checked) ticked = true;
    said.push(...rulesOf(node.sheet));
    for (const sheet of node.adoptedStyleSheets ?? []) said.push(...rulesOf(sheet));
    for (const child of node.childNodes) visit(child);
    visit(node.shadowRoot ?? window.__closedRoots?.get(node));
    visit(node.content?.nodeType === 11 ? node.content : null);
    try {
      visit(node.contentDocument);
    } catch {
      // of another origin
    }
  }

  visit(document);
  return { said, ticked, points: window.__points ?? [] };
}
