/**
 * What a verified certificate says, in the few words that stand beside a person; the same as in
 * reports/certificates.py. This is the only place where a team's page meets the verification.
 */

import { readFile } from "./credential.js";
import { TurnedAway } from "./saved-file.js";
import { NotACertificate } from "./verify-bytes.js";
import { checkCertificate } from "./verify-checks.js";

/**
 * @typedef {object} CheckedCertificate
 * @property {string} name of the person, as it is signed
 * @property {string} number
 * @property {string} completed the day, as it is printed
 * @property {"verified"|"not-confirmed"|"not-valid"} state
 * @property {string} why the first check that failed or could not be made; else empty
 */

/**
 * @param {import("./verify-published.js").Known} known what is known of the provider
 * @returns {import("./team-files.js").Verify}
 */
export const verifier = (known) => async (bytes) => {
  const certificate = await readCertificate(bytes);
  const checks = await checkCertificate(certificate, known);
  const failed = checks.filter(({ state }) => state === "failed");
  // The first two are the signature and the issuer; without them nothing is confirmed.
  const open = checks.slice(0, 2).filter(({ state }) => state !== "ok");
  const [problem] = [...failed, ...open];
  const fact = (wanted) => certificate.facts.find(([label]) => label === wanted)[1];
  return {
    name: fact("Name"),
    number: fact("Certificate number"),
    completed: fact("Completed"),
    state: stateOf(failed, problem),
    why: problem ? `${problem.name}: ${problem.reason}` : "",
  };
};

async function readCertificate(bytes) {
  try {
    return await readFile(new Blob([bytes]));
  } catch (error) {
    if (error instanceof NotACertificate) throw new TurnedAway(error.message);
    throw error;
  }
}

/** @returns {CheckedCertificate["state"]} */
function stateOf(failed, problem) {
  if (failed.length) return "not-valid";
  return problem ? "not-confirmed" : "verified";
}
