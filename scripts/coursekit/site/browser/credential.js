/**
 * A whole certificate, as a PDF or as its credential in JSON: what it states, and whether the
 * signature in its `eddsa-jcs-2022` proof covers exactly that.
 */

import { NotACertificate, base58, canonical, publicKey, sha256, signedBy } from "./verify-bytes.js";
import { LARGEST_CREDENTIAL, credentialInPdf } from "./verify-pdf.js";
import { printedDate, printedId, printedMoment } from "./verify-print.js";

const LARGEST_FILE = 20_000_000;
const SUITE = "eddsa-jcs-2022";
const SAMPLE = "SAMPLE – ";

/**
 * @typedef {object} Certificate
 * @property {[string, string][]} facts what it states, in the order of the printed certificate
 * @property {string} name of the person
 * @property {boolean} sample
 * @property {{id: string, version: string}} course
 * @property {{did: string | null, multikey: string}} signer who it says signed it
 * @property {() => Promise<boolean>} verify whether the signature matches
 */

/**
 * Reads a certificate from a file that the reader chose.
 * @param {Blob} file
 * @returns {Promise<Certificate>}
 */
export async function readFile(file) {
  if (file.size > LARGEST_FILE) throw new NotACertificate("The file is too large.");
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
      "The file is neither a certificate's PDF nor its credential in JSON. Choose the file that " +
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

function certificate(credential) {
  const { proof, signer } = signerOf(credential);
  const { achievement } = credential.credentialSubject;
  const facts = factsOf(credential);
  if (!facts.every(([, value]) => typeof value === "string")) throw new TypeError("not text");
  return {
    facts,
    name: credential.credentialSubject.name,
    sample: credential.name.startsWith(SAMPLE),
    course: { id: achievement.humanCode, version: achievement.version },
    signer,
    verify: () => verifyProof(credential, proof, signer.multikey),
  };
}

/** Finds the proof we can check, and who it says made it. */
function signerOf(credential) {
  const suites = credential.proof.map((item) => item.cryptosuite).sort();
  if (suites.join() !== `${SUITE},eddsa-rdfc-2022`) {
    throw new NotACertificate("The credential does not carry the two proofs of a certificate.");
  }
  const proof = credential.proof.find((item) => item.cryptosuite === SUITE);
  const [did, multikey, ...rest] = proof.verificationMethod.split("#");
  const sameMethod = credential.proof.every(
    (item) => item.verificationMethod === proof.verificationMethod,
  );
  if (rest.length || !sameMethod || did !== credential.issuer.id) {
    throw new NotACertificate("The credential is not signed in the name of its issuer.");
  }
  publicKey(multikey);
  return { proof, signer: { did, multikey } };
}

/** Source: W3C Data Integrity EdDSA Cryptosuites v1.0, section 3.3. */
async function verifyProof(credential, proof, multikey) {
  const { proof: _proofs, ...document } = credential;
  const { proofValue, ...options } = proof;
  if (options.type !== "DataIntegrityProof" || options.proofPurpose !== "assertionMethod") {
    return false;
  }
  let signature;
  try {
    signature = base58(String(proofValue).slice(1, 91), 64);
  } catch {
    return false;
  }
  const signed = new Uint8Array(64);
  signed.set(await sha256(canonical({ "@context": credential["@context"], ...options })), 0);
  signed.set(await sha256(canonical(document)), 32);
  return signedBy(multikey, signature, signed);
}

function factsOf(credential) {
  const { credentialSubject: subject, issuer } = credential;
  const { achievement } = subject;
  const types = new Map(achievement.resultDescription.map((item) => [item.id, item.resultType]));
  const results = (type) =>
    subject.result
      .filter((item) => types.get(item.resultDescription) === type)
      .map((item) => item.value);
  const identities = (type) =>
    subject.identifier
      .filter((item) => item.identityType === type)
      .map((item) => item.identityHash);
  const only = (values) => {
    if (values.length !== 1) throw new TypeError("not one value");
    return values[0];
  };
  const each = (label, values) => values.map((value) => [label, value]);
  const completed = printedDate(only(results("ext:CompletionDate")));
  const zone = only(results("ext:TimeZone"));
  const licenses = identities("ext:license");
  return [
    ["Name", subject.name],
    ...each("License", licenses.length ? licenses : ["License number not provided"]),
    ["Course", withoutMark(achievement.name)],
    ["Course version", `${achievement.humanCode}, version ${achievement.version}`],
    ["Authors", achievement.creator.name],
    ["Completed", `${completed} (${zone})`],
    ["Contact hours", only(results("ext:ContactHours"))],
    ...each("Credit", results("ext:Credit")),
    ["Final exam", only(results("ext:FinalExam"))],
    ...each("Delivery format", results("ext:DeliveryFormat")),
    ...each("Location", results("ext:Location")),
    ["Provider", issuer.name],
    ["Address", issuer.address.streetAddress],
    ["Contact", `${issuer.email} · ${issuer.url}`],
    ["Signed by", issuer.official],
    ...each("Approval", results("ext:Approval")),
    ...each("Not approved", results("ext:NotApproved")),
    ["Issued", printedMoment(credential.awardedDate, zone)],
    ["Certificate number", printedId(only(identities("ext:certificateId")))],
  ];
}

const withoutMark = (title) => (title.startsWith(SAMPLE) ? title.slice(SAMPLE.length) : title);
