import { describe, expect, it } from "vitest";
import { arrivalsSeries, BUCKET_MS } from "./arrivals-series";
import { at, NOW } from "./fixtures";

describe("the arrivals", () => {
  it("begin at the first arrival and fill the gaps with nobody", () => {
    const { starts, arrivals } = arrivalsSeries([[at(-90), 4], [at(-5), 7], [at(0), 1]], NOW);
    expect(starts[0]).toBe((NOW - 18 * BUCKET_MS) / 1_000);
    expect(arrivals).toEqual([4, ...Array<number>(16).fill(0), 7, 1]);
  });

  it("show the last hour when nobody has come", () => {
    expect(arrivalsSeries([], NOW).arrivals).toEqual(Array(13).fill(0));
  });

  it("end in the bucket that runs now", () => {
    expect(arrivalsSeries([], NOW + BUCKET_MS - 1).starts.at(-1)).toBe(NOW / 1_000);
  });

  it("never show more than a day: a server clock set years ahead must not freeze the page", () => {
    expect(arrivalsSeries([["2020-01-01T00:00:00.000Z", 1]], NOW).arrivals).toHaveLength(288);
  });
});
