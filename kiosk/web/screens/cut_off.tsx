// What a kiosk that is cut off tells: who may go in for now, and who is sent to the desk.
import type { KioskTexts } from "../catalogues";
import { FitText } from "../fit_text";
import type { Screen } from "../model";
import { BadgeLine, welcomeWords } from "./admitted";
import { Matter, Result, WayBack } from "./result";

export interface LetInProps {
  readonly texts: KioskTexts;
  readonly screen: Extract<Screen, { kind: "let_in" }>;
  /** It goes when its reader says so. */
  readonly isHeld: boolean;
  readonly onDismiss: () => void;
}

export function LetIn({ texts, screen: { pass, badge }, isHeld, onDismiss }: LetInProps) {
  const foot = (
    <>
      {badge !== "none" && <BadgeLine texts={texts} stage={badge} printer={null} />}
      {isHeld && <WayBack texts={texts} onDismiss={onDismiss} />}
    </>
  );
  return (
    <Result meaning="go" icon="check_circle" texts={texts} foot={foot}>
      <FitText text={pass.greeting} largest={200} class="result-huge">
        <h1>{welcomeWords(texts, pass.greeting, pass.again)}</h1>
      </FitText>
    </Result>
  );
}

export interface ReferredProps {
  readonly texts: KioskTexts;
  readonly screen: Extract<Screen, { kind: "referred" }>;
  /** It goes when its reader says so, and counts nothing down. */
  readonly isHeld: boolean;
  readonly onDismiss: () => void;
}

export function Referred({ texts, screen, isHeld, onDismiss }: ReferredProps) {
  const { title, next } = words(texts, screen.reason);
  return <Matter texts={texts} title={title} next={next} shortCode={screen.shortCode} until={isHeld ? undefined : screen.until} onDismiss={onDismiss} />;
}

/** A ticket that was bought a minute ago is on no roster: "not on our list" might not be true. */
function words(texts: KioskTexts, reason: ReferredProps["screen"]["reason"]): { readonly title: string; readonly next: string } {
  if (reason === "unknown_ticket" || reason === "not_valid" || reason === "not_kept") {
    return { title: texts.t("referred.title"), next: texts.t("referred.next") };
  }
  const values = { known: "no", time: "", place: "" };
  return { title: texts.t(`refused.${reason}.title`, values), next: texts.t(`refused.${reason}.next`, values) };
}
