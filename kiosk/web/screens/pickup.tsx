// Where the badge lies, for whoever came in before or comes to fetch it.
import type { KioskTexts } from "../catalogues";
import type { Screen } from "../model";
import { PickupPlace, welcomeWords } from "./admitted";
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
    <Result meaning="go" icon="badge" texts={texts} title={title} foot={<WayBack texts={texts} until={isHeld ? undefined : screen.until} onDismiss={onDismiss} />}>
      <PickupPlace texts={texts} pickup={pickup} />
    </Result>
  );
}
