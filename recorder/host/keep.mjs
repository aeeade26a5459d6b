// Starts the built runtime in Node once, up to where a recording would begin, and keeps its memory.
// Argument: the job (a JSON file): pyodide (folder), stdlib, recorder (archives), lock, settle, freeze, counted (Python files),
// memory, facts (files to write).

import crypto from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// The same memory every time, whoever builds, whenever.
Date.now = () => 1_700_000_000_000;
performance.now = () => 0;
crypto.randomFillSync = (bytes) => bytes.fill(0);
Object.defineProperty(globalThis, "navigator", { value: undefined });

// What pyodide.mjs holds for JavaScript that calls Python by name.
const HELD = ["importlib", "sys", "os", "pyodide_py", "pyodide_code", "pyodide_ffi", "package_loader", "pyodide_base", "runPythonInternal_dict"];

/** Takes all that was given back to the allocator: `unpack.js` gives it back again, so that no list of it has to be kept. */
function fill(module) {
  const filled = [];
  for (let isLeft = true; isLeft; ) {
    const free = [];
    const words = module.HEAPU32;
    let at = module.___heap_base;
    for (let size; (size = words[at / 4 + 1] & ~7) >= 16; at += size) if (!(words[at / 4 + 1] & 2)) free.push([at, size]);
    free.splice(-2); // what was never given, and its end
    isLeft = free.length > 0;
    for (const [, size] of free.sort((one, other) => other[1] - one[1])) {
      const taken = module._malloc(size - 4);
      module.HEAPU8.fill(0, taken, taken + size - 4);
      filled.push(taken);
    }
  }
  return filled;
}

try {
  const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
  const { loadPyodide } = await import(pathToFileURL(join(job.pyodide, "pyodide.mjs")).href);
  const pyodide = await loadPyodide({
    indexURL: job.pyodide,
    stdLibURL: job.stdlib,
    lockFileContents: job.lock,
    packageBaseUrl: job.pyodide,
    _sysExecutable: "/python",
    env: { PYTHONPATH: "/lib/recorder.zip", PYTHONHASHSEED: "0", LANG: "C.UTF-8", HOME: "/" },
    fsInit: async (files) => files.writeFile("/lib/recorder.zip", readFileSync(job.recorder)),
    stdout: (line) => console.error(line),
  });
  const { _api: held, _module: module } = pyodide;
  for (const name of HELD) held[name].destroy();
  const run = (file) => {
    const [failed, says] = held.rawRun(readFileSync(file, "utf8"));
    if (failed) throw new Error(says);
  };
  run(job.settle);
  run(job.freeze);
  const filled = fill(module);
  writeFileSync(job.memory, module.HEAPU8);
  run(job.counted);
  const counted = JSON.parse(pyodide.FS.readFile("/counted.json", { encoding: "utf8" }));
  writeFileSync(job.facts, JSON.stringify({ heap: module.___heap_base, filled, ...counted }));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
