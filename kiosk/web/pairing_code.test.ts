import { expect, test } from "vitest";
import { pairingCodeIn, takePairingCode } from "./pairing_code";

test.each([
  ["https://kiosk.lan/kiosk#pair=ABCD1234", "ABCD1234"],
  ["http://10.0.0.2:8080/kiosk#pair=abcd1234\n", "ABCD1234"],
  ["HTTPS>&&KIOSK.LAN&KIOSK§PAIR0ABCD1234", "ABCD1234"], // a scanner with another country's layout
  ["ABCD1234", "ABCD1234"],
  ["ABCD-1234", null],
  ["ABCD123", null],
  ["ABCDILOU", null], // letters that no code has
  ["TURNOUT1ABCD1234ABCD", null],
  ["https://tickets.example/ABCD1234", null],
  ["", null],
])("%j holds the code %j", (scanned, code) => {
  expect(pairingCodeIn(scanned)).toBe(code);
});

test("an address gives its code once", () => {
  const shown: unknown[] = [];
  const history = { replaceState: (...all: unknown[]) => void shown.push(all[2]) };
  expect(takePairingCode({ hash: "#pair=ABCD1234", pathname: "/kiosk", search: "?x=1" }, history)).toBe("ABCD1234");
  expect(shown).toEqual(["/kiosk?x=1"]);
  expect(takePairingCode({ hash: "", pathname: "/kiosk", search: "" }, history)).toBeNull();
  expect(takePairingCode({ hash: "#pair=nonsense", pathname: "/kiosk", search: "" }, history)).toBeNull();
  expect(shown).toEqual(["/kiosk?x=1", "/kiosk"]);
});
