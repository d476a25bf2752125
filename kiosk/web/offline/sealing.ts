// The keys that are made of a ticket's code, and what they open. The code itself is never stored: of it the device keeps
// an id by which nobody can be named, or, where it is on no list, a blob that only the server opens.
import { fromBase64url, joined, toBase64url } from "./bytes";

const NONCE_BYTES = 12;
const ID_BITS = 128;
const KEY_BITS = 256;
const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;

type Bytes = Uint8Array<ArrayBuffer>;

/** What a code opens: its place on the roster, and the key of what is sealed there. */
export interface CodeKeys {
  /** 16 bytes. */
  readonly id: Bytes;
  open(sealed: Uint8Array): Promise<Sealed>;
}

/** What stands sealed beside an id. Empty things are left out. */
export interface Sealed {
  /** The greeting, the whole name. */
  readonly g?: string;
  readonly n?: string;
  readonly l?: string;
  /** Who it is: a number that means nothing elsewhere, the same on a person's ticket and badge. */
  readonly a?: number | string;
  /** Event days on which the ticket is valid; every day where it is not there. */
  readonly d?: readonly string[];
  /** Of a ticket: what stands on the badge beside the name, and its code. */
  readonly b?: { readonly code?: string; readonly given_name?: string; readonly company?: string; readonly pronouns?: string };
}

export async function codeKeys(code: string, salt: Bytes): Promise<CodeKeys> {
  const secret = await crypto.subtle.importKey("raw", encoded(code), "HKDF", false, ["deriveBits"]);
  const id = new Uint8Array(await derived(secret, salt, "turnout roster id", ID_BITS));
  return {
    id,
    async open(sealed) {
      const key = await aesKey(await derived(secret, salt, "turnout roster key", KEY_BITS), "decrypt");
      const nonce = new Uint8Array(sealed.subarray(0, NONCE_BYTES));
      const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce }, key, new Uint8Array(sealed.subarray(NONCE_BYTES)));
      return JSON.parse(new TextDecoder().decode(text)) as Sealed;
    },
  };
}

/** Seals a text so that only the server reads it: 65 bytes of a key used once, 12 of nonce, the rest. `publicKey` is an uncompressed point. */
export async function sealToServer(text: string, publicKey: Bytes, salt: Bytes): Promise<string> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  return sealWith(pair, crypto.getRandomValues(new Uint8Array(NONCE_BYTES)), text, publicKey, salt);
}

/** `sealToServer` with the chance that it needs. */
export async function sealWith(pair: CryptoKeyPair, nonce: Bytes, text: string, publicKey: Bytes, salt: Bytes): Promise<string> {
  const server = await crypto.subtle.importKey("raw", publicKey, CURVE, true, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: server }, pair.privateKey, KEY_BITS);
  const secret = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveBits"]);
  const key = await aesKey(await derived(secret, salt, "turnout sealed code", KEY_BITS), "encrypt");
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, encoded(text));
  const point = await crypto.subtle.exportKey("raw", pair.publicKey);
  return toBase64url(joined([new Uint8Array(point), nonce, new Uint8Array(box)]));
}

/** Whether this page may use any of it: browsers give WebCrypto to secure contexts only. */
export function canSeal(): boolean {
  return (globalThis.crypto.subtle as SubtleCrypto | undefined) !== undefined;
}

export const saltOf = fromBase64url;

function derived(secret: CryptoKey, salt: Bytes, info: string, bits: number): Promise<ArrayBuffer> {
  return crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info: encoded(info) }, secret, bits);
}

function aesKey(bits: ArrayBuffer, usage: "encrypt" | "decrypt"): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bits, "AES-GCM", false, [usage]);
}

function encoded(text: string): Bytes {
  return new TextEncoder().encode(text) as Bytes;
}
