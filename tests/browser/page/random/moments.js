async ({ events, moments, virtual, canonical, root }) => {
  // Plays events in a replayer of rrweb's up to each of some moments; gives what stood there then, and its complaints.
  const { Replayer } = await import("/vendor/replay.js");
  const warnings = [];
  const warn = console.warn;
  console.warn = (...said) => warnings.push(said.map(String).join(" ").slice(0, 300));
  window.__isJump = virtual; // by a jump the player loses the mode of frames' documents
  const look = eval(canonical);
  const built = [];
  let place, replayer;
  const end = () => {
    replayer?.destroy();
    place?.remove();
  };
  for (const count of moments) {
    // A jump goes from the beginning: one from further on moves style sheets about in the page, and so loses their single rules.
    if (virtual || !replayer) {
      end();
      place = document.body.appendChild(document.createElement("div"));
      replayer = new Replayer(events, { root: place, useVirtualDom: virtual, showWarning: true, mouseTail: false, triggerFocus: false });
      window.__idOf = (node) => replayer.getMirror().getId(node);
    }
    replayer.pause(events[count - 1].timestamp - events[0].timestamp + 1);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const shown = replayer.iframe.contentDocument.getElementById(root);
    built.push(shown ? look(shown) : []);
  }
  end();
  console.warn = warn;
  return { built, warnings };
}
