// The kiosk page: builds its parts once, joins them, and draws the model.
import "@client/base.css";
import "./kiosk.css";
import "./screens/start.css";
import "./screens/door.css";
import "./screens/pairing.css";
import "./screens/staff/staff.css";
import "./tasks/tasks.css";
import "./keyboard/keyboard.css";
import "./screens/no_ticket.css";
import "./screens/badge_check.css";
import "./screens/walk_in.css";
import "./access/access.css";
import { render } from "preact";
import { App } from "./app";
import { createKiosk } from "./kiosk_parts";
import { keepOwnCopy } from "./worker/own_copy";

const LATER_MS = 10_000;

const root = document.getElementById("app");
if (root === null) throw new Error("the page has no #app to draw into");
// A lit lobby: the kiosk does not turn dark because somebody's tablet is set so.
document.documentElement.dataset["theme"] = "light";
// Fetched now, or the first name with a letter beyond Latin-1 would change its face before its owner's eyes.
fetchFonts("A", "Ž", "Я");
setTimeout(() => fetchFonts("Ω", "ơ"), LATER_MS); // rarer ones must not hold up the first scan
const kiosk = createKiosk();
render(<App kiosk={kiosk} />, root);
kiosk.start();
keepOwnCopy(() => kiosk.isAtRest());

function fetchFonts(...letters: readonly string[]): void {
  for (const letter of letters) void document.fonts.load('700 40px "Noto Sans Variable"', letter);
}
