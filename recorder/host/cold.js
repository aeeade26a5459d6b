// Put in front of Pyodide's glue by slim.py. `connect` joins the hot half of the wasm to the cold half, which is fetched when one
// of its functions is called for the first time: at once and in one go, since the caller waits for an answer. Only workers and
// Node can do that. Whoever cannot get it throws, and the recording ends.

const COLD = "pyodide.cold.wasm";
const files = globalThis.process?.versions?.node ? await import("node:fs") : null;

function present(imports) {
  const absent = (name) => () => {
    throw new Error("not in this runtime: " + name);
  };
  return new Proxy(imports, { get: (all, name) => all[name] ?? absent(name) });
}

function fetchCold() {
  const url = new URL(COLD, import.meta.url);
  if (files) return files.readFileSync(url);
  const request = new XMLHttpRequest();
  request.open("GET", url.href, false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error("missing file");
  return request.response;
}

function connect(instance, imports) {
  const own = {}, exports = {};
  for (const [name, value] of Object.entries(instance.exports)) (name.startsWith("$") ? own : exports)[name] = value;
  if (!own.$cold) return { exports };
  const load = () => {
    const module = new WebAssembly.Module(fetchCold());
    new WebAssembly.Instance(module, { ...imports, $: own });
    own.$loaded.value = 1;
  };
  // What a table holds must be a function of WebAssembly: this module takes `load` in and gives it out again.
  const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 7, 1, 1, 36, 1, 36, 0, 0, 7, 5, 1, 1, 36, 0, 0];
  const passed = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)), { $: { $: load } });
  own.$cold.set(0, passed.exports.$);
  return { exports };
}
