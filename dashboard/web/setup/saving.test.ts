import { createApi } from "@client/api";
import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { type Place, placeThing, setting } from "./document";
import { createSaving, type Part } from "./saving";
import { setupDocument } from "./setup.fixture";

const NAME: Part<Place, string> = { of: (place) => place.name, change: (_, name) => ({ name }) };
const CAPACITY: Part<Place, number | null> = { of: (place) => place.capacity, change: (_, capacity) => ({ capacity }) };

type Reply = readonly [status: number, body: unknown];

/** A server that gives its replies one after another, and what it was asked. */
function saving(...replies: Reply[]) {
  const asked: string[] = [];
  const document = signal(setupDocument());
  const fetcher = async (url: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    asked.push(`${String(init?.method)} ${String(url)} ${String(init?.body)}`);
    const [status, body] = replies.shift() ?? [503, null];
    return new Response(JSON.stringify(body), { status });
  };
  return { asked, document, ...createSaving(createApi(fetcher), document) };
}

const hall = (change: Partial<Place>): Place => ({ ...(setupDocument().places[1] as Place), ...change });
const newer = (current: unknown): Reply => [409, { error: { code: "changed_meanwhile", message: "Changed.", remedy: "Look.", current } }];

describe("a part of a thing", () => {
  it("is saved on the version that is there, and the document follows", async () => {
    const { save, asked, document } = saving([200, hall({ capacity: 180, version: 5 })]);
    expect(await save(placeThing("p1"), CAPACITY, 180, 200)).toEqual({ kind: "ok", value: 180, warning: null });
    expect(asked).toEqual(['PUT /api/v1/setup/places/p1 {"capacity":180,"version":4}']);
    expect(document.value.places[1]).toMatchObject({ capacity: 180, version: 5 });
  });

  it("goes after the one before it, on that one's version", async () => {
    const { save, asked } = saving([200, hall({ name: "Hall", version: 5 })], [200, hall({ name: "Hall", capacity: 9, version: 6 })]);
    await Promise.all([save(placeThing("p1"), NAME, "Hall", "Great Hall"), save(placeThing("p1"), CAPACITY, 9, 200)]);
    expect(asked[1]).toBe('PUT /api/v1/setup/places/p1 {"capacity":9,"version":5}');
  });

  it("is sent again when somebody changed another part", async () => {
    const { save, asked } = saving(newer(hall({ name: "Aula", version: 7 })), [200, hall({ name: "Aula", capacity: 9, version: 8 })]);
    expect(await save(placeThing("p1"), CAPACITY, 9, 200)).toMatchObject({ kind: "ok", value: 9 });
    expect(asked[1]).toBe('PUT /api/v1/setup/places/p1 {"capacity":9,"version":7}');
  });

  it("is not written over what somebody else wrote there", async () => {
    const { save, asked, document } = saving(newer(hall({ capacity: 150, version: 7 })));
    expect(await save(placeThing("p1"), CAPACITY, 9, 200)).toEqual({ kind: "newer", value: 150 });
    expect(asked).toHaveLength(1);
    expect(document.value.places[1]).toMatchObject({ capacity: 150, version: 7 });
  });

  it("is saved when the answer to an earlier try was lost on its way", async () => {
    const { save } = saving(newer(hall({ capacity: 9, version: 5 })));
    expect(await save(placeThing("p1"), CAPACITY, 9, 200)).toEqual({ kind: "ok", value: 9, warning: null });
  });

  it("says why it is not taken, and changes nothing", async () => {
    const { save, document } = saving([400, { error: { code: "bad_input", message: "No number.", remedy: "Write one." } }]);
    const sent = await save(placeThing("p1"), CAPACITY, -1, 200);
    expect(sent).toEqual({ kind: "refused", trouble: { what: "No number.", remedy: "Write one." } });
    expect(document.value).toEqual(setupDocument());
  });

  it("of a thing that somebody removed is refused", async () => {
    const { save, asked } = saving();
    expect(await save(placeThing("gone"), CAPACITY, 9, null)).toMatchObject({ kind: "refused" });
    expect(asked).toEqual([]);
  });

  it("may be saved with a warning", async () => {
    const warnings = [{ code: "accent_mended", message: "Light.", remedy: "It is mended." }];
    const { save } = saving([200, { value: "#ffee00", version: 2, warnings }]);
    const part: Part<{ readonly value: string; readonly version: number }, string> = { of: ({ value }) => value, change: (_, value) => ({ value }) };
    const sent = await save(setting("accent"), part, "#FFEE00", "#17456b");
    expect(sent).toEqual({ kind: "ok", value: "#ffee00", warning: { what: "Light.", remedy: "It is mended." } });
  });

  it("that no server took is told as that", async () => {
    expect(await saving().save(placeThing("p1"), NAME, "Hall", "Great Hall")).toEqual({ kind: "unreachable" });
  });
});
