// Starts the built runtime in Node as the worker does in a browser, and tries the owner's rules in it.
// Arguments: dist/velo, what the worker is told of the runtime (JSON), check_rules.py. Prints what its check() answers (JSON).

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

try {
  const [folder, told, script] = process.argv.slice(2);
  const runtime = JSON.parse(told);
  const { loadPyodide } = await import(pathToFileURL(join(folder, runtime.pyodide, "pyodide.mjs")).href);
  const pyodide = await loadPyodide({
    indexURL: join(folder, runtime.pyodide),
    stdLibURL: join(folder, runtime.stdlib),
    lockFileContents: runtime.lock,
    packageBaseUrl: folder,
    env: { PYTHONPATH: "/lib/recorder.zip" },
    fsInit: async (files) => files.writeFile("/lib/recorder.zip", readFileSync(join(folder, runtime.recorder))),
    stdout: (line) => console.error(line), // what a rule prints is no answer
  });
  pyodide.runPython(readFileSync(script, "utf8"), { filename: "check_rules.py" });
  console.log(pyodide.globals.get("check")(runtime.rules));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
