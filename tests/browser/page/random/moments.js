async ({ events, moments, virtual, canonical, root }) => {
  // Plays events in one replayer of rrweb's, up to each of some moments in turn; gives what stood there then, and its complaints.
  const { Replayer } = await import("/vendor/replay.js");
  const warnings = [];
  const warn = console.warn;
  console.warn = (...said) => warnings.push(said.map(String).join(" ").slice(0, 300));
  const place = document.body.appendChild(document.createElement("div"));
  const replayer = new Replayer(events, { root: place, useVirtualDom: virtual, showWarning: true, mouseTail: false, triggerFocus: false });
  window.__isJump = virtual; // by a jump the player loses the mode of frames' documents
  window.__idOf = (node) => replayer.getMirror().getId(node);
  const look = eval(canonical);
  const built = [];
  for (const count of moments) {
    replayer.pause(events[count - 1].timestamp - events[0].timestamp + 1);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const shown = replayer.iframe.contentDocument.getElementById(root);
    built.push(shown ? look(shown) : []);
  }
  replayer.destroy();
  place.remove();
  console.warn = warn;
  return { built, warnings };
}
