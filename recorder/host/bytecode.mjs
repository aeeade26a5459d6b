// Starts Pyodide in Node and runs inside.py there. Argument: the job (a JSON file). Prints the answer (JSON).
// The job: pyodide (folder), script (inside.py), folder (mounted at /velo), what inside.py reads, and call: its function (work).

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

try {
  const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
  const { loadPyodide } = await import(pathToFileURL(join(job.pyodide, "pyodide.mjs")).href);
  const pyodide = await loadPyodide({
    indexURL: job.pyodide,
    // The order of a set of strings may reach the byte code: one seed, the same bytes every time.
    env: { PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" },
    stdout: (line) => console.error(line), // what a rule prints is no answer
  });
  pyodide.mountNodeFS("/velo", job.folder);
  pyodide.runPython(readFileSync(job.script, "utf8"), { filename: "inside.py" });
  console.log(pyodide.globals.get(job.call ?? "work")(JSON.stringify(job)));
} catch (error) {
  // Left uncaught, Node would print the megabyte of Pyodide's line in which it was thrown, and lose the message.
  console.error(error.message);
  process.exitCode = 1;
}
