import { REASONS } from "@client/scans";
import { createTexts } from "@client/texts";
import { describe, expect, it } from "vitest";
import catalogue from "../translations/en.json";

const FILES = import.meta.glob<string>(["./**/*.ts", "./**/*.tsx", "!./**/*.test.ts"], { query: "?raw", import: "default", eager: true });
const SOURCES = Object.values(FILES).join("\n");

/** Keys made of parts in the source: `attention.${level}` names every key that begins so. */
const TEMPLATES = [...SOURCES.matchAll(/[`"]([a-z_.]+\.)\$\{[^}]+\}([a-z_.]*)`/g)].map(([, start, end]) => [start ?? "", end ?? ""] as const);

function isUsed(key: string): boolean {
  if (SOURCES.includes(`"${key}"`)) return true;
  return TEMPLATES.some(([start, end]) => key.startsWith(start) && key.endsWith(end) && !key.slice(start.length, key.length - end.length).includes("."));
}

describe("the words", () => {
  // A key that is missing does not compile: `t` takes the catalogue's keys only. Keys made of parts are looked at here.
  it.each(REASONS.flatMap((reason) => ["short", "title", "next"].map((part) => `reason.${reason}.${part}`)))("%s is written", (key) => {
    expect(Object.keys(catalogue)).toContain(key);
  });

  it("are all used", () => {
    expect(Object.keys(catalogue).filter((key) => !isUsed(key))).toEqual([]);
  });

  it("are all messages that can be read", () => {
    const texts = createTexts("en", catalogue);
    for (const key of Object.keys(catalogue) as (keyof typeof catalogue)[]) {
      const names = [...catalogue[key].matchAll(/\{(\w+)/g)].map(([, name]) => [name ?? "", 2] as const);
      expect(texts.t(key, Object.fromEntries(names))).not.toBe("");
    }
  });

  it("never scold", () => {
    const scolding = Object.entries(catalogue).filter(([, text]) => /\b(error|invalid|oops|please wait)\b/i.test(text));
    expect(scolding).toEqual([]);
  });
});
