// What staff ask of the server from a kiosk. The token that coming in answers is kept here, in memory, and named in every
// call after it: a page that is loaded anew knows nobody.
import type { Answer, Api } from "@client/api";
import { newScanId, type ScanAnswer } from "@client/scans";
import type { Ability, EquipmentChanges, StaffNews, StaffWish, Trouble } from "../tasks/staff";

export interface Session {
  readonly name: string;
  readonly may: readonly Ability[];
}

export type LastScan = ScanAnswer & { readonly undone: boolean };

export interface Found {
  readonly id: string;
  readonly name: string;
  readonly company: string;
  readonly category: { readonly id: string; readonly label: string };
  readonly inside: boolean;
}

export interface Equipment {
  readonly station: {
    readonly languages: readonly string[];
    readonly printer_id: string;
    readonly out_of_order: boolean;
    readonly version: number;
  };
  readonly printers: readonly { readonly id: string; readonly name: string }[];
}

export interface StaffServer {
  carryOut(wanted: StaffWish): Promise<StaffNews | null>;
}

/** Names whoever of the staff is at this kiosk, in the calls that are theirs. */
export interface Presence {
  readonly fetcher: typeof fetch;
  token: string;
}

const PATH = "/station/staff";
const HEADER = "X-Staff-Token";

export function createPresence(fetcher: typeof fetch = fetch.bind(globalThis)): Presence {
  const presence: Presence = {
    token: "",
    fetcher: (url, init) => {
      const isTheirs = typeof url === "string" && url.includes(PATH) && presence.token !== "";
      if (!isTheirs) return fetcher(url, init);
      return fetcher(url, { ...init, headers: { ...(init?.headers as Record<string, string>), [HEADER]: presence.token } });
    },
  };
  return presence;
}

export function createStaffServer(api: Api, presence: Presence): StaffServer {
  return { carryOut: (wanted) => carryOut(api, presence, wanted) };
}

async function carryOut(api: Api, presence: Presence, wanted: StaffWish): Promise<StaffNews | null> {
  switch (wanted.kind) {
    case "come_in":
      return comeIn(api, presence, wanted.code);
    case "leave":
      await api.post(`${PATH}/leave`);
      presence.token = "";
      return null;
    case "read_last":
      return told(await api.get<{ last: LastScan | null }>(`${PATH}/last`), ({ last }) => ({ kind: "last_known", last }));
    case "read_equipment":
      return told(await api.get<Equipment>(`${PATH}/equipment`), (equipment) => ({ kind: "equipment_known", equipment }));
    case "search":
      return told(await api.post<{ attendees: readonly Found[] }>(`${PATH}/search`, { q: wanted.q }), ({ attendees }) => ({ kind: "found", people: attendees }));
    case "override":
      return told(await override(api, wanted.refusedId, wanted.reason), (answer) => ({ kind: "checked_in", answer }));
    case "check_in":
      return told(await checkIn(api, wanted.attendeeId), (answer) => ({ kind: "checked_in", answer }));
    case "undo":
      return told(await api.post(`${PATH}/undo`, { scan_id: wanted.scanId, undo_id: newScanId() }), () => ({ kind: "was_done", done: "undone" }));
    case "reprint":
      return told(await api.post(`${PATH}/reprint`, { attendee_id: wanted.attendeeId, kind: wanted.why }), () => ({ kind: "was_done", done: "printing" }));
    case "equip":
      return told(await equip(api, wanted.version, wanted.changes), () => ({ kind: "was_done", done: "changed" }));
    case "shut":
      return told(await api.post(`${PATH}/out-of-order`, { version: wanted.version, out_of_order: wanted.isOutOfOrder }), () => ({ kind: "was_done", done: "changed" }));
  }
}

async function comeIn(api: Api, presence: Presence, code: string): Promise<StaffNews> {
  presence.token = "";
  const answer = await api.post<{ token: string; account: { name: string }; may: readonly Ability[] }>(PATH, { code });
  if (answer.kind !== "ok") return { kind: "failed", why: troubleOf(answer) };
  presence.token = answer.value.token;
  return { kind: "came_in", session: { name: answer.value.account.name, may: answer.value.may } };
}

function override(api: Api, refusedId: string, reason: string): Promise<Answer<ScanAnswer>> {
  return api.post(`${PATH}/override`, { scan_id: newScanId(), refused_scan_id: refusedId, reason });
}

function checkIn(api: Api, attendeeId: string): Promise<Answer<ScanAnswer>> {
  return api.post(`${PATH}/check-in`, { attendee_id: attendeeId, scan_id: newScanId() });
}

function equip(api: Api, version: number, changes: EquipmentChanges): Promise<Answer<unknown>> {
  return api.post(`${PATH}/equipment`, { version, ...changes });
}

function told<T>(answer: Answer<T>, news: (value: T) => StaffNews): StaffNews {
  return answer.kind === "ok" ? news(answer.value) : { kind: "failed", why: troubleOf(answer) };
}

function troubleOf(answer: Exclude<Answer<unknown>, { kind: "ok" }>): Trouble {
  if (answer.kind === "unreachable") return "unreachable";
  if (answer.status === 429) return "too_many_tries";
  if (answer.error.code === "wrong_pin") return "wrong_pin";
  return answer.error.code === "staff_gone" ? "gone" : "not_done";
}
