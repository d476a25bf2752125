// Calls to the server. An answer is one of three tagged values; nothing here throws.

export interface ApiError {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** What is there now, where somebody else was quicker; its shape belongs to the endpoint. */
  readonly current?: unknown;
}

export type Answer<T> =
  | { readonly kind: "ok"; readonly value: T; readonly status: number }
  /** The server understood and said no (4xx): asking again changes nothing. */
  | { readonly kind: "refused"; readonly status: number; readonly error: ApiError }
  /** No answer, or one that says the server is in trouble (5xx): the same request may be sent again. */
  | { readonly kind: "unreachable"; readonly cause: "network" | "timeout" | "server"; readonly error: ApiError | null };

export interface Api {
  get<T>(path: string): Promise<Answer<T>>;
  post<T>(path: string, body?: unknown): Promise<Answer<T>>;
  patch<T>(path: string, body: unknown): Promise<Answer<T>>;
  put<T>(path: string, body: unknown): Promise<Answer<T>>;
  /** Of this version only, where one is named. */
  remove<T>(path: string, version?: number): Promise<Answer<T>>;
  /** Sends a file as it is, in place of the one of this version. It may take longer than other calls. */
  putFile<T>(path: string, file: Blob, version: number): Promise<Answer<T>>;
  /** Sends a file as it is, with its name. It may take minutes. */
  postFile<T>(path: string, file: Blob, name: string): Promise<Answer<T>>;
}

const BASE = "/api/v1";
const TIMEOUT_MS = 8_000;
const LARGE_FILE_TIMEOUT_MS = 600_000; // 200 megabytes over a venue's network
const FILE_TIMEOUT_MS = 60_000; // five megabytes over a venue's network, then read and drawn anew by a small machine

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

const NOT_OURS: ApiError = {
  code: "not_ours",
  message: "Something that is not Turnout answered.",
  remedy: "Check the address and the network: a sign-in page of the venue's network answers like this.",
};

/** `path` begins with a slash and leaves `/api/v1` out. The CSRF value is picked up from any answer that carries one. */
export function createApi(fetcher: typeof fetch = fetch.bind(globalThis), timeoutMs: number = TIMEOUT_MS): Api {
  let csrf = "";

  async function ask<T>(path: string, init: RequestInit, limitMs: number): Promise<Answer<T>> {
    const reply = await attempt(fetcher, limitMs, BASE + path, init);
    if (reply.kind === "ok") csrf = csrfIn(reply.value) ?? csrf;
    return reply as Answer<T>;
  }

  const call = <T,>(method: Method, path: string, body: unknown): Promise<Answer<T>> => ask(path, request(method, body, csrf), timeoutMs);

  return {
    get: (path) => call("GET", path, undefined),
    post: (path, body = {}) => call("POST", path, body),
    patch: (path, body) => call("PATCH", path, body),
    put: (path, body) => call("PUT", path, body),
    // Kept alive: a page that is closed takes back what it left with the server, and is gone before the answer.
    remove: (path, version) => ask(path, { ...onVersion(request("DELETE", {}, csrf), version), keepalive: true }, timeoutMs),
    putFile: (path, file, version) => ask(path, { ...onVersion(request("PUT", {}, csrf), version, file.type), body: file }, FILE_TIMEOUT_MS),
    postFile: (path, file, name) => ask(path, { ...named(request("POST", {}, csrf), name), body: file }, LARGE_FILE_TIMEOUT_MS),
  };
}

// A header holds Latin letters only: the name goes percent-encoded.
function named(init: RequestInit, name: string): RequestInit {
  return { ...init, headers: { ...(init.headers as Record<string, string>), "Content-Type": "application/octet-stream", "X-File-Name": encodeURIComponent(name) } };
}

function request(method: Method, body: unknown, csrf: string): RequestInit {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method === "GET") return { method, headers, credentials: "same-origin", cache: "no-store" };
  headers["Content-Type"] = "application/json";
  if (csrf !== "") headers["X-CSRF-Token"] = csrf;
  return { method, headers, credentials: "same-origin", body: JSON.stringify(body) };
}

function onVersion(init: RequestInit, version: number | undefined, type = "application/json"): RequestInit {
  const match = version === undefined ? {} : { "If-Match": String(version) };
  return { ...init, headers: { ...init.headers, "Content-Type": type, ...match } };
}

async function attempt(fetcher: typeof fetch, timeoutMs: number, url: string, init: RequestInit): Promise<Answer<unknown>> {
  try {
    // The body is read under the same time limit: a network that dies in mid-answer would hold the page for ever.
    const response = await fetcher(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    return await read(response);
  } catch (trouble) {
    const isTimeout = trouble instanceof DOMException && trouble.name === "TimeoutError";
    return { kind: "unreachable", cause: isTimeout ? "timeout" : "network", error: null };
  }
}

async function read(response: Response): Promise<Answer<unknown>> {
  const text = await response.text();
  const value = text === "" ? null : parsed(text);
  if (response.ok) {
    if (value === undefined) return { kind: "unreachable", cause: "server", error: NOT_OURS };
    return { kind: "ok", value, status: response.status };
  }
  const error = errorIn(value);
  if (response.status >= 500) return { kind: "unreachable", cause: "server", error };
  // A 4xx that does not speak our language is a proxy's or a captive portal's, not a verdict on the request.
  if (error === null) return { kind: "unreachable", cause: "server", error: NOT_OURS };
  return { kind: "refused", status: response.status, error };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // told apart from JSON's own null: the caller names what this means
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function errorIn(value: unknown): ApiError | null {
  if (!isRecord(value) || !isRecord(value["error"])) return null;
  const { code, message, remedy, current } = value["error"];
  if (typeof code !== "string" || typeof message !== "string") return null;
  return { code, message, remedy: typeof remedy === "string" ? remedy : "", ...(current === undefined ? {} : { current }) };
}

function csrfIn(value: unknown): string | null {
  return isRecord(value) && typeof value["csrf"] === "string" ? value["csrf"] : null;
}
