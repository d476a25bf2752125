import type { DoorData, Snapshot } from "@client/snapshots";
import type { Topics } from "@client/topics";
import { signal, type Signal } from "@preact/signals";
import { expect, test } from "vitest";
import { watchDoor } from "./door_watch";

function door(name: string): DoorData {
  return { id: name, name, kind: "room", state: "open", opens_at: null, seats_left: 3, estimated: false, current: null, next: null };
}

test("follows one door at a time, and forgets the one before", () => {
  const told = new Map<string, Signal<Snapshot<DoorData> | null>>();
  const asked: string[] = [];
  const topics = {
    subscribe: (names: readonly string[]) => {
      asked.push(...names.map((name) => `+${name}`));
      for (const name of names) told.set(name, signal(null));
      return Object.fromEntries(names.map((name) => [name, told.get(name)]));
    },
    leave: (names: readonly string[]) => void asked.push(...names.map((name) => `-${name}`)),
  } as unknown as Topics;
  const push = (name: string) => {
    const slot = told.get(`door:${name}`);
    if (slot !== undefined) slot.value = { topic: `door:${name}`, seq: 1, at: "", data: door(name) };
  };
  const shown = signal<DoorData | null>(null);
  const standAt = watchDoor(topics, shown);

  standAt("hall");
  standAt("hall");
  expect(shown.value).toBeNull();
  push("hall");
  expect(shown.value?.name).toBe("hall");
  standAt("lab");
  expect(shown.value).toBeNull();
  push("hall");
  expect(shown.value).toBeNull();
  push("lab");
  expect(shown.value?.name).toBe("lab");
  standAt(null);
  expect(shown.value).toBeNull();
  expect(asked).toEqual(["+door:hall", "-door:hall", "+door:lab", "-door:lab"]);
});
