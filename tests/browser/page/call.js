async ({ name, args, limit_ms }) => {
  // A function of velo by name; one that never ends must not hold up all tests.
  const [velo, path] = [window.__velo ?? window.velo, name.split(".")];
  const owner = path.length > 1 ? velo[path[0]] : velo;
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(reject, limit_ms, new Error(name + "() neither resolved nor rejected"))));
  const value = await Promise.race([owner[path.at(-1)](...args), late]).finally(() => clearTimeout(timer));
  return typeof value === "function" ? null : value;
}
