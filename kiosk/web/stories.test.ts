import { expect, test } from "vitest";
import { CATALOGUES } from "./catalogues";
import { spokenLanguage } from "./machine";
import type { Screen } from "./model";
import { STORIES, told } from "./stories";

const LANGUAGES = Object.keys(CATALOGUES);
const SCREENS: Readonly<Record<Screen["kind"], true>> = {
  connecting: true,
  elsewhere: true,
  pairing: true,
  start: true,
  out_of_order: true,
  sending: true,
  unreachable: true,
  admitted: true,
  pickup: true,
  let_in: true,
  refused: true,
  referred: true,
  not_taken: true,
  task: true,
};

test("the stories show every screen of the machine", () => {
  const shown = Object.values(STORIES).map((story) => told(story, LANGUAGES, "lv", 0).screen.kind);
  expect([...new Set(shown)].sort()).toEqual(Object.keys(SCREENS).sort());
});

test.each(LANGUAGES)("a story is told in %s, whoever comes", (language) => {
  const others = Object.entries(STORIES).filter(([, story]) => spokenLanguage(told(story, LANGUAGES, language, 0)) !== language);
  expect(others.map(([name]) => name)).toEqual([]);
});
