/** The four checks of a certificate, each answered by itself and with its reason. */

import { Uncheckable } from "./verify-bytes.js";

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {"ok" | "failed" | "unchecked"} state
 * @property {string} reason
 *
 * @typedef {object} SiteFacts
 * @property {string} issuer the provider's did:web
 * @property {string[]} keys the provider's signing keys, as Multikey
 * @property {{id: string, version: string}} course
 */

/**
 * Checks a certificate against what this site knows.
 * @param {import("./credential.js").Certificate} certificate
 * @param {SiteFacts} site
 * @returns {Promise<Check[]>}
 */
export async function checkCertificate(certificate, site) {
  return [
    check("Signature", await signature(certificate)),
    check("Issuer", issuer(certificate, site)),
    check("Status", [
      "unchecked",
      "this version publishes no list of revoked certificates; ask the provider if it matters",
    ]),
    check("Course version", courseVersion(certificate.course, site.course)),
  ];
}

/** @typedef {[Check["state"], string]} Found the state and the reason */

/** @param {string} name @param {Found} found @returns {Check} */
const check = (name, [state, reason]) => ({ name, state, reason });

/** @returns {Promise<Found>} */
async function signature(certificate) {
  try {
    return (await certificate.verify())
      ? ["ok", "the facts above are unchanged since they were signed"]
      : ["failed", "the facts were changed after signing, or were never signed"];
  } catch (error) {
    return ["unchecked", error instanceof Uncheckable ? error.message : "the check broke off"];
  }
}

/** @returns {Found} */
function issuer({ signer, sample }, site) {
  if (site.keys.includes(signer.multikey)) {
    const another = signer.did?.startsWith("did:web:") && signer.did !== site.issuer;
    return another
      ? ["failed", `issued in the name of ${signer.did}`]
      : ["ok", `signed by a key of this course’s provider (${signer.multikey})`];
  }
  if (sample) {
    return [
      "unchecked",
      "a sample signed by a throw-away key that belongs to no provider; it certifies nothing",
    ];
  }
  if (!site.keys.length) return ["unchecked", "this site names no key of its provider"];
  return [
    "failed",
    `the key that signed is not one of this course’s provider (${signer.multikey})`,
  ];
}

/** @returns {Found} */
function courseVersion(found, course) {
  const text = `it is for ${found.id}, version ${found.version}`;
  if (found.id !== course.id) return ["failed", `${text}, which is another course`];
  if (found.version === course.version) return ["ok", text];
  return ["unchecked", `it is for version ${found.version}; this site now has ${course.version}`];
}
