// Bundles the pages of this folder: `node bundle.mjs OUT`. Each page is a file `<library>.page.js` or `.jsx`; Svelte's parts are compiled first.
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "svelte/compiler";

const here = dirname(fileURLToPath(import.meta.url));
const pages = readdirSync(here).filter((name) => /\.page\.jsx?$/.test(name));
const svelte = {
  name: "svelte",
  setup({ onLoad }) {
    onLoad({ filter: /\.svelte$/ }, ({ path }) => {
      const { js } = compile(readFileSync(path, "utf-8"), { filename: basename(path), generate: "client", css: "injected", dev: false });
      return { contents: js.code, loader: "js" };
    });
  },
};
await build({
  entryPoints: pages.map((name) => ({ in: join(here, name), out: name.split(".")[0] })),
  outdir: process.argv[2],
  bundle: true,
  format: "iife",
  target: "es2022",
  conditions: ["svelte", "browser", "production"],
  alias: { vue: "vue/dist/vue.esm-bundler.js" },
  define: {
    "process.env.NODE_ENV": '"production"',
    __VUE_OPTIONS_API__: "true",
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "true",
  },
  jsx: "automatic",
  loader: { ".css": "text" },
  plugins: [svelte],
  logLevel: "warning",
});
