// The way to the accessibility panel: on every screen, in the same corner, the first that Tab comes to.
import { Icon } from "@client/icons";
import type { KioskTexts } from "../catalogues";

/** It does not change sides with the direction of the language: a tactile mark beside it stays right. */
export function AccessCorner({ texts, isOpen, onPress }: { texts: KioskTexts; isOpen: boolean; onPress: () => void }) {
  return (
    <button type="button" class="access-corner" aria-haspopup="dialog" aria-expanded={isOpen} onClick={onPress}>
      <Icon name="access" size="2rem" label={texts.t("access.title")} />
    </button>
  );
}
