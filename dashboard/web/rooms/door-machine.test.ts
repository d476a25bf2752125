import { admitted, refused } from "@client/scans.fixture";
import { describe, expect, it } from "vitest";
import { AT_THE_DOOR, type Door, type DoorEvent, onDoorEvent, WELCOME_MS } from "./door-machine";

const ADMITTED = admitted({ scan_id: "a" });
const REFUSED = refused("not_booked", { scan_id: "a", overridable: true });
const SENT: DoorEvent = { kind: "sent", scanId: "a", code: "TABC" };

function after(...events: DoorEvent[]): Door {
  return events.reduce(onDoorEvent, AT_THE_DOOR);
}

describe("at a door", () => {
  it("a scan is sent, then answered on the whole screen", () => {
    expect(after(SENT)).toEqual({ screen: { kind: "sending", scanId: "a", code: "TABC" }, last: null });
    expect(after(SENT, { kind: "answer", answer: ADMITTED, at: 5 })).toEqual({
      screen: { kind: "answered", answer: ADMITTED, code: "TABC", since: 5 },
      last: ADMITTED,
    });
  });

  it("a new scan replaces whatever is shown", () => {
    const door = after(SENT, { kind: "answer", answer: REFUSED, at: 5 }, { kind: "sent", scanId: "b", code: "TXYZ" });
    expect(door.screen).toEqual({ kind: "sending", scanId: "b", code: "TXYZ" });
  });

  it("a late answer does not stand over the next person, but can be taken back", () => {
    const door = after(SENT, { kind: "sent", scanId: "b", code: "TXYZ" }, { kind: "answer", answer: ADMITTED, at: 5 });
    expect(door).toEqual({ screen: { kind: "sending", scanId: "b", code: "TXYZ" }, last: ADMITTED });
  });

  it("a welcome goes by itself, a refusal stays", () => {
    const tick: DoorEvent = { kind: "tick", at: 5 + WELCOME_MS };
    expect(after(SENT, { kind: "answer", answer: ADMITTED, at: 5 }, { kind: "tick", at: 4 + WELCOME_MS }).screen.kind).toBe("answered");
    expect(after(SENT, { kind: "answer", answer: ADMITTED, at: 5 }, tick).screen.kind).toBe("ready");
    expect(after(SENT, { kind: "answer", answer: REFUSED, at: 5 }, tick).screen.kind).toBe("answered");
  });

  it("a refusal leaves the last admitted one as it was", () => {
    const door = after(SENT, { kind: "answer", answer: ADMITTED, at: 5 }, SENT, { kind: "answer", answer: REFUSED, at: 6 });
    expect(door.last).toBe(ADMITTED);
  });

  it("a reason is asked for, and the question can be left again", () => {
    const asked = after(SENT, { kind: "answer", answer: REFUSED, at: 5 }, { kind: "ask_reason" });
    expect(asked.screen).toMatchObject({ kind: "reason", answer: REFUSED, code: "TABC" });
    expect(onDoorEvent(asked, { kind: "close" }).screen).toMatchObject({ kind: "answered", answer: REFUSED });
  });

  it("nobody is asked for a reason when nothing was refused", () => {
    expect(after({ kind: "ask_reason" })).toEqual(AT_THE_DOOR);
  });

  it("an undone welcome goes and cannot be undone twice", () => {
    expect(after(SENT, { kind: "answer", answer: ADMITTED, at: 5 }, { kind: "undone", scanId: "a" })).toEqual(AT_THE_DOOR);
  });

  it("undoing an earlier one leaves the present one alone", () => {
    const second = admitted({ scan_id: "b" });
    const door = after(
      SENT,
      { kind: "answer", answer: ADMITTED, at: 5 },
      { kind: "sent", scanId: "b", code: "TXYZ" },
      { kind: "answer", answer: second, at: 6 },
      { kind: "undone", scanId: "a" },
    );
    expect(door).toMatchObject({ screen: { kind: "answered", answer: second }, last: second });
  });

  it("a scan that the server declines says why; one declined late says nothing", () => {
    const declined: DoorEvent = { kind: "declined", scanId: "a", message: "No.", remedy: "Do this." };
    expect(after(SENT, declined).screen).toEqual({ kind: "declined", message: "No.", remedy: "Do this." });
    expect(after(SENT, { kind: "sent", scanId: "b", code: "TXYZ" }, declined).screen.kind).toBe("sending");
  });
});
