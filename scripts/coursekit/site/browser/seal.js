/**
 * Seals a file so that only the provider can read it: JSON Web Encryption (RFC 7516), compact,
 * by Elliptic Curve Diffie-Hellman with a key of this one file (ECDH-ES, RFC 7518 section 4.6) on
 * the curve P-256, and AES-256 in GCM mode.
 */

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const ENCRYPTION = "A256GCM";

/** @param {Uint8Array} bytes */
function base64url(bytes) {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const bytesOf = (text) => new TextEncoder().encode(text);

/** Whether this browser can seal here: not on a page that came over plain http. */
export const canSeal = () => globalThis.crypto?.subtle !== undefined;

/**
 * @param {string} text
 * @param {JsonWebKey & {kid?: string}} recipient the provider's public key
 * @returns {Promise<string>} a compact JWE: header, no encrypted key, IV, ciphertext, tag
 */
export async function seal(text, recipient) {
  const { kty, crv, x, y } = recipient;
  const theirs = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, CURVE, false, []);
  const ours = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const secret = await crypto.subtle.deriveBits(
    { name: "ECDH", public: theirs },
    ours.privateKey,
    256,
  );
  const epk = await crypto.subtle.exportKey("jwk", ours.publicKey);
  const header = {
    alg: "ECDH-ES",
    enc: ENCRYPTION,
    epk: { kty: epk.kty, crv: epk.crv, x: epk.x, y: epk.y },
    ...(recipient.kid ? { kid: recipient.kid } : {}),
  };
  const protectedHeader = base64url(bytesOf(JSON.stringify(header)));
  const key = await crypto.subtle.importKey("raw", await concatKdf(secret), "AES-GCM", false, [
    "encrypt",
  ]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = new Uint8Array(
    await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData: bytesOf(protectedHeader), tagLength: 128 },
      key,
      bytesOf(text),
    ),
  );
  const parts = [iv, sealed.slice(0, -16), sealed.slice(-16)];
  return [protectedHeader, "", ...parts.map(base64url)].join(".");
}

/**
 * The key from the shared secret, by one round of the Concat KDF (NIST SP 800-56A section 5.8.1,
 * as RFC 7518 section 4.6.2 fills it in): 256 bits are one round of SHA-256.
 * @param {ArrayBuffer} secret
 */
async function concatKdf(secret) {
  const number = (value) => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value);
    return bytes;
  };
  const algorithm = bytesOf(ENCRYPTION);
  const parts = [
    number(1),
    new Uint8Array(secret),
    number(algorithm.length),
    algorithm,
    number(0), // no apu
    number(0), // no apv
    number(256),
  ];
  return crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer());
}
