// Starts the built runtime in Node, has it record a page under both presets, walks over all of its memory (inside_walk.py), has it
// record the page once more, and runs inside_resumed.py in it.
// Arguments: a folder like dist/velo, the runtime of manifest.json (JSON), a batch, the Python files. Prints what was found (JSON).

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { resumed, run } from "./resume.mjs";

const START = 20, HEADER = 8, IN_USE = 2, BEFORE_IN_USE = 1;

/** Chunks of the heap (dlmalloc's) whose head does not go with the one before: nothing may have written past its end. */
function broken(memory, start) {
  const words = new Uint32Array(memory);
  let wrong = 0;
  for (let at = start, was = IN_USE, size; at + HEADER < memory.byteLength && (size = words[at / 4 + 1] & ~7) >= 16; at += size) {
    const head = words[at / 4 + 1];
    if (!(head & BEFORE_IN_USE) !== !(was & IN_USE) || at + size > memory.byteLength) wrong++;
    was = head;
  }
  return wrong;
}

function recorded(visit, preset, batch) {
  const session = visit.session(JSON.stringify({ preset }), "recording", "");
  session.receive(new TextEncoder().encode(batch), 1, 5);
  session.release(1);
  return session.next(9000, true, true);
}

/** Letters (their numbers) of which a long text is another one in JavaScript. Of each width, a single half of a pair, what is no Latin 1 in a decoder. */
function garbled(api, python) {
  return [0x41, 0x80, 0x9f, 0xe9, 0x20ac, 0xd800, 0xdfff, 0xfeff, 0x1f600].filter((letter) => {
    run(api, `import _pyodide\n_pyodide.text = (chr(${letter}) + "bc") * 7000`);
    return python.text !== (String.fromCodePoint(letter) + "bc").repeat(7000);
  });
}

try {
  const [folder, told, batch, ...scripts] = process.argv.slice(2);
  const runtime = JSON.parse(told);
  const { python, api, image } = await resumed(folder, runtime);
  const visit = python.start();
  let refused = "";
  try {
    visit.session('{"preset": "none"}', "recording", "");
  } catch (error) {
    refused = `${error.type} ${error.message}`;
  }
  const found = { refused, sent: [], again: [] };
  for (const preset of ["strict", "balanced"]) found.sent.push(recorded(visit, preset, batch));
  for (const script of scripts) {
    run(api, readFileSync(script, "utf8"));
    Object.assign(found, JSON.parse(python.found));
  }
  for (const preset of ["strict", "balanced"]) found.again.push(recorded(visit, preset, batch));
  const start = readFileSync(join(folder, runtime.image)).readUInt32LE(START);
  const wrong = garbled(api, python);
  setFlagsFromString("--expose_gc");
  await new Promise((resolve) => setTimeout(resolve));
  runInNewContext("gc")();
  console.log(JSON.stringify({ ...found, garbled: wrong, held: !!image.deref(), broken: broken(api.public_api._module.HEAPU8.buffer, start) }));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
