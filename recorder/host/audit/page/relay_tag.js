(() => {
  const list = (text) => {
    try {
      const read = JSON.parse(text);
      return Array.isArray(read) ? read : [text];
    } catch {
      return text.trim() ? [text] : [];
    }
  };
  const said = document.currentScript?.dataset ?? {};
  const early = Array.isArray(window.velo?.q) ? window.velo.q.splice(0) : [];
  const call = ([path, ...args]) => path.split(".").reduce((at, name) => at?.[name], veloRelay)?.(...args);
  window.velo = veloRelay;
  Object.defineProperty(veloRelay, "q", { value: { push: call } });
  veloRelay.start(Object.fromEntries(["exclude", "mask", "ignore", "allow"].filter((name) => said[name]).map((name) => [name, list(said[name])])));
  early.forEach(call);
})();
