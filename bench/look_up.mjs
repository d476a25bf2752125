// Bundles look_up.ts into one script for a page's own world: node bench/look_up.mjs TARGET_FOLDER
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));
await build({
  root: here,
  configFile: false,
  logLevel: "warn",
  resolve: { alias: { "@client": `${here}../turnout/web/client` } },
  build: { outDir: process.argv[2], emptyOutDir: false, target: "es2022", lib: { entry: `${here}look_up.ts`, formats: ["iife"], name: "lookUp", fileName: () => "look_up.js" } },
});
