import { expect, test } from "vitest";
import { badgeStage, followBadge, isSettled } from "./badge_progress";
import { admitted, badge } from "@client/scans.fixture";

const ELSEWHERE = { id: "p2", name: "Desk B" };

test.each([
  [null, "none"],
  [badge("queued"), "queued"],
  [badge("queued", null), "desk"],
  [badge("sending"), "printing"],
  [badge("printing"), "printing"],
  [badge("printing", null), "printing"],
  [badge("printed"), "take"],
  [badge("unknown"), "desk"],
  [badge("failed"), "desk"],
  [badge("voided"), "desk"],
  [badge("queued", ELSEWHERE), "elsewhere"],
  [badge("sending", ELSEWHERE), "elsewhere"],
  [badge("printing", ELSEWHERE), "elsewhere"],
  [badge("printed", ELSEWHERE), "take"],
  [badge("failed", ELSEWHERE), "desk"],
] as const)("%j is shown as %s", (one, stage) => {
  expect(badgeStage(one, "p1")).toBe(stage);
});

test("only a badge in the queue or in the printer is worth waiting for", () => {
  const stages = ["none", "queued", "printing", "elsewhere", "take", "desk"] as const;
  expect(stages.filter((stage) => !isSettled(stage))).toEqual(["queued", "printing"]);
});

test("without a printer of its own a kiosk takes every printer for the one here", () => {
  expect(badgeStage(badge("printing", ELSEWHERE), null)).toBe("printing");
});

test("a job that is queued after its scan was answered is found by the scan", () => {
  const job = { id: "job-9", scan_id: "scan-1", state: "printing", printer: null, changed_at: "", reason: null } as const;
  expect(followBadge(admitted(), null, [job])).toEqual({ job_id: "job-9", state: "printing", printer: null });
});

test("a snapshot without the job leaves the answer's word", () => {
  expect(followBadge(admitted(), badge("queued"), [])).toEqual(badge("queued"));
});
