/**
 * Asks two verifiers that share no code with ours about many credentials, offline:
 *
 *     node verify-many.mjs < cases.json
 *
 * Reads {"documents": {URL: document}, "credentials": [credential, …]} and prints a list with one
 * entry a credential: {"bazaar": {verified, error, statuses}, "core": {steps, error}}. Contexts come
 * from the packages of the two; everything else is answered from `documents`, as the web would.
 */
import { text } from "node:stream/consumers";

const { documents, credentials } = JSON.parse(await text(process.stdin));

// One of the two reports there what it cannot load; standard output is for the judgements.
console.log = console.error;

// Before anything is imported that might keep the real one.
globalThis.fetch = async (request) => {
  const url = request.url ?? String(request);
  const found = Object.hasOwn(documents, url);
  const body = JSON.stringify(found ? documents[url] : { error: "not found" });
  const headers = { "Content-Type": "application/json" };
  const response = new Response(body, { status: found ? 200 : 404, headers });
  Object.defineProperty(response, "url", { value: url });
  return response;
};

const { askBazaar } = await import("./bazaar.mjs");
const { askCore } = await import("./core.mjs");

const judgements = [];
for (const credential of credentials) {
  judgements.push({
    bazaar: await askBazaar(credential, documents),
    core: await askCore(credential),
  });
}
process.stdout.write(JSON.stringify(judgements));
