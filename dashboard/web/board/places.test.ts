import { expect, it } from "vitest";
import { room, station } from "./fixtures";
import { placeChoices } from "./places";

it("offers the venue even before the first station, so that the first kiosk can be paired", () => {
  expect(placeChoices("The venue", [], [])).toEqual([{ id: "venue", name: "The venue" }]);
});

it("offers every place once, the venue first and by its own name", () => {
  const rooms = [room({ id: "r10", name: "Room 10" }), room({ id: "r2", name: "Room 2" })];
  const stations = [station({ place: { id: "zone", name: "Expo" } }), station({ place: { id: "venue", name: "Old Mill" } })];
  expect(placeChoices("The venue", rooms, stations).map(({ name }) => name)).toEqual(["Old Mill", "Expo", "Room 2", "Room 10"]);
});
