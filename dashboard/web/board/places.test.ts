import { expect, it } from "vitest";
import { room, station } from "./fixtures";
import { placeChoices } from "./places";

it("offers the listed places first, then those seen at stations and rooms, each once", () => {
  const listed = [{ id: "venue", name: "Venue" }];
  const rooms = [room({ id: "r10", name: "Room 10" }), room({ id: "r2", name: "Room 2" })];
  const stations = [station(), station({ place: { id: "zone", name: "Expo" } })];
  expect(placeChoices(listed, rooms, stations).map(({ name }) => name)).toEqual(["Venue", "Expo", "Room 2", "Room 10"]);
});
