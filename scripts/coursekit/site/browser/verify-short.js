/** The short certificate in a printed code: a compact JWS in the address's fragment. */

import { NotACertificate, base64url, publicKey, signedBy, utf8 } from "./verify-bytes.js";
import { printedDate, printedHours, printedId } from "./verify-print.js";

const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]{86}$/;

/** @param {string} fragment without its # @returns {boolean} whether it means to be a certificate */
export const looksShort = (fragment) => fragment.startsWith("eyJ");

/**
 * Reads and checks a compact JWS.
 * @param {string} jws
 * @returns {Promise<import("./credential.js").Certificate>}
 */
export async function readShort(jws) {
  const { header, payload } = parse(jws);
  const at = jws.lastIndexOf(".");
  return {
    facts: facts(payload),
    name: payload.n,
    sample: payload.sample === true,
    course: { id: payload.c, version: payload.cv },
    signer: { did: null, multikey: header.kid },
    verify: () => signedBy(header.kid, base64url(jws.slice(at + 1)), utf8(jws.slice(0, at))),
  };
}

function parse(jws) {
  try {
    if (!COMPACT.test(jws) || jws.length > 4000) throw new SyntaxError("not compact");
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const [header, payload] = jws
      .split(".", 2)
      .map((part) => JSON.parse(decoder.decode(base64url(part))));
    const texts = ["i", "n", "c", "cv", "t", "d", "p"].map((name) => payload[name]);
    const wellFormed =
      header.typ === "cert+jws" &&
      ["EdDSA", "Ed25519"].includes(header.alg) &&
      payload.v === 1 &&
      typeof payload.h === "number" &&
      texts.every((value) => typeof value === "string") &&
      payload.i.length === 16 &&
      (payload.sample ?? true) === true;
    if (!wellFormed) throw new SyntaxError("not a certificate");
    printedDate(payload.d);
    publicKey(header.kid);
    return { header, payload };
  } catch {
    throw new NotACertificate(
      "The address does not hold a whole certificate. Scan the code again, or open its link from " +
        "the PDF; a link that was typed or cut off does not work.",
    );
  }
}

/** @returns {[string, string][]} */
function facts(payload) {
  return [
    ["Name", payload.n],
    ["Course", payload.t],
    ["Course version", `${payload.c}, version ${payload.cv}`],
    ["Completed", printedDate(payload.d)],
    ["Contact hours", printedHours(payload.h)],
    ["Provider", payload.p],
    ["Certificate number", printedId(payload.i)],
  ];
}
