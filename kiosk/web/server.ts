// What the kiosk asks of the server, call by call.
import type { Answer, Api } from "@client/api";
import type { ScanAnswer } from "@client/scans";
import type { OwnCall, StationData, StationEvent } from "@client/snapshots";
import { CLIENT_VERSION } from "@client/version";
import type { Layouts } from "./own_printer";
import { createStaffServer, type Presence, type StaffServer } from "./staff/server";
import type { Outgoing } from "./outbox";
import type { Correctable, DrawnBadge, Words } from "./tasks/correction";
import type { Claim } from "./tasks/no_ticket";
import type { Form, Made, Wanted } from "./tasks/walk_in";

/** A code that is still in memory says it all; else what stands for it on this device. */
function named({ lookup, sealed_code, ...scan }: Outgoing): Outgoing {
  if (scan.code !== undefined) return scan;
  return { ...scan, ...(lookup !== undefined ? { lookup } : sealed_code !== undefined ? { sealed_code } : {}) };
}

export interface StationDocument {
  readonly station: StationData["station"];
  readonly event: StationEvent;
  readonly server_time: string;
  readonly seq: number;
}

export interface Heartbeat {
  readonly server_time: string;
  /** Server time minus this device's. */
  readonly skew_ms: number;
}

export interface Server {
  /** The badge layouts in use. */
  layouts(): Promise<Answer<Layouts>>;
  station(): Promise<Answer<StationDocument>>;
  pair(code: string): Promise<Answer<StationDocument>>;
  /** Gives the cookie back, once this station was revoked and has wiped itself. */
  leave(): Promise<Answer<unknown>>;
  scan(scan: Outgoing): Promise<Answer<ScanAnswer>>;
  heartbeat(queued: number): Promise<Answer<Heartbeat>>;
  /** Calls staff to this kiosk; again while a call is open changes nothing. */
  callHelp(): Promise<Answer<{ readonly help: OwnCall }>>;
  /** What staff ask for here. */
  readonly staff: StaffServer;
  /** Checks in who proves who they are; the same claim again gets the same answer. */
  checkIn(claim: Claim): Promise<Answer<ScanAnswer>>;
  /** What the organiser asks somebody new for. */
  walkInForm(): Promise<Answer<Form>>;
  /** Registers somebody new; the same id again gets the same answer. */
  register(wanted: Wanted): Promise<Answer<Made>>;
  /** The badge that a scan asked for waits for another minute; answers what may be corrected. */
  holdBadge(scanId: string): Promise<Answer<Correctable>>;
  drawBadge(scanId: string, fields: Words): Promise<Answer<DrawnBadge>>;
  correctBadge(scanId: string, version: number, fields: Words): Promise<Answer<{ readonly greeting: string; readonly name: string }>>;
  /** The badge may print. */
  releaseBadge(scanId: string): Promise<Answer<unknown>>;
}

/** `now` is this device's clock as ISO 8601 UTC: what it says about itself, right or wrong. */
export function createServer(api: Api, now: () => string, presence: Presence): Server {
  return {
    station: () => api.get("/station"),
    layouts: () => api.get("/station/layouts"),
    pair: (code) => api.post("/stations/pair", { code, client_version: CLIENT_VERSION }),
    leave: () => api.post("/stations/leave"),
    scan: (scan) => api.post("/scans", { ...named(scan), sent_at: now(), client_version: CLIENT_VERSION }),
    heartbeat: (queued) => api.post("/station/heartbeat", { sent_at: now(), queued, client_version: CLIENT_VERSION }),
    callHelp: () => api.post("/station/help"),
    staff: createStaffServer(api, presence),
    holdBadge: (scanId) => api.post(`/station/badges/${scanId}/hold`),
    drawBadge: (scanId, fields) => api.post(`/station/badges/${scanId}/preview`, { fields }),
    correctBadge: (scanId, version, fields) => api.post(`/station/badges/${scanId}/correct`, { version, fields }),
    releaseBadge: (scanId) => api.post(`/station/badges/${scanId}/release`),
    checkIn: ({ scanId, name, proofKind, proof }) =>
      api.post("/station/check-in", { scan_id: scanId, name, kind: proofKind, proof, occurred_at: now(), sent_at: now(), client_version: CLIENT_VERSION }),
    walkInForm: () => api.get("/station/walk-in"),
    register: ({ walkInId, fields, consents }) => api.post("/station/walk-ins", { walk_in_id: walkInId, fields, consents }),
  };
}
