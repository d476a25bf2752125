import type { Answer } from "@client/api";
import type { ScanAnswer } from "@client/scans";
import { expect, test } from "vitest";
import { createOutbox, type Delivery, type Outgoing } from "./outbox";
import { admitted, refused } from "@client/scans.fixture";

const SILENT: Answer<ScanAnswer> = { kind: "unreachable", cause: "network", error: null };
const DONE: Answer<ScanAnswer> = { kind: "ok", value: admitted(), status: 200 };

function no(status: number): Answer<ScanAnswer> {
  return { kind: "refused", status, error: { code: "some_code", message: "", remedy: "" } };
}

function scan(id: string): Outgoing {
  return { scan_id: id, code: "T", occurred_at: "2026-05-04T07:12:00.000Z", station_seq: 1, boot_id: "boot-1", direction: "in" };
}

/** An outbox whose server answers as scripted (silent when the script is over) and whose pauses end by hand. */
function scripted(answers: Answer<ScanAnswer>[]) {
  const sent: string[] = [];
  const deliveries: Delivery[] = [];
  const pauses: { ms: number; end: () => void }[] = [];
  const outbox = createOutbox({
    send: (one) => {
      sent.push(one.scan_id);
      return Promise.resolve(answers.shift() ?? SILENT);
    },
    onDelivery: (delivery) => deliveries.push(delivery),
    after: (ms, end) => {
      const pause = { ms, end };
      pauses.push(pause);
      return () => {
        pause.end = () => undefined;
      };
    },
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { outbox, sent, deliveries, pauses, settle };
}

test("a scan is delivered and leaves", async () => {
  const { outbox, deliveries, settle } = scripted([DONE]);
  outbox.put(scan("a"));
  expect(outbox.size.value).toBe(1);
  await settle();
  expect(deliveries).toEqual([{ kind: "answered", scan: scan("a"), answer: admitted() }]);
  expect(outbox.size.value).toBe(0);
});

test("a failed try is told and tried again under the same id, after longer and longer pauses", async () => {
  const { outbox, sent, deliveries, pauses, settle } = scripted([]);
  outbox.put(scan("a"));
  for (let tries = 0; tries < 6; tries += 1) {
    await settle();
    pauses.at(-1)?.end();
  }
  await settle();
  expect(sent).toEqual(Array(7).fill("a"));
  expect(pauses.map((pause) => pause.ms)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  expect(deliveries.every((delivery) => delivery.kind === "not_reached")).toBe(true);
  expect(outbox.size.value).toBe(1);
});

test("scans go out one at a time and in their order", async () => {
  const { outbox, sent, settle } = scripted([DONE, DONE, DONE]);
  for (const id of ["a", "b", "c"]) outbox.put(scan(id));
  expect(sent).toEqual(["a"]);
  await settle();
  expect(sent).toEqual(["a", "b", "c"]);
});

test("a new scan does not wait for the pause of the one before it", async () => {
  const { outbox, sent, settle } = scripted([SILENT, DONE, DONE]);
  outbox.put(scan("a"));
  await settle();
  outbox.put(scan("b"));
  await settle();
  expect(sent).toEqual(["a", "a", "b"]);
});

test("a nudge ends the pause, and the pause's own end then sends nothing twice", async () => {
  const { outbox, sent, pauses, settle } = scripted([SILENT, DONE]);
  outbox.put(scan("a"));
  await settle();
  outbox.nudge();
  pauses[0]?.end();
  await settle();
  expect(sent).toEqual(["a", "a"]);
});

test("a scan that will never be taken leaves the way to the next", async () => {
  const { outbox, sent, deliveries, settle } = scripted([no(409), DONE]);
  outbox.put(scan("a"));
  outbox.put(scan("b"));
  await settle();
  expect(deliveries[0]).toEqual({ kind: "declined", scan: scan("a"), code: "some_code" });
  expect(sent).toEqual(["a", "b"]);
});

test("a station that is not known any more keeps its scans", async () => {
  const { outbox, deliveries, settle } = scripted([no(401)]);
  outbox.put(scan("a"));
  await settle();
  expect(deliveries).toEqual([{ kind: "not_paired", scan: scan("a") }]);
  expect(outbox.size.value).toBe(1);
});

test.each([403, 408, 425, 429])("an answer of %d is tried again later", async (status) => {
  const { outbox, deliveries, settle } = scripted([no(status)]);
  outbox.put(scan("a"));
  await settle();
  expect(deliveries[0]?.kind).toBe("not_reached");
  expect(outbox.size.value).toBe(1);
});

test("a scan that brings the server into trouble lets those behind it go first, and is kept", async () => {
  const trouble: Answer<ScanAnswer> = { kind: "unreachable", cause: "server", error: null };
  const { outbox, sent, pauses, settle } = scripted([trouble, trouble, trouble, DONE, trouble]);
  outbox.put(scan("a"));
  outbox.put(scan("b"));
  for (let tries = 0; tries < 3; tries += 1) {
    await settle();
    pauses.at(-1)?.end();
  }
  await settle();
  expect(sent).toEqual(["a", "a", "a", "b", "a"]);
  expect(outbox.find("a")).toEqual(scan("a"));
});

test("a server that is silent changes no order", async () => {
  const { outbox, sent, pauses, settle } = scripted([SILENT, SILENT, SILENT, SILENT, DONE, DONE]);
  outbox.put(scan("a"));
  outbox.put(scan("b"));
  for (let tries = 0; tries < 4; tries += 1) {
    await settle();
    pauses.at(-1)?.end();
  }
  await settle();
  expect(sent).toEqual(["a", "a", "a", "a", "a", "b"]);
});

const LET_IN = { ...scan("a"), lookup: "id", offline: { outcome: "admitted", roster_seq: 4, clock: "synced" } } as const;
const REFUSED: Answer<ScanAnswer> = { kind: "ok", value: refused("already_in"), status: 200 };

test("what was refused while it was let in here is told once more, with that", async () => {
  const { outbox, deliveries, settle } = scripted([REFUSED, REFUSED]);
  outbox.put(scan("a"));
  outbox.replace(LET_IN);
  await settle();
  expect(deliveries.map((one) => one.scan)).toEqual([scan("a"), LET_IN]);
  expect(outbox.size.value).toBe(0);
});

test("what was answered is not brought back by what is learnt of it later", async () => {
  const { outbox, settle } = scripted([DONE]);
  outbox.put(scan("a"));
  await settle();
  outbox.replace(LET_IN);
  expect([outbox.find("a"), outbox.size.value]).toEqual([undefined, 0]);
});
