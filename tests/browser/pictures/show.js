async (events) => {
  // The replayer's last picture, alone in the corner of the window.
  const { Replayer } = await import("/vendor/replay.js");
  document.body.replaceChildren();
  document.body.style.margin = "0";
  const replayer = new Replayer(events, { root: document.body, mouseTail: false, triggerFocus: false, showWarning: false });
  replayer.pause(events.at(-1).timestamp - events[0].timestamp + 1);
  replayer.iframe.style.border = "0";
  for (const mouse of document.querySelectorAll(".replayer-mouse, .replayer-mouse-tail")) mouse.remove();
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100)));
}
