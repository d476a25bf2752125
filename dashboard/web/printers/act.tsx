/** A button among others like it: whoever hears the page and not sees it is told of what. */
import { t } from "../texts";

interface ActProps {
  readonly text: string;
  /** The printer's or the person's name. */
  readonly of: string;
  readonly look?: "is-primary" | "is-quiet";
  readonly onClick: () => void;
}

export function Act({ text, of, look, onClick }: ActProps) {
  return (
    <button type="button" class={look === undefined ? "button" : `button ${look}`} aria-label={t("tend.act_of", { text, name: of })} onClick={onClick}>{text}</button>
  );
}
