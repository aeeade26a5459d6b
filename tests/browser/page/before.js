// Before the page's own scripts: what is observed, stored and asked for from now on, by name.
{
  const seen = (window.__seen = []);
  const wrap = (owner, name, words) => {
    const native = owner[name];
    owner[name] = function (...args) {
      seen.push(words(this, args));
      return native.apply(this, args);
    };
  };
  wrap(EventTarget.prototype, "addEventListener", (at, [name]) => `${(at ?? window).constructor.name} hears ${name}`);
  for (const one of [MutationObserver, IntersectionObserver, ResizeObserver, PerformanceObserver]) wrap(one.prototype, "observe", () => one.name);
  wrap(Storage.prototype, "setItem", (_, [key]) => `stores ${key}`);
  wrap(IDBFactory.prototype, "open", (_, [name]) => `opens ${name}`);
  wrap(window, "fetch", () => "fetches");
  for (const name of ["Worker", "SharedWorker", "BroadcastChannel", "XMLHttpRequest"]) {
    window[name] = new Proxy(window[name], {
      construct(native, args, target) {
        seen.push(`makes ${name}`);
        return Reflect.construct(native, args, target);
      },
    });
  }
}
