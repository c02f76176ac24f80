/** The `eddsa-jcs-2022` proof of a signed document: who it says made it, and whether it holds. */

import { NotACertificate, base58, canonical, publicKey, sha256, signedBy } from "./verify-bytes.js";

const SUITE = "eddsa-jcs-2022";

/** @typedef {{did: string | null, multikey: string}} Signer who it says signed it */

/**
 * Finds the proof we can check, and who it says made it.
 * @param {any} document
 * @returns {{proof: any, signer: Signer}}
 */
export function proofOf(document) {
  const suites = document.proof.map((item) => item.cryptosuite).sort();
  if (suites.join() !== `${SUITE},eddsa-rdfc-2022`) {
    throw new NotACertificate("It does not carry the two proofs of a certificate.");
  }
  const proof = document.proof.find((item) => item.cryptosuite === SUITE);
  const [did, multikey, ...rest] = proof.verificationMethod.split("#");
  const sameMethod = document.proof.every(
    (item) => item.verificationMethod === proof.verificationMethod,
  );
  if (rest.length || !sameMethod || did !== document.issuer.id) {
    throw new NotACertificate("It is not signed in the name of its issuer.");
  }
  publicKey(multikey);
  return { proof, signer: { did, multikey } };
}

/**
 * Tells whether the proof covers the document as it is.
 * Source: W3C Data Integrity EdDSA Cryptosuites v1.0, section 3.3.
 * @param {any} document
 * @param {any} proof
 * @param {string} multikey
 * @returns {Promise<boolean>}
 */
export async function proofHolds(document, proof, multikey) {
  const { proof: _proofs, ...unsigned } = document;
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
  signed.set(await sha256(canonical({ "@context": document["@context"], ...options })), 0);
  signed.set(await sha256(canonical(unsigned)), 32);
  return signedBy(multikey, signature, signed);
}
