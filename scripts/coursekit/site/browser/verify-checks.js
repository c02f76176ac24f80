/**
 * The four checks of a certificate, each answered by itself and with its reason. `checks.py`
 * answers them in the same words, for the command line.
 */

import { Uncheckable } from "./verify-bytes.js";
import { printedDate, printedDay, printedId } from "./verify-print.js";
import { fetchList, fetchLog, historyOf, loggedAt } from "./verify-published.js";

/** How far one certificate after another is followed. */
const MOST_REPLACED = 20;

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {"ok" | "failed" | "unchecked"} state
 * @property {string} reason
 * @property {string} standing "revoked" or "superseded" when that is why it failed
 *
 * @typedef {import("./verify-published.js").Known} Known
 * @typedef {import("./verify-published.js").PublicLog} PublicLog
 * @typedef {[state: Check["state"], reason: string, standing?: string]} Found
 */

/** @param {string} name @param {Found} found @returns {Check} */
const check = (name, [state, reason, standing = ""]) => ({ name, state, reason, standing });

/**
 * Checks a certificate against what this page knows.
 * @param {import("./credential.js").Certificate} certificate
 * @param {Known} known
 * @returns {Promise<Check[]>}
 */
export async function checkCertificate(certificate, known) {
  const log = once(() => fetchLog(known));
  const signed = await signature(certificate);
  const from = await issuer(certificate, known, log);
  const genuine = signed[0] === "ok" && from[0] === "ok";
  return [
    check("Signature", signed),
    check("Issuer key", from),
    check("Status", await status(certificate, known, log, genuine)),
    check("Course version", courseVersion(certificate.course, known.course)),
  ];
}

/**
 * Tells what the public log says of a number, which is all that can be said of one.
 * @param {string} number
 * @param {Known} known
 * @returns {Promise<{facts: [string, string][], checks: Check[]}>}
 */
export async function checkNumber(number, known) {
  /** @type {[string, string][]} */
  const facts = [["Certificate number", printedId(number)]];
  /** @type {Found[]} */
  let found;
  try {
    const log = await fetchLog(known);
    const history = await historyOf(log, number);
    if (history) facts.push(["Issued", `${printedDay(history.issued)} (${history.issued})`]);
    found = [
      ["ok", `a key of the provider signed the log (${log.key})`],
      await numberStatus(history, log),
    ];
  } catch (error) {
    found = [unchecked(error), unchecked(error)];
  }
  return {
    facts,
    checks: [
      check("Signature", ["unchecked", "a number carries none"]),
      check("Issuer key", found[0]),
      check("Status", found[1]),
      check("Course version", ["unchecked", "a number does not tell the course"]),
    ],
  };
}

/** @returns {Promise<Found>} */
async function numberStatus(history, log) {
  const published = printedDay(log.published);
  if (!history) {
    return [
      "failed",
      `the provider’s log of ${published} has no certificate with this number; look for a ` +
        "mistyped character. It does not have one that was issued later",
    ];
  }
  if (history.state !== "valid") return ["failed", await told(history, log), history.state];
  if (isPast(log.validUntil)) {
    const until = printedDay(log.validUntil);
    return ["unchecked", `the provider’s log was to be used until ${until}; ask the provider`];
  }
  return ["ok", `issued, and neither revoked nor replaced, by the provider’s log of ${published}`];
}

/** @returns {Promise<Found>} */
async function signature(certificate) {
  try {
    return (await certificate.verify())
      ? ["ok", "the facts above are unchanged since they were signed"]
      : ["failed", "the facts were changed after signing, or were never signed"];
  } catch (error) {
    return unchecked(error);
  }
}

/** @returns {Promise<Found>} */
async function issuer(certificate, known, log) {
  const { multikey, did } = certificate.signer;
  if (known.keys.includes(multikey)) {
    const another = did?.startsWith("did:web:") && did !== known.issuer;
    if (another) return ["failed", `issued in the name of ${did}`];
    const since = known.compromised[multikey];
    if (since) return compromised(certificate, since, log);
    return ["ok", `signed by a key of the provider (${multikey})`];
  }
  if (certificate.sample) {
    return ["unchecked", "a throw-away key that belongs to no provider signed this sample"];
  }
  if (!known.keys.length) {
    return ["unchecked", "no key of the provider is known here to compare with"];
  }
  return ["failed", `the key that signed is not one of the provider’s (${multikey})`];
}

/**
 * Accepts what a stolen key signed only if the log held it before. Whoever has the key cannot put a
 * line into the log, which a current key signs.
 * @returns {Promise<Found>}
 */
async function compromised(certificate, since, log) {
  const key = `the key that signed may be in other hands since ${printedDate(since)}`;
  let at;
  try {
    at = await loggedAt(await log(), certificate);
  } catch (error) {
    const [, reason] = unchecked(error);
    return [
      "unchecked",
      `${key}; whether the certificate is older could not be checked: ${reason}`,
    ];
  }
  if (!at || at.slice(0, 10) >= since) {
    const reason = "the public log has no such certificate from before; ask the provider";
    return ["failed", `${key}, and ${reason}`];
  }
  return ["ok", `${key}, but the public log has this certificate from before: ${printedDay(at)}`];
}

/** @returns {Promise<Found>} */
async function status({ statusIndex, number }, known, log, genuine) {
  if (statusIndex === null) return ["unchecked", "a sample stands on no list of the provider"];
  if (!genuine) {
    return ["unchecked", "only a certificate of the provider stands on its lists, see above"];
  }
  const [revocation, refresh] = await Promise.allSettled([
    fetchList(known, "revocation", statusIndex),
    fetchList(known, "refresh", statusIndex),
  ]);
  if (isSet(revocation, statusIndex)) return ended("revoked", number, log);
  if (isSet(refresh, statusIndex)) return ended("superseded", number, log);
  if (revocation.status === "rejected") return unchecked(revocation.reason);
  if (refresh.status === "rejected") return unchecked(refresh.reason);
  const lists = [revocation.value, refresh.value];
  const [published] = lists.map((list) => list.published).sort();
  const [until] = lists.map((list) => list.validUntil).sort();
  if (isPast(until)) {
    const day = printedDay(until);
    return ["unchecked", `the provider’s lists were to be used until ${day}; ask the provider`];
  }
  const day = printedDay(published);
  return ["ok", `neither revoked nor replaced, by the provider’s lists of ${day}`];
}

/** @returns {boolean} */
const isSet = (result, index) => result.status === "fulfilled" && result.value.isSet(index);

/** @param {string} moment @returns {boolean} */
const isPast = (moment) => Date.parse(moment) < Date.now();

/** @returns {Promise<Found>} */
async function ended(standing, number, log) {
  const word = standing === "revoked" ? "revoked" : "replaced by a newer certificate";
  try {
    const history = await historyOf(await log(), number);
    if (!history || history.state === "valid") {
      return ["failed", `${word}; the provider’s log does not say when and why`, standing];
    }
    return ["failed", await told(history, await log()), history.state];
  } catch (error) {
    const [, reason] = unchecked(error);
    return ["failed", `${word}; when and why could not be read: ${reason}`, standing];
  }
}

/** Says what became of a certificate, and of the one that took its place. */
async function told(history, log, depth = 0) {
  const day = printedDay(history.changed);
  if (history.state === "revoked") return `revoked on ${day}: ${history.reason}`;
  const number = printedId(history.successor);
  const text = `replaced on ${day} by certificate ${number}: ${history.reason}`;
  const successor = await historyOf(log, history.successor);
  if (!successor || successor.state === "valid" || depth === MOST_REPLACED) return text;
  return `${text}; that one was ${await told(successor, log, depth + 1)}`;
}

/** @returns {Found} */
function courseVersion(found, course) {
  const text = `it is for ${found.id}, version ${found.version}`;
  if (found.id !== course.id) return ["failed", `${text}, which is another course`];
  if (course.versions.includes(found.version)) return ["ok", text];
  return ["unchecked", `${text}, which is not known here`];
}

/** @returns {Found} */
function unchecked(error) {
  return ["unchecked", error instanceof Uncheckable ? error.message : "the check broke off"];
}

/** Calls `make` when it is first needed, and not again. */
function once(make) {
  let made;
  return () => (made ??= make());
}
