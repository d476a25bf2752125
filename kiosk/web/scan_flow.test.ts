import type { Answer } from "@client/api";
import type { ScanAnswer } from "@client/scans";
import { admitted } from "@client/scans.fixture";
import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import type { Event } from "./model";
import type { Judgement, Offline } from "./offline";
import type { Outgoing } from "./outbox";
import { ScanFlow } from "./scan_flow";

const SILENT: Answer<ScanAnswer> = { kind: "unreachable", cause: "network", error: null };
const DONE: Answer<ScanAnswer> = { kind: "ok", value: admitted(), status: 200 };
const LET_IN: Judgement = { kind: "let_in", pass: { greeting: "Žaneta", language: "", again: false, rehearsal: false, badge: null } };
const OUTCOME = { outcome: "admitted", roster_seq: 7, clock: "synced" } as const;

/** Means that decide as told, and note what they were asked. */
function means(judgement: Judgement): Offline & { readonly asked: string[] } {
  const asked: string[] = [];
  const judged = judgement.kind === "unable" ? {} : { lookup: "id", offline: OUTCOME };
  return {
    asked,
    isReady: signal(true),
    isFull: signal(false),
    station: () => Promise.resolve(undefined),
    keepStation: () => undefined,
    leftScans: () => Promise.resolve([]),
    keep: (scan) => Promise.resolve({ ...scan, lookup: "id" }),
    judge: (scan) => {
      asked.push(scan.scan_id);
      return Promise.resolve({ judgement, scan: { ...scan, ...judged }, written: "written" });
    },
    keepAgain: (scan) => Promise.resolve(void asked.push(`keep ${scan.scan_id} ${scan.badge_printed?.job_id}`)),
    layouts: () => Promise.resolve(undefined),
    keepLayouts: () => undefined,
    drop: (scanId) => Promise.resolve(void asked.push(`drop ${scanId}`)),
    settle: () => Promise.resolve(),
    heard: () => undefined,
    follow: () => void asked.push("follow"),
    close: () => undefined,
  };
}

/** A flow whose server answers as scripted (silent when the script is over) and whose pauses end by hand. */
async function scripted(answers: Answer<ScanAnswer>[], offline: Offline | null, isAwaited = true) {
  const sent: Outgoing[] = [];
  const events: Event[] = [];
  const pauses: (() => void)[] = [];
  const flow = new ScanFlow({
    send: (scan) => {
      sent.push(scan);
      return Promise.resolve(answers.shift() ?? SILENT);
    },
    dispatch: (event) => events.push(event),
    isAwaited: () => isAwaited,
    withPrinted: (scans) => Promise.resolve(scans),
    placeId: () => "hall",
    nextSeq: () => 1,
    after: (_ms, then) => {
      pauses.push(then);
      return () => undefined;
    },
  });
  if (offline !== null) await flow.keepOn(offline);
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { flow, sent, events, kinds: () => events.map(({ kind }) => kind), pauses, settle };
}

test("while the server answers, its answer counts", async () => {
  const offline = means(LET_IN);
  const { flow, kinds, settle } = await scripted([DONE], offline);
  flow.scan("a", "T", "in");
  await settle();
  expect([kinds(), flow.size.value, offline.asked]).toEqual([["answered"], 0, ["drop a"]]);
});

test("a try that fails is decided here, and sent again with that", async () => {
  const { flow, sent, kinds, pauses, settle } = await scripted([SILENT, DONE], means(LET_IN));
  flow.scan("a", "T", "in");
  await settle();
  expect([kinds(), flow.isServerSilent.value]).toEqual([["judged"], true]);
  pauses.at(-1)?.();
  await settle();
  expect(sent.map((scan) => scan.offline)).toEqual([undefined, OUTCOME]);
  expect(flow.size.value).toBe(0);
});

test("a server known to be silent keeps nobody waiting: it hears of the decision first", async () => {
  const { flow, sent, kinds, settle } = await scripted([], means(LET_IN));
  flow.heard(false);
  flow.scan("a", "T", "in");
  await settle();
  expect([kinds(), sent.map((scan) => scan.offline)]).toEqual([["judged"], [OUTCOME]]);
});

test("a scan says at which door it was shown", async () => {
  const { flow, sent, settle } = await scripted([DONE], means(LET_IN));
  flow.scan("a", "T", "in");
  await settle();
  expect(sent.map((scan) => scan.place_id)).toEqual(["hall"]);
});

test("nothing is decided for who has gone", async () => {
  const offline = means(LET_IN);
  const { flow, kinds, settle } = await scripted([], offline, false);
  flow.scan("a", "T", "in");
  await settle();
  expect([kinds(), offline.asked]).toEqual([[], []]);
});

test("without the means to decide the page says that the server is out of reach", async () => {
  const { flow, kinds, settle } = await scripted([], null);
  flow.scan("a", "T", "in");
  await settle();
  expect([kinds(), flow.size.value]).toEqual([["not_reached"], 1]);
});

test("what cannot be decided is kept, and said to be out of reach", async () => {
  const { flow, kinds, settle } = await scripted([], means({ kind: "unable" }));
  flow.scan("a", "T", "in");
  await settle();
  expect([kinds(), flow.size.value]).toEqual([["not_reached"], 1]);
});

test("what an earlier page left is sent first", async () => {
  const left: Outgoing = { scan_id: "old", lookup: "id", occurred_at: "2026-05-04T07:12:00.000Z", station_seq: 1, boot_id: "before", direction: "in" };
  const { flow, sent, settle } = await scripted([DONE, DONE], { ...means(LET_IN), leftScans: () => Promise.resolve([left]) });
  flow.scan("new", "T", "in");
  await settle();
  expect(sent.map((scan) => scan.scan_id)).toEqual(["old", "new"]);
});

test("the roster is fetched when the server is heard again", async () => {
  const offline = means(LET_IN);
  const { flow } = await scripted([], offline);
  flow.heard(false);
  flow.heard(true);
  flow.heard(true);
  expect(offline.asked).toEqual(["follow"]);
});

test("a badge that came out here is kept with its scan, and told with it", async () => {
  const offline = means(LET_IN);
  const { flow, sent, pauses, settle } = await scripted([], offline);
  flow.scan("scan-1", "T1", "in");
  await settle();
  await flow.printedHere(flow.find("scan-1") as Outgoing);
  expect(offline.asked).toContain("keep scan-1 scan-1");
  pauses.forEach((end) => end());
  await settle();
  expect(sent.at(-1)).toMatchObject({ scan_id: "scan-1", badge_printed: { job_id: "scan-1" } });
});

test("a badge that came out after its scan was answered is told too", async () => {
  const offline = means(LET_IN);
  const { flow, sent, settle } = await scripted([DONE, DONE], offline);
  flow.heard(false);
  flow.scan("scan-1", "T1", "in");
  const printing = new Promise<Outgoing | undefined>((resolve) => setTimeout(() => resolve(sent[0]), 0));
  const scan = (await printing) as Outgoing;
  await settle();
  expect(flow.size.value).toBe(0);
  await flow.printedHere(scan);
  await settle();
  expect(sent.map(({ badge_printed }) => badge_printed?.job_id)).toEqual([undefined, "scan-1"]);
  expect([sent[1]?.offline, flow.size.value]).toEqual([OUTCOME, 0]);
});

test("no badge comes out here for a scan that the server may have heard", async () => {
  const { flow, events, settle } = await scripted([SILENT], means(LET_IN));
  flow.scan("heard", "T", "in");
  await settle();
  flow.scan("unheard", "T", "in");
  await settle();
  expect(events.map((event) => event.kind === "judged" && [event.scanId, event.mayPrint])).toEqual([
    ["heard", false],
    ["unheard", true],
  ]);
});
