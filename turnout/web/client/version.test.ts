import { expect, test } from "vitest";
import project from "../../../pyproject.toml?raw";
import { CLIENT_VERSION } from "./version";

test("the pages name the distribution's version", () => {
  expect(/^version = "(.+)"$/m.exec(project)?.[1]).toBe(CLIENT_VERSION);
});
