async ({ limit_ms, ...options }) => {
  // Kept where the test can call it. Imported by the page itself, as a site would.
  const velo = await import("/velo/velo.mjs");
  Object.defineProperty(window, "__velo", { value: velo, configurable: true });
  const late = new Promise((_, reject) => setTimeout(reject, limit_ms, new Error("start() neither resolved nor rejected")));
  return await Promise.race([velo.start(options), late]);
}
