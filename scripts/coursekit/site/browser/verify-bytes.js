/** Text to bytes, and the two primitives every check needs: canonical JSON and Ed25519. */

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** What was given is not a certificate, so there is nothing to check; the message is for people. */
export class NotACertificate extends Error {}

/** The browser cannot carry the check out, which says nothing about the certificate. */
export class Uncheckable extends Error {}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
export const utf8 = (text) => new TextEncoder().encode(text);

/**
 * Decodes base64url without padding.
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function base64url(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/**
 * Decodes base 58 in Bitcoin's alphabet.
 * @param {string} text
 * @param {number} length how many bytes it must give
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function base58(text, length) {
  let number = 0n;
  for (const character of text) {
    const digit = BASE58.indexOf(character);
    if (digit < 0) throw new NotACertificate("A key or signature is not written in base 58.");
    number = number * 58n + BigInt(digit);
  }
  const bytes = new Uint8Array(length);
  for (let i = length - 1; i >= 0; i--, number >>= 8n) bytes[i] = Number(number & 255n);
  if (number) throw new NotACertificate("A key or signature is too long.");
  return bytes;
}

/**
 * Decodes an Ed25519 public key in Multikey form (z6Mk…).
 * @param {string} multikey
 * @returns {Uint8Array<ArrayBuffer>} 32 bytes
 */
export function publicKey(multikey) {
  const wellFormed = typeof multikey === "string" && /^z[1-9A-Za-z]{46,49}$/.test(multikey);
  const bytes = wellFormed ? base58(multikey.slice(1), 34) : new Uint8Array();
  if (bytes[0] !== 0xed || bytes[1] !== 0x01) {
    throw new NotACertificate("The signing key is not an Ed25519 key.");
  }
  return bytes.slice(2);
}

/**
 * Writes JSON in the one form that is signed (RFC 8785).
 * @param {unknown} value what JSON.parse gave
 * @returns {string}
 */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const member = (name) => `${JSON.stringify(name)}:${canonical(value[name])}`;
  return `{${Object.keys(value).sort().map(member).join()}}`;
}

/** @param {string} text @returns {Promise<Uint8Array<ArrayBuffer>>} */
export async function sha256(text) {
  return new Uint8Array(await subtle().digest("SHA-256", utf8(text)));
}

/** @param {string} text @returns {Promise<string>} its SHA-256 in hexadecimal */
export async function sha256Hex(text) {
  return Array.from(await sha256(text), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Inflates no more than `largest` bytes.
 * @param {Uint8Array<ArrayBuffer>} packed
 * @param {"deflate" | "gzip"} format
 * @param {number} largest
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function inflate(packed, format, largest) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream(format));
  const reader = stream.getReader();
  const parts = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > largest) {
      await reader.cancel();
      throw new RangeError("too large");
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/**
 * Tells whether `multikey` made `signature` over `message`.
 * @param {string} multikey
 * @param {Uint8Array<ArrayBuffer>} signature
 * @param {Uint8Array<ArrayBuffer>} message
 * @returns {Promise<boolean>}
 */
export async function signedBy(multikey, signature, message) {
  const raw = publicKey(multikey);
  try {
    const key = await subtle().importKey("raw", raw, "Ed25519", false, ["verify"]);
    return await subtle().verify("Ed25519", key, signature, message);
  } catch (error) {
    if (error instanceof Uncheckable) throw error;
    throw new Uncheckable(
      "this browser does not know Ed25519 signatures; a current Firefox, Safari, Chrome or Edge does",
    );
  }
}

function subtle() {
  if (!globalThis.crypto?.subtle) {
    throw new Uncheckable(
      "the browser offers no cryptography on this page; open its https:// address, or a saved copy",
    );
  }
  return crypto.subtle;
}
