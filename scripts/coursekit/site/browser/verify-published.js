/**
 * What the provider publishes beside the site: the status lists and the public log. Both are
 * fetched whole, the same for everybody, so no request tells which certificate is being checked.
 */

import {
  Uncheckable,
  base58,
  base64url,
  canonical,
  inflate,
  sha256Hex,
  signedBy,
  utf8,
} from "./verify-bytes.js";
import { proofHolds, proofOf } from "./verify-proof.js";

const ENTRIES = 131_072;
const LIST_BYTES = ENTRIES / 8;
const LARGEST = 200_000_000;
const FIRST = "0".repeat(64);
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/**
 * @typedef {object} Known what this page knows of the provider and the course
 * @property {string} issuer the provider's did:web
 * @property {string[]} keys the provider's signing keys, as Multikey, old ones included
 * @property {Record<string, string>} compromised keys in other hands, and since which day
 * @property {{id: string, versions: string[]}} course
 * @property {string} status address of the folder with the published files; "" in a saved page
 *
 * @typedef {object} StatusList
 * @property {string} name of the file in which it was published
 * @property {string} published
 * @property {string} validUntil
 * @property {(index: number) => boolean} isSet
 *
 * @typedef {object} History what the log says of one certificate
 * @property {string} issued
 * @property {"valid" | "superseded" | "revoked"} state
 * @property {string} changed when that became so
 * @property {string} reason
 * @property {string} successor the number of the certificate that took its place
 *
 * @typedef {object} PublicLog
 * @property {string} key that signed it
 * @property {string} published
 * @property {string} validUntil
 * @property {any[]} lines
 */

/**
 * Fetches the list that has a place for `index`.
 * @param {Known} known
 * @param {"revocation" | "refresh"} purpose
 * @param {number} index
 * @returns {Promise<StatusList>}
 */
export async function fetchList(known, purpose, index) {
  const name = `${purpose}-${Math.floor(index / ENTRIES)}.json`;
  const credential = await fetchJson(known, name);
  let found;
  try {
    found = await readList(credential);
  } catch (error) {
    throw damaged("list", error);
  }
  const another = found.name !== name || found.purpose !== purpose;
  if (another) throw damaged("list", new Error("it is another list"));
  requireProvider(known, found.signer, "list");
  return found;
}

async function readList(credential) {
  const { proof, signer } = proofOf(credential);
  if (!(await proofHolds(credential, proof, signer.multikey))) {
    throw new TypeError("the signature does not match what is signed");
  }
  const { statusPurpose: purpose, encodedList, type } = credential.credentialSubject;
  const { id, validFrom: published, validUntil } = credential;
  const wellFormed =
    type === "BitstringStatusList" &&
    credential.type.at(-1) === "BitstringStatusListCredential" &&
    encodedList.startsWith("u") &&
    [published, validUntil].every((moment) => MOMENT.test(moment));
  if (!wellFormed) throw new TypeError("not a status list of this kind");
  const bits = await inflate(base64url(encodedList.slice(1)), "gzip", LIST_BYTES);
  if (bits.length !== LIST_BYTES) throw new TypeError("not a status list of this kind");
  /** @param {number} index */
  const isSet = (index) => {
    const place = index % ENTRIES;
    return (bits[Math.floor(place / 8)] & (0x80 >> (place % 8))) !== 0;
  };
  return { signer, name: id.split("/").pop(), purpose, published, validUntil, isSet };
}

/**
 * Fetches the public log, and checks its chain and who signed it.
 * @param {Known} known
 * @returns {Promise<PublicLog>}
 */
export async function fetchLog(known) {
  const text = await fetchText(known, "log.jsonl");
  const head = await fetchJson(known, "log-head.json");
  let lines;
  try {
    lines = await readLog(text, head);
  } catch (error) {
    throw damaged("log", error);
  }
  requireProvider(known, { did: head.issuer, multikey: head.key }, "log");
  return { key: head.key, published: head.published, validUntil: head.validUntil, lines };
}

async function readLog(text, head) {
  const { signature, ...unsigned } = head;
  const bytes = base58(String(signature).slice(1, 91), 64);
  if (!(await signedBy(head.key, bytes, utf8(canonical(unsigned))))) {
    throw new TypeError("the signature does not match what is signed");
  }
  const wellFormed =
    head.format === "course-log-head/1" &&
    [head.published, head.validUntil].every((moment) => MOMENT.test(moment));
  if (!wellFormed) throw new TypeError("not a log of this kind");
  const lines = text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  const hashes = await Promise.all(
    lines.map(({ hash: _hash, ...unhashed }) => sha256Hex(canonical(unhashed))),
  );
  lines.forEach((line, place) => {
    const follows = line.seq === place + 1 && line.previous === (hashes[place - 1] ?? FIRST);
    if (!follows || line.hash !== hashes[place]) {
      throw new TypeError(`line ${place + 1} of the log does not follow from the one before`);
    }
  });
  if (lines.length !== head.events || (hashes.at(-1) ?? FIRST) !== head.hash) {
    throw new TypeError("the log does not end where its signed head says");
  }
  return lines;
}

/**
 * Tells what the log says of the certificate with this number; null when it has none.
 * @param {PublicLog} log
 * @param {string} number
 * @returns {Promise<History | null>}
 */
export async function historyOf(log, number) {
  let found = null;
  for (const { kind, at, reason, masked } of await linesOf(log, number)) {
    if (kind === "issued") {
      found = { issued: at, state: "valid", changed: "", reason: "", successor: "" };
    } else if (found && (kind === "superseded" || kind === "revoked")) {
      const successor = masked ? await unmask(masked, number) : "";
      found = { issued: found.issued, state: kind, changed: at, reason, successor };
    }
  }
  return found;
}

/**
 * Tells when the digest of a form of the certificate was logged; null when it was not.
 * @param {PublicLog} log
 * @param {import("./credential.js").Certificate} certificate
 * @returns {Promise<string | null>}
 */
export async function loggedAt(log, { number, form, digest }) {
  const wanted = await digest();
  return (await linesOf(log, number)).find((line) => line[form] === wanted)?.at ?? null;
}

async function linesOf(log, number) {
  const name = await sha256Hex(number);
  return log.lines.filter(({ certificate }) => certificate === name);
}

/** The number of a successor, which only who has the number of the certificate can read. */
async function unmask(masked, number) {
  const pad = await sha256Hex(`successor of ${number}`);
  const byte = (hex, place) => Number.parseInt(hex.slice(2 * place, 2 * place + 2), 16);
  const codes = Array.from({ length: masked.length / 2 }, (_, i) => byte(masked, i) ^ byte(pad, i));
  return String.fromCharCode(...codes);
}

/** Refuses what a thief, or anybody else, could have signed. */
function requireProvider(known, { did, multikey }, what) {
  const current = known.keys.includes(multikey) && !Object.hasOwn(known.compromised, multikey);
  if (!current || did !== known.issuer) {
    throw new Uncheckable(`the ${what} is not signed by a current key of the provider`);
  }
}

function damaged(what, error) {
  if (error instanceof Uncheckable) return error;
  return new Uncheckable(`the provider’s ${what} is damaged: ${error.message}`);
}

async function fetchJson(known, name) {
  const text = await fetchText(known, name);
  try {
    return JSON.parse(text);
  } catch {
    throw new Uncheckable(`the provider’s ${name} is damaged: not JSON`);
  }
}

async function fetchText(known, name) {
  if (!known.status || location.protocol === "file:") {
    throw new Uncheckable(
      "this saved page asks nobody; open the provider’s site to see the status",
    );
  }
  let response;
  try {
    const folder = new URL(known.status, location.href);
    response = await fetch(new URL(name, folder), { cache: "no-cache" });
  } catch {
    throw new Uncheckable(`the provider’s ${name} could not be fetched; is there a connection?`);
  }
  if (!response.ok) throw new Uncheckable(`the provider publishes no ${name} here`);
  const body = await response.blob();
  if (body.size > LARGEST) throw new Uncheckable(`the provider’s ${name} is too large`);
  return body.text();
}
