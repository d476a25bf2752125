import { describe, expect, test } from "vitest";
import { createApi, type Answer } from "./api";

interface Call {
  readonly url: string;
  readonly init: RequestInit;
}

/** An api whose network gives these replies in turn; a thunk may hang or fail. */
function answering(...replies: ((init: RequestInit) => Promise<Response>)[]) {
  const calls: Call[] = [];
  const fetcher = (url: string | URL | Request, init: RequestInit = {}) => {
    calls.push({ url: String(url), init });
    return (replies.shift() as (init: RequestInit) => Promise<Response>)(init);
  };
  return { api: createApi(fetcher as typeof fetch, 50), calls };
}

function reply(body: unknown, status = 200): () => Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return () => Promise.resolve(new Response(text, { status }));
}

function hang(init: RequestInit): Promise<Response> {
  return new Promise((_, reject) => {
    init.signal?.addEventListener("abort", () => reject(init.signal?.reason as Error));
  });
}

const NOT_PAIRED = { error: { code: "not_paired", message: "This browser is not a station.", remedy: "Pair it." } };

async function get(...replies: Parameters<typeof answering>): Promise<Answer<unknown>> {
  return answering(...replies).api.get("/station");
}

describe("an answer", () => {
  test("is ok with its value", async () => {
    expect(await get(reply({ a: 1 }))).toEqual({ kind: "ok", value: { a: 1 }, status: 200 });
  });

  test("is ok without a body", async () => {
    expect(await get(() => Promise.resolve(new Response(null, { status: 204 })))).toEqual({ kind: "ok", value: null, status: 204 });
  });

  test("is refused with code, message and remedy", async () => {
    expect(await get(reply(NOT_PAIRED, 401))).toEqual({ kind: "refused", status: 401, error: NOT_PAIRED.error });
  });

  test("of a server in trouble may be asked for again, and keeps its word", async () => {
    expect(await get(reply(NOT_PAIRED, 503))).toEqual({ kind: "unreachable", cause: "server", error: NOT_PAIRED.error });
    expect(await get(reply("<html>Bad gateway", 502))).toEqual({ kind: "unreachable", cause: "server", error: null });
  });

  test.each([
    ["a portal's page", reply("<html>Sign in to Hotel Wi-Fi")],
    ["a proxy's refusal", reply("Forbidden", 403)],
    ["an error of another kind", reply({ error: "no" }, 404)],
  ])("that is %s is no verdict on the request", async (_, page) => {
    expect(await get(page)).toMatchObject({ kind: "unreachable", cause: "server", error: { code: "not_ours" } });
  });

  test("that never comes is a matter of the network", async () => {
    expect(await get(() => Promise.reject(new TypeError("fetch failed")))).toEqual({ kind: "unreachable", cause: "network", error: null });
  });

  test("that takes too long is given up", async () => {
    expect(await get(hang)).toEqual({ kind: "unreachable", cause: "timeout", error: null });
  });
});

describe("a request", () => {
  test("goes to this version of the interface", async () => {
    const { api, calls } = answering(reply({}));
    await api.get("/station");
    expect(calls[0]?.url).toBe("/api/v1/station");
    expect(calls[0]?.init).toMatchObject({ method: "GET", credentials: "same-origin", cache: "no-store" });
  });

  test("carries the CSRF value of an earlier answer when it changes something", async () => {
    const { api, calls } = answering(reply({ csrf: "secret" }), reply({}), reply({}));
    await api.post("/stations/pair", { code: "X" });
    await api.post("/scans", { code: "T" });
    await api.get("/station");
    const tokens = calls.map(({ init }) => (init.headers as Record<string, string>)["X-CSRF-Token"]);
    expect(tokens).toEqual([undefined, "secret", undefined]);
  });

  test("keeps the CSRF value through answers that bring none", async () => {
    const { api, calls } = answering(reply({ csrf: "secret" }), reply({ ok: true }), reply({}));
    await api.get("/me");
    await api.post("/a");
    await api.post("/b");
    expect((calls[2]?.init.headers as Record<string, string>)["X-CSRF-Token"]).toBe("secret");
  });

  test("sends its body as JSON, and an empty object where it has none", async () => {
    const { api, calls } = answering(reply({}), reply({}));
    await api.post("/a", { x: "ž" });
    await api.post("/b");
    expect(calls.map(({ init }) => init.body)).toEqual(['{"x":"ž"}', "{}"]);
  });

  test("for one version names it, for a file or for nothing in its place", async () => {
    const { api, calls } = answering(reply({}), reply({}));
    const picture = new Blob(["x"], { type: "image/png" });
    await api.putFile("/setup/logo", picture, 3);
    await api.remove("/setup/logo", 4);
    expect(calls.map(({ init }) => init.method)).toEqual(["PUT", "DELETE"]);
    expect(calls.map(({ init }) => init.headers)).toMatchObject([{ "Content-Type": "image/png", "If-Match": "3" }, { "Content-Type": "application/json", "If-Match": "4" }]);
    expect(calls[0]?.init.body).toBe(picture);
  });
});
