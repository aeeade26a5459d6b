// Which of the selectors in a file (a JSON list) do not parse, with the reason: JSON on standard output.
import { readFileSync } from "node:fs";
import { transform } from "esbuild";

const found = {};
for (const selector of JSON.parse(readFileSync(process.argv[2], "utf-8"))) {
  const { warnings } = await transform(`${selector.replace(/\s/g, " ")}{--a:b}`, { loader: "css", logLevel: "silent" });
  if (warnings.length || /[{}]/.test(selector.replace(/"[^"]*"|'[^']*'|\\./g, ""))) found[selector] = warnings[0]?.text ?? "a brace";
}
console.log(JSON.stringify(found));
