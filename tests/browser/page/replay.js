async ({ events, virtual, canonical, look, settle_ms }) => {
  // Plays events to their end in rrweb's own replayer; gives what it built, what `look` sees there, and its complaints.
  const { Replayer } = await import("/vendor/replay.js");
  const warnings = [];
  const warn = console.warn;
  console.warn = (...said) => warnings.push(said.map(String).join(" ").slice(0, 300));
  const root = document.createElement("div");
  document.body.append(root);
  window.__isJump = virtual; // by a jump the player loses the mode of frames' documents
  const replayer = new Replayer(events, { root, useVirtualDom: virtual, showWarning: true, mouseTail: false, triggerFocus: false });
  replayer.pause(events.at(-1).timestamp - events[0].timestamp + 1);
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, settle_ms ?? 0)));
  const built = eval(canonical)(replayer.iframe.contentDocument);
  const seen = look ? await eval(look)(replayer.iframe.contentDocument) : null;
  replayer.destroy();
  root.remove();
  console.warn = warn;
  return { built, seen, warnings };
}
