// Whether unpack.js makes of a packed memory what was packed. Arguments: unpack.js (URL), the two files.

import { readFileSync } from "node:fs";

const [script, packed, memory] = process.argv.slice(2);
const { unpack } = await import(script);
const wanted = new BigUint64Array(new Uint8Array(readFileSync(memory)).buffer);
const found = new ArrayBuffer(wanted.byteLength);
unpack(new Uint8Array(readFileSync(packed)), found);
const at = new BigUint64Array(found).findIndex((word, place) => word !== wanted[place]);
if (at >= 0) {
  console.error(`memory is read back otherwise from ${at * 8} on`);
  process.exitCode = 1;
}
