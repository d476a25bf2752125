// Draws ZPL as a printer would: node draw_zpl.mjs FORMAT.zpl OUT.png WIDTH_MM HEIGHT_MM DOTS_PER_MM
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const [format, out, ...numbers] = process.argv.slice(2);
const { api } = await createRequire(import.meta.url)("zpl-renderer-js").ready;
const drawn = await api.zplToBase64Async(readFileSync(format, "utf8"), ...numbers.map(Number));
writeFileSync(out, Buffer.from(drawn, "base64"));
process.exit(0); // its WebAssembly would wait for more
