// Starts the built runtime in Node, runs a Python file in it, and prints what its check() answers.
// Arguments: dist/velo, the runtime of manifest.json (JSON), the Python file.

import { readFileSync } from "node:fs";
import { resumed, run } from "./resume.mjs";

// What is not in the memory that Python starts from: modules for annotations, and JavaScript's.
const MODULES = `
import sys, _pyodide
typing = type(sys)("typing")
typing.Any = object
sys.modules |= {"typing": typing, "js": _pyodide.js, "pyodide_js": _pyodide.pyodide_js}
`;

try {
  const [folder, told, script] = process.argv.slice(2);
  const { python, api } = await resumed(folder, JSON.parse(told));
  Object.assign(python, { js: globalThis, pyodide_js: api.public_api });
  run(api, MODULES);
  run(api, readFileSync(script, "utf8"));
  run(api, "import _pyodide\n_pyodide.found = check()");
  console.log(python.found);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
