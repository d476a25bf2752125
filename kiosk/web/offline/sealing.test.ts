import { expect, test } from "vitest";
import vectors from "../../offline/vectors.json";
import { fromBase64url, toBase64url } from "./bytes";
import { codeKeys, sealToServer, sealWith } from "./sealing";

const salt = fromBase64url(vectors.salt);
const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;

test.each(vectors.codes)("makes the server's id of $code", async ({ code, id }) => {
  expect(toBase64url((await codeKeys(code, salt)).id)).toBe(id);
});

test.each(vectors.sealed)("opens what the server sealed with $code", async ({ code, text, sealed }) => {
  const keys = await codeKeys(code, salt);
  expect(await keys.open(fromBase64url(sealed))).toEqual(JSON.parse(text));
});

test("another code opens nothing", async () => {
  const [first, second] = vectors.sealed;
  const keys = await codeKeys(second?.code ?? "", salt);
  await expect(keys.open(fromBase64url(first?.sealed ?? ""))).rejects.toThrow();
});

test.each(vectors.sealed_codes)("seals $text as the server's own vectors do", async ({ text, ephemeral, nonce, blob }) => {
  const pair = {
    privateKey: await crypto.subtle.importKey("jwk", ephemeral, CURVE, false, ["deriveBits"]),
    publicKey: await crypto.subtle.importKey("jwk", { kty: "EC", crv: "P-256", x: ephemeral.x, y: ephemeral.y }, CURVE, true, []),
  };
  expect(await sealWith(pair, fromBase64url(nonce), text, fromBase64url(vectors.server.public_key), salt)).toBe(blob);
});

test("no two blobs of a code are alike", async () => {
  const key = fromBase64url(vectors.server.public_key);
  expect(await sealToServer("T", key, salt)).not.toBe(await sealToServer("T", key, salt));
});
