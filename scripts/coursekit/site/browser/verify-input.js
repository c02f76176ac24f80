/** What somebody gave to be checked: a file, a code, an address, a number or a credential. */

import { readCredential, readFile } from "./credential.js";
import { checkCertificate, checkNumber } from "./verify-checks.js";
import { readShort } from "./verify-short.js";

const ALPHABET = /^[0-9A-HJKMNP-TV-Z]{16}$/;

const COMPARE = "Compare these facts with the certificate; where they differ, it was altered.";
const NOT_CONFIRMED = "Do not rely on these facts before you have read below what is amiss.";
const ONLY_THE_CODE =
  `${COMPARE} The code holds no more than these: whether licenses, approvals and the rest of the ` +
  "page are genuine can only be shown from the certificate's file, so ask for it.";
const ONLY_A_NUMBER =
  "A number tells no name and no course: they can only be shown from the code on the certificate " +
  "or from its file.";

/**
 * @typedef {object} Report
 * @property {string} title
 * @property {string} note what to do with the facts
 * @property {boolean} sample
 * @property {[string, string][]} facts
 * @property {import("./verify-checks.js").Check[]} checks
 */

/**
 * @param {Blob} file
 * @param {import("./verify-checks.js").Known} known
 * @returns {Promise<Report>}
 */
export async function verifyFile(file, known) {
  return report(await readFile(file), known);
}

/**
 * @param {string} text
 * @param {import("./verify-checks.js").Known} known
 * @returns {Promise<Report>}
 */
export async function verifyText(text, known) {
  const number = readNumber(text);
  if (number) {
    const { facts, checks } = await checkNumber(number, known);
    return {
      title: "What the provider’s log says",
      note: ONLY_A_NUMBER,
      sample: false,
      facts,
      checks,
    };
  }
  const trimmed = text.trim();
  if (trimmed.startsWith("{")) return report(readCredential(trimmed), known);
  return report(await readShort(trimmed.slice(trimmed.lastIndexOf("#") + 1)), known);
}

/**
 * The certificate number that was typed; empty when it is none. Spaces, hyphens and small letters
 * are forgiven, and letters that are read as digits.
 * @param {string} text
 * @returns {string}
 */
export function readNumber(text) {
  const typed = text
    .toUpperCase()
    .replace(/[\s\-\u2010\u2011\u2013]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  return ALPHABET.test(typed) ? typed : "";
}

/** @returns {Promise<Report>} */
async function report(certificate, known) {
  const { sample, facts, form } = certificate;
  const checks = await checkCertificate(certificate, known);
  const confirmed = checks.slice(0, 2).every(({ state }) => state === "ok");
  const title = confirmed ? "What was signed" : "What it says (not confirmed)";
  const toCompare = form === "short" ? ONLY_THE_CODE : COMPARE;
  const note = confirmed ? toCompare : NOT_CONFIRMED;
  return { title, note, sample, facts, checks };
}
