import { expect, test } from "vitest";
import vectors from "../../offline/vectors.json";
import { fromBase64url, joined, toBase64url } from "./bytes";
import { bucketOf, findEntry, merged, parseRoster, type RosterBody } from "./roster_body";

const { roster } = vectors;
const body = fromBase64url(roster.body);
const NOTHING = new Uint8Array(0);

function parsed(bytes: Uint8Array): RosterBody {
  const read = parseRoster(bytes);
  if (read === null) throw new Error("the roster could not be read");
  return read;
}

test("reads the server's head and every one of its entries", () => {
  const { head, entries } = parsed(body);
  expect(head).toEqual(roster.head);
  for (const { id, kind, valid, inside, category, sealed } of roster.entries) {
    const bytes = fromBase64url(id);
    const found = findEntry(entries.get(bucketOf(bytes)) ?? NOTHING, bytes, head.categories);
    expect(found && { ...found, sealed: found.sealed && toBase64url(found.sealed) }).toEqual({
      kind,
      valid,
      inside,
      come: false,
      category: head.categories[category] ?? "",
      sealed,
    });
  }
});

test("reads of somebody who has left that they have come", () => {
  const entry = new Uint8Array([...new Uint8Array(16), 0x91, 0, 0, 0]);
  expect(findEntry(entry, new Uint8Array(16), ["visitor"])).toEqual({ kind: "ticket", valid: true, inside: false, come: true, category: "visitor", sealed: null });
});

test("reads what was removed", () => {
  const removed = [...parsed(body).removed.values()].map(toBase64url);
  expect(removed.sort()).toEqual([...roster.removed].sort());
});

test.each([1, 15, 16, 40, 200])("a body that ends %d bytes early is thrown away", (missing) => {
  expect(parseRoster(body.subarray(0, -missing))).toBeNull();
});

test.each(["<!doctype html>\n<p>Sign in", '{"format":2}\n', "no line at all", "null\n"])("%j is no roster", (text) => {
  expect(parseRoster(new TextEncoder().encode(text))).toBeNull();
});

test("a change replaces an entry, adds one, takes one away, and leaves the others", () => {
  const entry = (letter: number, flags: number): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(20);
    bytes[15] = letter;
    bytes[16] = flags;
    return bytes;
  };
  const idOf = (letter: number) => entry(letter, 0).subarray(0, 16);
  const before = joined([entry(1, 0x11), entry(2, 0x11), entry(3, 0x11)]);
  const after = merged(before, joined([entry(2, 0x31), entry(4, 0x12)]), idOf(3));
  const found = [1, 2, 3, 4].map((letter) => findEntry(after, idOf(letter), []));
  expect(found.map((one) => one && [one.kind, one.inside])).toEqual([["ticket", false], ["ticket", true], null, ["badge", false]]);
  expect(after.length).toBe(60);
});

test("a hundred thousand are spread over buckets of a few", () => {
  const ids = Array.from({ length: 100_000 }, () => crypto.getRandomValues(new Uint8Array(16)));
  const counts = new Map<number, number>();
  for (const id of ids) counts.set(bucketOf(id), (counts.get(bucketOf(id)) ?? 0) + 1);
  expect(counts.size).toBe(4_096);
  expect(Math.max(...counts.values())).toBeLessThan(80);
});
