import { expect, it } from "vitest";
import { room, session } from "./fixtures";
import { byNextStart } from "./room-order";

it("puts rooms in the order of their next start, then by name as a person counts", () => {
  const rooms = [
    room({ name: "Room 10", next: null }),
    room({ name: "Room 2", next: null }),
    room({ name: "Later", next: session(60) }),
    room({ name: "Soon B", next: session(5) }),
    room({ name: "Soon A", next: session(5) }),
  ];
  expect(byNextStart(rooms).map(({ name }) => name)).toEqual(["Soon A", "Soon B", "Later", "Room 2", "Room 10"]);
});
