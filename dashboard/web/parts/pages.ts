/** The pages that people work at, and whose each is. The server decides; this only spares them a closed door. */
import { mayDesk, mayOpen, mayPair, type RoleName } from "../me";
import { t } from "../texts";
import { mayCome } from "./help-desk";

export interface PageLink {
  readonly path: string;
  readonly name: string;
}

const everybody = (): boolean => true;

const PAGES = [
  ["/dashboard", "pages.board", (role) => role !== "staff"],
  ["/rooms", "pages.rooms", everybody],
  ["/desk", "pages.desk", mayDesk],
  ["/drawer", "pages.drawer", mayDesk],
  ["/paper", "pages.paper", mayDesk],
  ["/printers", "pages.printers", mayDesk],
  ["/stations", "pages.stations", mayPair],
  ["/badges", "pages.badges", mayOpen],
  ["/import", "pages.import", mayOpen],
  ["/setup", "pages.setup", mayOpen],
  ["/pin", "pages.pin", mayCome],
] as const satisfies readonly (readonly [string, string, (role: RoleName) => boolean])[];

/** What somebody of a role may open, in the order of the day's work. */
export function pagesOf(role: RoleName): readonly PageLink[] {
  return PAGES.filter(([, , may]) => may(role)).map(([path, text]) => ({ path, name: t(text) }));
}
