// The check of scanners: the printed test code by the hand scanner, then before the camera; what is wrong, and how to mend it.
import { Icon } from "@client/icons";
import { useEffect, useRef, useState } from "preact/hooks";
import type { KioskTexts } from "../../catalogues";
import { diagnose, readingsOf, SILENCE_MS, type Finding, type Press } from "../../scanner_check/diagnosis";
import { brightnessOf, judgeSight, type Sight } from "../../scanner_check/picture";
import { TEST_CODE } from "../../scanner_check/test_code";
import type { StaffPageProps } from "./staff";

const LOOK_MS = 1_000;
const KEPT = 400; // presses; some ten readings

export function ScannerCheck({ texts, staff }: StaffPageProps) {
  const presses = useRef<readonly Press[]>([]);
  const [findings, setFindings] = useState<readonly Finding[] | null>(null);
  const [isSeen, setSeen] = useState(false);
  useTypedKeys((press) => {
    presses.current = [...presses.current, press].slice(-KEPT);
    // Later than the silence after which a scanner without a suffix has ended.
    setTimeout(() => setFindings(diagnosed(presses.current)), SILENCE_MS + 50);
  });
  useEffect(() => {
    const isTyped = performance.now() - (presses.current.at(-1)?.at ?? -Infinity) < SILENCE_MS;
    if (staff.read.code === TEST_CODE && !isTyped) setSeen(true);
  }, [staff.read.count]);
  const sight = useSight();
  return (
    <div class="scanner-check" tabIndex={0}>
      <p>{texts.t("check.how")}</p>
      <section aria-label={texts.t("check.scanner")} role="status">
        <h2>{texts.t("check.scanner")}</h2>
        <Findings texts={texts} findings={findings} />
      </section>
      <section aria-label={texts.t("check.camera")} role="status">
        <h2>{texts.t("check.camera")}</h2>
        <Line isWell={isSeen} isKnown={isSeen || sight !== "sees"} text={texts.t(isSeen ? "check.camera_ok" : `check.camera_${sight}`)} />
      </section>
    </div>
  );
}

/** Null while nothing was read that could be judged. */
function diagnosed(presses: readonly Press[]): readonly Finding[] | null {
  const readings = readingsOf(presses, performance.now());
  return readings.length === 0 ? null : diagnose(readings);
}

function Findings({ texts, findings }: { texts: KioskTexts; findings: readonly Finding[] | null }) {
  if (findings === null) return <Line isWell={false} isKnown={false} text={texts.t("check.wait")} />;
  if (findings.length === 0) return <Line isWell isKnown text={texts.t("check.ok")} />;
  return (
    <>
      {findings.map((finding) => (
        <Line key={finding.kind} isWell={false} isKnown text={texts.t(`check.${finding.kind}`, { layout: finding.kind === "layout" ? finding.layout : "" })} />
      ))}
    </>
  );
}

function Line({ isWell, isKnown, text }: { isWell: boolean; isKnown: boolean; text: string }) {
  const meaning = isWell ? "go" : isKnown ? "look" : "calm";
  return (
    <p class={`check-line is-${meaning}`}>
      <Icon name={isWell ? "check_circle" : isKnown ? "look" : "clock"} />
      <span>{text}</span>
    </p>
  );
}

/** Every key as it comes, before the page makes a code of it. */
function useTypedKeys(onPress: (press: Press) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.repeat || (event.key !== "Enter" && event.key !== "Tab" && [...event.key].length !== 1)) return;
      onPress({ key: event.key, at: event.timeStamp });
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, []);
}

/** What the start screen's camera sees, which goes on below; `none` where there is no picture at all. */
function useSight(): Sight | "none" {
  const [sight, setSight] = useState<Sight | "none">("none");
  useEffect(() => {
    const timer = setInterval(() => setSight(look()), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return sight;
}

function look(): Sight | "none" {
  const video = document.querySelector("video");
  const context = document.createElement("canvas").getContext("2d");
  if (video === null || context === null || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return "none";
  context.drawImage(video, 0, 0, 32, 24);
  return judgeSight(brightnessOf(context.getImageData(0, 0, 32, 24).data));
}
