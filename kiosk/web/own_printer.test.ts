import type { Answer } from "@client/api";
import { expect, test } from "vitest";
import type { Outgoing } from "./outbox";
import { OwnPrinter, type Layouts, type OwnBadge } from "./own_printer";

const LAYOUTS: Layouts = { layouts: { usual: { layout: "a", images: {} }, crew: { layout: "b", images: { "logo.png": "AA==" } } }, chosen: { crew: "crew" }, usual: "usual" };
const BADGE: OwnBadge = { code: "B1", category: "visitor", fields: { name: "Žaneta" }, rehearsal: false };
const SILENT: Answer<Layouts> = { kind: "unreachable", cause: "network", error: null };
const LEFT = { scan_id: "s1", offline: { outcome: "admitted", roster_seq: 1, clock: "synced" } } as unknown as Outgoing;

/** An agent that answers by path; null is no agent. */
function beside(told: Record<string, unknown> | null, layouts: Answer<Layouts>, kept?: Layouts) {
  const bodies: unknown[] = [];
  const keeps: Layouts[] = [];
  const fetcher = (path: string | URL | Request, init?: RequestInit): Promise<Response> => {
    if (typeof init?.body === "string") bodies.push(JSON.parse(init.body));
    const answer = told?.[path as string];
    return Promise.resolve(answer === undefined ? new Response("{}", { status: 404 }) : Response.json(answer));
  };
  const printer = new OwnPrinter({ fetcher: told === null ? null : fetcher, layouts: () => Promise.resolve(layouts), kept: () => Promise.resolve(kept), keep: (one) => keeps.push(one) });
  return { printer, bodies, keeps };
}

const READY = { "/agent/v1/printer": { state: "ready", message: "" }, "/agent/v1/badges": { state: "printed", reason: "" } };
const OK: Answer<Layouts> = { kind: "ok", value: LAYOUTS, status: 200 };

test("prints by the category's layout, else by the usual one", async () => {
  const { printer, bodies, keeps } = beside(READY, OK);
  expect(await printer.look()).toBe(true);
  expect(keeps).toEqual([LAYOUTS]);
  expect(await printer.print("s1", BADGE)).toBe(true);
  expect(await printer.print("s2", { ...BADGE, category: "crew" })).toBe(true);
  expect(bodies).toEqual([
    { id: "s1", code: "B1", fields: { name: "Žaneta" }, rehearsal: false, layout: "a", images: {} },
    { id: "s2", code: "B1", fields: { name: "Žaneta" }, rehearsal: false, layout: "b", images: { "logo.png": "AA==" } },
  ]);
});

test("goes by the layouts that were kept while the server is silent", async () => {
  const { printer } = beside(READY, SILENT, LAYOUTS);
  expect(await printer.look()).toBe(true);
  expect(await printer.print("s1", BADGE)).toBe(true);
});

test.each([
  ["no agent", beside(null, OK)],
  ["no printer", beside({}, OK)],
  ["no layouts", beside(READY, SILENT)],
])("prints nothing with %s", async (_, { printer, bodies }) => {
  expect(await printer.look()).toBe(false);
  expect(await printer.print("s1", BADGE)).toBe(false);
  expect(bodies).toEqual([]);
});

test.each(["unknown", "failed", "queued"])("promises no badge of which the printer says %s", async (state) => {
  const { printer } = beside({ ...READY, "/agent/v1/badges": { state, reason: "" } }, OK);
  await printer.look();
  expect(await printer.print("s1", BADGE)).toBe(false);
});

test("asks what came out of what an earlier page sent", async () => {
  const { printer } = beside({ ...READY, "/agent/v1/badges/s1": { state: "printed" } }, OK);
  await printer.look();
  const other = { ...LEFT, scan_id: "s2" };
  expect(await printer.withPrinted([LEFT, other])).toEqual([{ ...LEFT, badge_printed: { job_id: "s1" } }, other]);
});
