#!/usr/bin/env node
/** `velo-recorder copy FOLDER [--packed]`: puts the files that a site serves into a folder of the site. */

import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const USAGE = "velo-recorder copy FOLDER [--packed]\n\nFOLDER    for example public/velo, served as /velo/\n--packed  with .br and .gz beside each file, for hosts that serve those (takes a minute)";

const source = fileURLToPath(new URL("./velo/", import.meta.url));
const [command, ...rest] = process.argv.slice(2);
const packed = rest.includes("--packed");
const [target, ...more] = rest.filter((word) => word !== "--packed");

if (command !== "copy" || !target || target.startsWith("-") || more.length) {
  console.error(USAGE);
  process.exit(command === "--help" || command === "-h" ? 0 : 2);
}
if (existsSync(target) && !statSync(target).isDirectory()) {
  console.error(`velo-recorder: ${target} is a file, not a folder`);
  process.exit(1);
}
// What was there of another version stays: a page that is open may still ask for it.
cpSync(source, target, { recursive: true });
const files = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
for (const entry of packed ? files : []) {
  const file = join(target, relative(source, join(entry.parentPath ?? entry.path, entry.name)));
  const content = readFileSync(file);
  writeFileSync(file + ".br", brotliCompressSync(content));
  writeFileSync(file + ".gz", gzipSync(content, { level: 9 }));
}
console.log(`${files.length} files copied to ${target}; they must be served as /velo/, or say where: filesAt("…")`);
