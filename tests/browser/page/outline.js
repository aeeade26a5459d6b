() => {
  // Tags that any recording of this page has to show, whatever it hides: structure is not secret.
  const KEPT = new Set(
    ("html head body div span p b i a em strong h1 h2 h3 ul ol li dl dt dd table thead tbody tr th td form label fieldset legend " +
      "input textarea select optgroup option button img video iframe details summary dialog section article main nav header footer hr br " +
      "svg g text path rect circle use math mi ruby rt del output map area").split(" "),
  );
  // A browser shows the children of these only where it cannot show themselves.
  const FALLBACK = new Set(["object", "video", "audio", "canvas", "iframe"]);
  const tags = [];
  const visit = (element) => {
    if (KEPT.has(element.localName)) tags.push(element.localName);
    if (element.getAttribute("data-velo") === "exclude" || FALLBACK.has(element.localName)) return;
    for (const child of element.shadowRoot?.children ?? []) visit(child);
    for (const child of element.children) visit(child);
  };
  visit(document.documentElement);
  return tags;
}
