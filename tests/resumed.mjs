// Starts the built runtime in Node, has it record a page under both presets, and then runs inside_resumed.py in it.
// Arguments: dist/velo, the runtime of manifest.json (JSON), the Python file, a batch. Prints what was found (JSON).

import { readFileSync } from "node:fs";
import { resumed, run } from "./resume.mjs";

/** What the Python file finds; or that looking at everything made the runtime fall over (tests/test_build.py says more). */
function looked(api, python, script) {
  try {
    run(api, readFileSync(script, "utf8"));
    return JSON.parse(python.found);
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    return { fell: error.message };
  }
}

try {
  const [folder, told, script, batch] = process.argv.slice(2);
  const { python, api } = await resumed(folder, JSON.parse(told));
  const visit = python.start();
  let refused = "";
  try {
    visit.session('{"preset": "none"}', "recording", "");
  } catch (error) {
    refused = `${error.type} ${error.message}`;
  }
  const sent = ["strict", "balanced"].map((preset) => {
    const session = visit.session(JSON.stringify({ preset }), "recording", "");
    session.receive(new TextEncoder().encode(batch), 1, 5);
    session.release(1);
    return session.next(9000, true, true);
  });
  console.log(JSON.stringify({ refused, sent, ...looked(api, python, script) }));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
