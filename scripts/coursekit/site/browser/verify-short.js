/** The short certificate in a printed code: a compact JWS in the address's fragment. */

import {
  NotACertificate,
  base64url,
  publicKey,
  sha256Hex,
  signedBy,
  utf8,
} from "./verify-bytes.js";
import { SAMPLE_FACT, printedDate, printedHours, printedId } from "./verify-print.js";

const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]{86}$/;
const TEXTS = ["i", "n", "c", "cv", "t", "d", "p"];
const MEMBERS = ["v", "h", ...TEXTS];

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
    number: payload.i,
    sample: payload.sample === true,
    course: { id: payload.c, version: payload.cv },
    signer: { did: null, multikey: header.kid },
    verify: () => signedBy(header.kid, base64url(jws.slice(at + 1)), utf8(jws.slice(0, at))),
    form: "short",
    digest: () => sha256Hex(jws),
    statusIndex: payload.s ?? null,
  };
}

function parse(jws) {
  try {
    if (!COMPACT.test(jws) || jws.length > 4000) throw new SyntaxError("not compact");
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const [header, payload] = jws
      .split(".", 2)
      .map((part) => JSON.parse(decoder.decode(base64url(part))));
    if (header.typ !== "cert+jws" || !["EdDSA", "Ed25519"].includes(header.alg)) {
      throw new SyntaxError("not a certificate");
    }
    checkPayload(payload);
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

/** Every member is shown, so a code with another member is none of this kind. */
function checkPayload(payload) {
  const last = "sample" in payload ? "sample" : "s";
  const members = Object.keys(payload).sort().join();
  const wellFormed =
    members === [...MEMBERS, last].sort().join() &&
    payload.v === 1 &&
    typeof payload.h === "number" &&
    TEXTS.every((name) => typeof payload[name] === "string") &&
    payload.i.length === 16 &&
    (last === "sample"
      ? payload.sample === true
      : Number.isSafeInteger(payload.s) && payload.s >= 0);
  if (!wellFormed) throw new SyntaxError("not a certificate");
}

/** @returns {[string, string][]} */
function facts(payload) {
  /** @type {[string, string][]} */
  const stated = [
    ["Name", payload.n],
    ["Course", payload.t],
    ["Course version", `${payload.c}, version ${payload.cv}`],
    ["Completed", printedDate(payload.d)],
    ["Contact hours", printedHours(payload.h)],
    ["Provider", payload.p],
    ["Certificate number", printedId(payload.i)],
  ];
  if (payload.sample) return [SAMPLE_FACT, ...stated];
  return [...stated, ["Place on the status lists", String(payload.s)]];
}
