async ({ limit_ms, ...options }) => {
  // Kept where the test can call it. Imported by the page itself, as a site would.
  const velo = await import("/velo/velo.mjs");
  Object.defineProperty(window, "__velo", { value: velo, configurable: true });
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(reject, limit_ms, new Error("start() neither resolved nor rejected"))));
  return await Promise.race([velo.start(options), late]).finally(() => clearTimeout(timer));
}
