// Where the badge lies, so large that whoever hands it out reads it from behind the table.
import type { KioskTexts } from "../catalogues";
import { FitText } from "../fit_text";
import type { Screen } from "../model";
import { welcomeWords } from "./admitted";
import { Result, WayBack } from "./result";

export interface PickupProps {
  readonly texts: KioskTexts;
  readonly screen: Extract<Screen, { kind: "pickup" }>;
  readonly isHeld: boolean;
  readonly onDismiss: () => void;
}

export function PickupScreen({ texts, screen, isHeld, onDismiss }: PickupProps) {
  const { answer, pickup } = screen;
  const greeting = answer.attendee?.greeting ?? "";
  const title = answer.outcome === "admitted" ? welcomeWords(texts, greeting, answer.again) : texts.t("pickup.in_already");
  return (
    <Result meaning="go" icon="badge" texts={texts} foot={<WayBack texts={texts} until={isHeld ? undefined : screen.until} onDismiss={onDismiss} />}>
      <p class="result-line">{title}</p>
      <FitText text={`${pickup.box} ${pickup.number}`} largest={200} class="result-huge">
        <h1>{texts.parts("badge.pickup", { boxed: pickup.box === "" ? "no" : "yes", box: <bdi dir="auto">{pickup.box}</bdi>, number: <bdi dir="ltr">{pickup.number}</bdi> })}</h1>
      </FitText>
    </Result>
  );
}
