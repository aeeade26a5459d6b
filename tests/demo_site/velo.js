/* Stands in for Velo on the glass page: one full snapshot, then one change, both written by hand. */
(() => {
  const at = Date.now();
  const early = window.velo?.q ?? [];
  const listeners = [];
  const words = { type: 3, textContent: `seen from outside ${location.pathname}`, id: 5 };
  const body = { type: 2, tagName: "body", attributes: {}, childNodes: [words], id: 4 };
  const head = { type: 2, tagName: "head", attributes: {}, childNodes: [], id: 6 };
  const html = { type: 2, tagName: "html", attributes: {}, childNodes: [head, body], id: 3 };
  const doctype = { type: 1, name: "html", publicId: "", systemId: "", id: 2 };
  const page = { type: 0, childNodes: [doctype, html], id: 1 };
  const first = [
    { type: 4, timestamp: at, data: { href: "/*", width: 600, height: 300 } },
    { type: 2, timestamp: at + 1, data: { node: page, initialOffset: { left: 0, top: 0 } } },
  ];
  const changed = { source: 0, texts: [{ id: 5, value: `Grüße from ${location.pathname}` }], attributes: [], removes: [], adds: [] };
  const leave = (events) => {
    const text = events.map((event) => JSON.stringify(event) + "\n").join("");
    for (const listener of listeners) listener(text);
  };
  window.velo = { state: "recording", on: (_name, listener) => listeners.push(listener), pause() {}, resume() {} };
  for (const [name, ...more] of early) window.velo[name](...more);
  leave(first);
  setTimeout(() => leave([{ type: 3, timestamp: Date.now(), data: changed }]), 100);
})();
