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
  const address = { hash: "#pair=ABCD1234", pathname: "/kiosk", search: "?x=1" };
  const shown: unknown[] = [];
  const history = {
    replaceState: (...all: unknown[]) => {
      shown.push(all[2]);
      address.hash = ""; // as a browser's own address changes at once
    },
  };
  expect(takePairingCode(address, history)).toBe("ABCD1234");
  expect(takePairingCode(address, history)).toBeNull();
  address.hash = "#pair=nonsense";
  expect(takePairingCode(address, history)).toBeNull();
  expect(shown).toEqual(["/kiosk?x=1", "/kiosk?x=1"]);
});
