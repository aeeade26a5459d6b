// Starts the built runtime in Node, runs a Python file in it, and prints what its steps() give at last; each is asked for by itself.
// Arguments: dist/velo, the runtime of manifest.json (JSON), the Python file; what steps() is given, whole numbers.

import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { resumed, run } from "./resume.mjs";

// What is not in the memory that Python starts from: modules for annotations, and JavaScript's.
const MODULES = `
import sys, _pyodide
typing = type(sys)("typing")
typing.Any = object
sys.modules |= {"typing": typing, "js": _pyodide.js, "pyodide_js": _pyodide.pyodide_js}
`;

try {
  const [folder, told, script, ...sizes] = process.argv.slice(2);
  const { python, api } = await resumed(folder, JSON.parse(told));
  Object.assign(python, { js: globalThis, pyodide_js: api.public_api });
  run(api, MODULES);
  run(api, readFileSync(script, "utf8"));
  run(api, `import _pyodide\n_pyodide.steps = steps(${sizes.map(Number)})\n_pyodide.found = ''`);
  while (!python.found) {
    run(api, "import _pyodide\n_pyodide.found = next(_pyodide.steps)");
    await setTimeout(50);
  }
  console.log(python.found);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
