import { createApi } from "@client/api";
import { type Person } from "@client/people";
import { expect, it } from "vitest";
import { person } from "./people.fixture";
import { createSearch, type Found } from "./search";

interface Asked {
  readonly q: string;
  reply(status: number, body: unknown): Promise<void>;
}

/** A search whose clock and server go on by hand. */
function searching() {
  const found: Found[] = [];
  const asked: Asked[] = [];
  let timers: { readonly act: () => void; readonly ms: number }[] = [];
  const fetcher = (_url: RequestInfo | URL, init?: RequestInit): Promise<Response> =>
    new Promise((resolve) => {
      const { q } = JSON.parse(String(init?.body)) as { q: string };
      asked.push({
        q,
        async reply(status, body) {
          resolve(new Response(JSON.stringify(body), { status }));
          await new Promise((settled) => setTimeout(settled, 5));
        },
      });
    });
  const api = createApi(fetcher as typeof fetch);
  const later = (act: () => void, ms: number) => {
    const timer = { act, ms };
    timers.push(timer);
    return () => {
      timers = timers.filter((one) => one !== timer);
    };
  };
  const search = createSearch((q) => api.post<{ attendees: readonly Person[] }>("/attendees/search", { q }), later, (one) => found.push(one));
  const rest = (): number[] => {
    const due = timers;
    timers = [];
    due.forEach(({ act }) => act());
    return due.map(({ ms }) => ms);
  };
  return { search, found, asked, rest };
}

const PEOPLE = { attendees: [person()] };

it("asks once the hand rests, for all that was typed", async () => {
  const { search, found, asked, rest } = searching();
  for (const text of ["o", "oz", "oz "]) search.ask(text);
  expect(rest()).toEqual([80]);
  expect(asked.map(({ q }) => q)).toEqual(["oz"]);
  await asked[0]?.reply(200, PEOPLE);
  expect(found).toEqual([{ kind: "found", text: "oz", people: [person()] }]);
});

it("drops an answer that was overtaken", async () => {
  const { search, found, asked, rest } = searching();
  search.ask("oz");
  rest();
  search.ask("ozo");
  rest();
  await asked[1]?.reply(200, { attendees: [] });
  await asked[0]?.reply(200, PEOPLE);
  expect(found).toEqual([{ kind: "found", text: "ozo", people: [] }]);
});

it("drops what is under way when the field is emptied", async () => {
  const { search, found, asked, rest } = searching();
  search.ask("oz");
  rest();
  search.ask("");
  await asked[0]?.reply(200, PEOPLE);
  expect([found, rest()]).toEqual([[], []]);
});

it("says that nobody can be asked, and asks again by itself", async () => {
  const { search, found, asked, rest } = searching();
  search.ask("oz");
  rest();
  await asked[0]?.reply(503, {});
  expect(found).toEqual([{ kind: "unasked", text: "oz" }]);
  expect(rest()).toEqual([2_000]);
  await asked[1]?.reply(200, PEOPLE);
  expect(found).toHaveLength(2);
});
