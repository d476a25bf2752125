import { expect, test } from "vitest";
import { pagesOf } from "./pages";

test("each role is shown the pages that are for it", () => {
  const paths = (role: Parameters<typeof pagesOf>[0]) => pagesOf(role).map(({ path }) => path).join(" ");
  expect(paths("staff")).toBe("/rooms");
  expect(paths("viewer")).toBe("/dashboard /rooms");
  expect(paths("desk")).toBe("/dashboard /rooms /desk /drawer /paper /printers");
  expect(paths("supervisor")).toBe(`${paths("desk")} /stations`);
  expect(paths("coordinator")).toBe(`${paths("supervisor")} /badges /import /setup`);
});
