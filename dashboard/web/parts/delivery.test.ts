import { createApi } from "@client/api";
import { describe, expect, it } from "vitest";
import { createDelivery } from "./delivery";

/** A server that gives its replies one after another: a status, or null for a network that is gone. */
function server(replies: (number | null)[]) {
  const asked: string[] = [];
  const fetcher = async (url: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    asked.push(`${String(url)} ${String(init?.body)}`);
    const status = replies.shift();
    if (status === null || status === undefined) throw new TypeError("network");
    const error = { error: { code: "items_open", message: "Open.", remedy: "Do them." } };
    return new Response(JSON.stringify(status === 200 ? { ok: true } : error), { status });
  };
  return { asked, api: createApi(fetcher) };
}

function delivery(replies: (number | null)[]) {
  const { asked, api } = server(replies);
  const pauses: number[] = [];
  const pause = async (ms: number): Promise<void> => {
    pauses.push(ms);
  };
  return { asked, pauses, ...createDelivery(api, pause) };
}

describe("a command", () => {
  it("is sent again, the same, until the server answers", async () => {
    const { send, asked, pauses } = delivery([null, 503, 200]);
    const answer = await send("/door/scans", () => ({ scan_id: "a" }));
    expect(answer.kind).toBe("ok");
    expect(asked).toEqual(Array(3).fill('/api/v1/door/scans {"scan_id":"a"}'));
    expect(pauses).toEqual([500, 1_000]);
  });

  it("is not sent again when the server has said no", async () => {
    const { send, asked } = delivery([409]);
    expect(await send("/rooms/r1/sign-off", () => ({}))).toMatchObject({ kind: "refused", status: 409 });
    expect(asked).toHaveLength(1);
  });

  it("waits for the one before it", async () => {
    const { send, asked, waiting } = delivery([null, 200, 200]);
    const both = [send("/first", () => 1), send("/second", () => 2)];
    expect(waiting.value).toBe(2);
    await Promise.all(both);
    expect(asked).toEqual(["/api/v1/first 1", "/api/v1/first 1", "/api/v1/second 2"]);
    expect(waiting.value).toBe(0);
  });

  it("says that it is stuck only while it is", async () => {
    const { api } = server([null, 200]);
    const seen: boolean[] = [];
    const stuck = createDelivery(api, async () => {
      seen.push(stuck.isStuck.value);
    });
    await stuck.send("/first", () => 1);
    expect([...seen, stuck.isStuck.value]).toEqual([true, false]);
  });
});
