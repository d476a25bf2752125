import { expect, it } from "vitest";
import { takeOnceToken } from "./once";

function open(hash: string) {
  const addresses: string[] = [];
  const history = { replaceState: (_: unknown, __: string, url?: string | URL | null) => void addresses.push(String(url)) };
  return { token: takeOnceToken({ hash, pathname: "/sign-in", search: "?next=%2Frooms" }, history), addresses };
}

it("takes the token and leaves none of it in the address", () => {
  expect(open("#once=T0K3N")).toEqual({ token: "T0K3N", addresses: ["/sign-in?next=%2Frooms"] });
});

it("leaves an address without a token as it is", () => {
  expect(open("")).toEqual({ token: null, addresses: [] });
});

it("takes a link that was cut off for none", () => {
  expect(open("#once=").token).toBeNull();
});
