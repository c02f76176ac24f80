/**
 * A whole certificate, as a PDF or as its credential in JSON: what it states, and whether the
 * signature in its `eddsa-jcs-2022` proof covers exactly that.
 */

import { NotACertificate, sha256Hex } from "./verify-bytes.js";
import { LARGEST_CREDENTIAL, credentialInPdf } from "./verify-pdf.js";
import { SAMPLE_FACT, printedDate, printedId, printedMoment } from "./verify-print.js";
import { proofHolds, proofOf } from "./verify-proof.js";

const LARGEST_FILE = 20_000_000;
const SAMPLE = "SAMPLE – ";
/** How many certificates share a status list. */
const ENTRIES = 131_072;

/**
 * @typedef {object} Certificate
 * @property {[string, string][]} facts what it states, in the order of the printed certificate
 * @property {string} number without hyphens
 * @property {boolean} sample
 * @property {{id: string, version: string}} course
 * @property {import("./verify-proof.js").Signer} signer who it says signed it
 * @property {() => Promise<boolean>} verify whether the signature matches
 * @property {"credential" | "short"} form
 * @property {() => Promise<string>} digest SHA-256 of that form, as the public log holds it
 * @property {number | null} statusIndex its place on the status lists; a sample has none
 */

/**
 * Reads a certificate from a file that the reader chose.
 * @param {Blob} file
 * @returns {Promise<Certificate>}
 */
export async function readFile(file) {
  if (file.size > LARGEST_FILE) {
    throw new NotACertificate("The file is too large for a certificate. Choose the issued file.");
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 1024)).trimStart();
  const isPdf = start.startsWith("%PDF-");
  return readCredential(isPdf ? await credentialInPdf(bytes) : new TextDecoder().decode(bytes));
}

/**
 * Reads a certificate from the JSON of its credential.
 * @param {string} text
 * @returns {Certificate}
 */
export function readCredential(text) {
  let credential;
  try {
    if (text.length > LARGEST_CREDENTIAL) throw new RangeError("too large");
    credential = JSON.parse(text);
  } catch {
    throw new NotACertificate(
      "The file is neither a certificate’s PDF nor its credential in JSON. Choose the file that " +
        "was issued.",
    );
  }
  try {
    return certificate(credential);
  } catch (error) {
    if (error instanceof NotACertificate) throw error;
    throw new NotACertificate(
      "The file is not a certificate of completion from a course like this.",
    );
  }
}

/** @returns {Certificate} */
function certificate(credential) {
  const { proof, signer } = proofOf(credential);
  const { achievement } = credential.credentialSubject;
  const facts = factsOf(credential);
  if (!facts.flat().every((value) => typeof value === "string")) throw new TypeError("not text");
  return {
    facts,
    number: numberOf(credential),
    sample: isSample(credential),
    course: { id: achievement.humanCode, version: achievement.version },
    signer,
    verify: () => proofHolds(credential, proof, signer.multikey),
    form: "credential",
    // As it was written to its file, also when it was laid out anew since.
    digest: () => sha256Hex(`${JSON.stringify(credential, null, 2)}\n`),
    statusIndex: statusIndex(credential),
  };
}

const isSample = (credential) => String(credential.name).startsWith(SAMPLE);
const withoutMark = (title) => (title.startsWith(SAMPLE) ? title.slice(SAMPLE.length) : title);
const numberOf = (credential) => only(identities(credential, "ext:certificateId"));

function identities(credential, type) {
  return credential.credentialSubject.identifier
    .filter((item) => item.identityType === type)
    .map((item) => item.identityHash);
}

function only(values) {
  if (values.length !== 1) throw new TypeError("not one value");
  return values[0];
}

/** @returns {number | null} */
function statusIndex(credential) {
  const [first] = credential.credentialStatus ?? [];
  if (!first) return null;
  const list = /\/revocation-(\d+)\.json$/.exec(first.statusListCredential);
  const index = Number(list?.[1]) * ENTRIES + Number(first.statusListIndex);
  if (!Number.isSafeInteger(index) || index < 0) throw new TypeError("not a place");
  return index;
}

/** Every result under its own label, so that none can be signed and not shown. */
function results({ result, achievement }) {
  const known = descriptions(achievement);
  return result.map(({ resultDescription, value }) => {
    const { name, resultType } = known.get(resultDescription);
    return [name, resultType === "ext:CompletionDate" ? printedDate(value) : value];
  });
}

/** The time zone in which the certificate's dates are meant. */
function timeZone({ result, achievement }) {
  const known = descriptions(achievement);
  const isZone = (item) => known.get(item.resultDescription).resultType === "ext:TimeZone";
  return only(result.filter(isZone)).value;
}

const descriptions = ({ resultDescription }) =>
  new Map(resultDescription.map((item) => [item.id, item]));

/** @returns {[string, string][]} */
function factsOf(credential) {
  const { credentialSubject: subject, issuer } = credential;
  const { achievement } = subject;
  const licenses = identities(credential, "ext:license");
  const index = statusIndex(credential);
  return [
    ...(isSample(credential) ? [SAMPLE_FACT] : []),
    ["Name", subject.name],
    ...(licenses.length ? licenses : ["License number not provided"]).map((text) => [
      "License",
      text,
    ]),
    ["Course", withoutMark(achievement.name)],
    ["Course version", `${achievement.humanCode}, version ${achievement.version}`],
    ["Authors", achievement.creator.name],
    ...results(subject),
    ["Provider", issuer.name],
    ["Address", issuer.address.streetAddress],
    ["Contact", `${issuer.email} · ${issuer.url}`],
    ["Signed by", issuer.official],
    ["Issued", printedMoment(credential.awardedDate, timeZone(subject))],
    ["Certificate number", printedId(numberOf(credential))],
    ["Checked at", credential.id.split("?")[0]],
    ["Issuer", issuer.id],
    ["Graded request", only(credential.evidence).description],
    ...(index === null ? [] : [["Place on the status lists", String(index)]]),
  ];
}
