// Builds the pages of both faces into their Python packages, and copies the badge fonts beside the renderer.
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { compress, precacheOf } from "./kiosk_copy.mjs";
import { pageConfig, serviceWorkerConfig } from "./vite.config.mjs";

const FACES = {
  kiosk: ["kiosk", "stories"],
  dashboard: ["badges", "board", "desk", "drawer", "paper", "pin", "printers", "rooms", "setup", "stations", "sign-in", "import"],
};

const NOTO = "node_modules/@expo-google-fonts";
const BADGE_FONTS = [
  `${NOTO}/noto-sans/400Regular/NotoSans_400Regular.ttf`,
  `${NOTO}/noto-sans/700Bold/NotoSans_700Bold.ttf`,
  `${NOTO}/noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf`,
  `${NOTO}/noto-sans-hebrew/700Bold/NotoSansHebrew_700Bold.ttf`,
  `${NOTO}/noto-sans-devanagari/700Bold/NotoSansDevanagari_700Bold.ttf`,
];

const root = fileURLToPath(new URL(".", import.meta.url));
process.chdir(root);
mkdirSync("badges/fonts", { recursive: true });
for (const font of BADGE_FONTS) cpSync(font, `badges/fonts/${font.split("/").pop()}`);
cpSync(`${NOTO}/noto-sans/LICENSE_FONT`, "badges/fonts/OFL.txt"); // the fonts' licence goes where the fonts go
for (const [face, pages] of Object.entries(FACES)) await build(pageConfig(root, face, pages));

const precache = precacheOf("kiosk/static", "/kiosk/static/");
writeFileSync("kiosk/static/precache.json", JSON.stringify(precache, null, 1));
await build(serviceWorkerConfig(root, precache));
compress("kiosk/static/assets", "node_modules/.cache/compressed");
