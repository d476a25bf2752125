import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const alias = { "@client": resolve(here, "turnout/web/client") };

/** Vite's settings for one face: entries `<face>/web/<page>.tsx`, output and manifest in `<face>/static`. */
export function pageConfig(root, face, pages) {
  return {
    root: resolve(root, face, "web"),
    base: `/${face}/static/`,
    configFile: false,
    logLevel: "warn",
    resolve: { alias },
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    worker: { format: "es" },
    build: {
      outDir: resolve(root, face, "static"),
      emptyOutDir: true,
      manifest: "manifest.json",
      target: "es2022",
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: pages.map((page) => resolve(root, face, "web", `${page}.tsx`)) },
    },
  };
}

/** Vite's settings for the kiosk's service worker: one file of a fixed name beside the built pages, which know their build. */
export function serviceWorkerConfig(root, precache) {
  return {
    root: resolve(root, "kiosk", "web"),
    configFile: false,
    logLevel: "warn",
    define: { PRECACHE: JSON.stringify(precache) },
    build: {
      outDir: resolve(root, "kiosk", "static"),
      emptyOutDir: false,
      target: "es2022",
      rollupOptions: {
        input: resolve(root, "kiosk", "web", "worker", "service_worker.ts"),
        output: { format: "iife", entryFileNames: "service-worker.js" },
      },
    },
  };
}

export default {
  resolve: { alias },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // Without `css` vitest reads every stylesheet as empty, and the test of the colours' contrast would see none.
  test: { css: true, include: ["{kiosk,dashboard,turnout}/web/**/*.test.ts", "{kiosk,dashboard,turnout}/web/**/*.test.tsx"] },
};
