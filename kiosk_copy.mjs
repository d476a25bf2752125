// What the kiosk's service worker keeps, and the built files as they go over the network.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync, copyFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const COMPRESSED = /\.(js|css|wasm|ttf)$/; // woff2 is compressed already
// Letters of the other scripts follow once the kiosk is ready: most of them are never shown.
const LATER = /devanagari|greek|vietnamese|-ext-wght|arabic/i;
const NEEDED_AT_ONCE = /noto-sans-latin-ext/;

// Of these the page itself is made, its headers, and how the worker keeps them: none has a name that tells of its content.
// Files that were kept before keep the headers that they came with.
const MADE_OF = [
  "turnout/web/templates/page.html",
  "turnout/web/pages.py",
  "turnout/web/app.py",
  "kiosk/views.py",
  "kiosk/web/worker/service_worker.ts",
  "kiosk/web/worker/stored.ts",
];

/** `core` is what the kiosk cannot do without, `later` what follows; `version` stands for exactly these files and the page. */
export function precacheOf(folder, base) {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  const { file: script, css = [] } = manifest["stories.tsx"];
  const left = new Set([script, ...css].map((one) => one.replace("assets/", "")));
  const files = readdirSync(join(folder, "assets")).filter((name) => !left.has(name) && !/\.(br|gz)$/.test(name)).sort();
  const isLater = (name) => LATER.test(name) && !NEEDED_AT_ONCE.test(name);
  const paths = (names) => names.map((name) => `${base}assets/${name}`);
  const version = createHash("sha256").update(files.join("\n")); // names carry a hash of what is in them
  for (const source of MADE_OF) version.update(readFileSync(source));
  return {
    version: version.digest("hex").slice(0, 16),
    core: ["/kiosk", ...paths(files.filter((name) => !isLater(name)))],
    later: paths(files.filter(isLater)),
  };
}

/** Writes `.br` and `.gz` beside every file that gets smaller; what was compressed before is taken from `cache`. */
export function compress(folder, cache) {
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (!COMPRESSED.test(name)) continue;
    const content = readFileSync(join(folder, name));
    const key = createHash("sha256").update(content).digest("hex");
    for (const [ending, packed] of [["br", brotli], ["gz", (bytes) => gzipSync(bytes, { level: 9 })]]) {
      const kept = join(cache, `${key}.${ending}`);
      if (!existsSync(kept)) writeFileSync(kept, packed(content));
      copyFileSync(kept, join(folder, `${name}.${ending}`));
    }
  }
}

function brotli(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
}
