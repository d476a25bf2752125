import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  globalIgnores(["**/static/**", "node_modules/**", ".venv/**", "run/**", "docs/**"]),
  js.configs.recommended,
  tseslint.configs.strict,
  {
    files: ["**/*.{ts,tsx}"],
    rules: { "no-undef": "off" }, // the compiler knows the globals
  },
  { files: ["**/*.mjs"], languageOptions: { globals: { Buffer: "readonly", process: "readonly", URL: "readonly", console: "readonly" } } },
);
