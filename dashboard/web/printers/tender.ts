/** What every part of the printers' page works with, and what can be done to printers and to single badges. */
import { type Api } from "@client/api";
import { newScanId as newId } from "@client/scans";
import { type ListedJob, type PrinterCard } from "@client/snapshots";
import { type Topics, type TopicSignals } from "@client/topics";
import { type Signal } from "@preact/signals";
import { type Me } from "../me";
import { type Delivery } from "../parts/delivery";
import { type Trouble } from "../parts/trouble";
import { type Undo } from "../parts/undo";
import { t } from "../texts";

export interface Tender {
  readonly me: Me;
  readonly api: Api;
  readonly topics: Topics;
  readonly live: TopicSignals<"totals" | "printers" | "jobs">;
  readonly delivery: Delivery;
  /** What was just done, and how to take it back. */
  readonly undo: Signal<Undo | null>;
  /** Why the last thing asked for did not happen. */
  readonly trouble: Signal<Trouble | null>;
}

export function timeZoneOf({ live, me }: Tender): string {
  return live.totals.value?.data.event.time_zone ?? me.event.time_zone;
}

export async function pause(tender: Tender, printer: PrinterCard): Promise<void> {
  const back = (): void => void resume(tender, printer);
  await send(tender, printerPath(printer, "pause"), {}, { text: t("tend.paused", { name: printer.name }), act: back });
}

export async function resume(tender: Tender, printer: PrinterCard): Promise<void> {
  const back = (): void => void pause(tender, printer);
  await send(tender, printerPath(printer, "resume"), {}, { text: t("tend.resumed", { name: printer.name }), act: back });
}

export async function test(tender: Tender, printer: PrinterCard): Promise<void> {
  await send(tender, printerPath(printer, "test"), { job_id: newId() }, { text: t("tend.tested", { name: printer.name }), act: null });
}

export async function load(tender: Tender, printer: PrinterCard, labels: number): Promise<void> {
  const before = printer.labels_left;
  const back = before === null ? null : (): void => void load(tender, { ...printer, labels_left: labels }, before);
  await send(tender, printerPath(printer, "labels"), { labels }, { text: t("tend.loaded", { name: printer.name, labels }), act: back });
}

export async function move(tender: Tender, from: PrinterCard, to: PrinterCard): Promise<void> {
  tender.trouble.value = null;
  const answer = await tender.delivery.send<{ moved: number }>(printerPath(from, "move"), () => ({ to_printer_id: to.id }));
  if (answer.kind === "refused") tender.trouble.value = { what: answer.error.message, remedy: answer.error.remedy };
  else tender.undo.value = { text: t("tend.moved", { moved: answer.value.moved, name: to.name }), act: null };
}

export async function sayCameOut(tender: Tender, job: ListedJob, cameOut: boolean): Promise<void> {
  const text = t(cameOut ? "tend.confirmed" : "tend.retried", { name: nameOf(job) });
  await send(tender, jobPath(job, "came-out"), { came_out: cameOut }, { text, act: null });
}

export async function reprint(tender: Tender, job: ListedJob): Promise<void> {
  await send(tender, jobPath(job, "reprint"), { reprint_id: newId() }, { text: t("tend.reprinted", { name: nameOf(job) }), act: null });
}

export async function callOff(tender: Tender, job: ListedJob): Promise<void> {
  await send(tender, jobPath(job, "void"), {}, { text: t("tend.voided", { name: nameOf(job) }), act: null });
}

export function nameOf(job: ListedJob): string {
  return job.attendee === null ? t("tend.test_badge") : job.attendee.name;
}

async function send(tender: Tender, path: string, body: unknown, done: Undo): Promise<void> {
  tender.trouble.value = null;
  const answer = await tender.delivery.send(path, () => body);
  if (answer.kind === "ok") tender.undo.value = done;
  else tender.trouble.value = { what: answer.error.message, remedy: answer.error.remedy };
}

function printerPath(printer: PrinterCard, verb: string): string {
  return `/printers/${encodeURIComponent(printer.id)}/${verb}`;
}

function jobPath(job: ListedJob, verb: string): string {
  return `/jobs/${encodeURIComponent(job.id)}/${verb}`;
}
