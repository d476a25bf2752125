import { expect, test } from "vitest";
import { pagesOf } from "./pages";

test("each role is shown the pages that are for it", () => {
  const paths = (role: Parameters<typeof pagesOf>[0]) => pagesOf(role).map(({ path }) => path).join(" ");
  expect(paths("staff")).toBe("/rooms /pin");
  expect(paths("viewer")).toBe("/dashboard /rooms");
  expect(paths("desk")).toBe("/dashboard /rooms /desk /drawer /paper /printers /pin");
  expect(paths("supervisor")).toBe("/dashboard /rooms /desk /drawer /paper /printers /stations /pin");
  expect(paths("coordinator")).toBe("/dashboard /rooms /desk /drawer /paper /printers /stations /badges /import /setup /pin");
});
