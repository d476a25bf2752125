import { expect, test } from "vitest";
import { chooseCamera, chosenCamera, foundAgain, type KnownCamera } from "./camera-choice";

const FRONT: KnownCamera = { deviceId: "f1", label: "Front camera" };
const USB: KnownCamera = { deviceId: "u1", label: "USB camera" };

function emptyStorage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

test("a choice is kept until it is taken back", () => {
  const storage = emptyStorage();
  expect(chosenCamera(storage)).toBeNull();
  chooseCamera(storage, USB);
  expect(chosenCamera(storage)).toEqual(USB);
  chooseCamera(storage, null);
  expect(chosenCamera(storage)).toBeNull();
});

test("what another program kept there is no choice", () => {
  expect(chosenCamera({ getItem: () => "nonsense" })).toBeNull();
  expect(chosenCamera({ getItem: () => "\nnameless" })).toBeNull();
});

test.each([
  ["as it was", [FRONT, USB], "u1"],
  ["under another id", [FRONT, { ...USB, deviceId: "u2" }], "u2"],
  ["twice under other ids", [{ ...USB, deviceId: "u2" }, { ...USB, deviceId: "u3" }], null],
  ["not at all", [FRONT], null],
  ["before cameras may be named", [{ deviceId: "", label: "" }], null],
] as const)("the chosen camera is there %s", (_how, cameras, expected) => {
  expect(foundAgain(USB, cameras)).toBe(expected);
});
