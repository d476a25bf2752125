// A whole answer for tests to vary.
import type { Badge, ScanAnswer } from "./scans";

const PRINTER_A = { id: "p1", name: "A" };

export function badge(state: Badge["state"] = "queued", printer: Badge["printer"] = PRINTER_A): Badge {
  return { job_id: "job-1", state, printer };
}

export function admitted(changes: Partial<ScanAnswer> = {}): ScanAnswer {
  return {
    scan_id: "scan-1",
    seq: 7,
    outcome: "admitted",
    at: "2026-05-04T07:12:00.000Z",
    rehearsal: false,
    direction: "in",
    place: { id: "v", name: "Main entrance" },
    attendee: { id: "a1", greeting: "Žaneta", name: "Žaneta Ozoliņa", category: "visitor", language: "lv" },
    again: false,
    first: null,
    reason: null,
    short_code: null,
    hint: null,
    overridable: false,
    warnings: [],
    badge: null,
    pickup: null,
    session: null,
    gets: [],
    next: null,
    badge_check: null,
    ...changes,
  };
}

export function refused(reason: string, changes: Partial<ScanAnswer> = {}): ScanAnswer {
  return admitted({ outcome: "refused", attendee: null, reason, short_code: "H7", ...changes });
}
