/** The assignments that a learner accepted, and what is due by them. */

import { fragmentFor, readLink } from "./assignment-link.js";
import { stamp } from "./records.js";
import { today } from "./save.js";

/**
 * @typedef {import("./assignment-link.js").Assignment} Assignment
 * @typedef {{key: string, accepted: string, assignment: Assignment}} Accepted
 */

/** What a key can name when nothing is asked of the course: units by their ids. */
const ANY = { units: [], all: [], paths: [] };

const inFull = new Intl.DateTimeFormat("en", { dateStyle: "full", timeZone: "UTC" });

/** "Tuesday, December 15, 2026". @param {string} day as 2026-12-15 */
export const dayInWords = (day) => inFull.format(new Date(`${day}T00:00:00Z`));

/**
 * Under what an assignment is kept: its link, written in one way, so that the same link is the same
 * assignment on every device, and what is kept is read with the same care as a link.
 * @param {Assignment} assignment
 */
export const keyOf = (assignment) => fragmentFor(assignment);

/**
 * The assignment under a key; null when it is none that this page has written.
 * @param {string} key
 * @returns {Assignment | null}
 */
export function assignmentUnder(key) {
  const read = readLink(key, ANY);
  return "assignment" in read && keyOf(read.assignment) === key ? read.assignment : null;
}

/**
 * Those accepted and not removed, the first one first.
 * @param {{accepted?: Record<string, {t: string, v: boolean}>}} record
 * @returns {Accepted[]}
 */
export function acceptedIn({ accepted = {} }) {
  const found = Object.entries(accepted).flatMap(([key, entry]) => {
    const assignment = entry?.v === true && assignmentUnder(key);
    return assignment ? [{ key, accepted: entry.t, assignment }] : [];
  });
  return found.sort((one, other) => (one.accepted < other.accepted ? -1 : 1));
}

/**
 * Puts an assignment among those accepted, or takes it away. It stays in the record as taken away,
 * so that no older copy brings it back.
 * @param {import("./store.js").Store} store
 * @param {string} key
 * @param {boolean} v
 */
export function note(store, key, v) {
  store.change((record) => {
    record.accepted ??= {};
    record.accepted[key] = { t: stamp(record.accepted[key]?.t), v };
  });
}

/**
 * Every unit that is assigned, with the first day on which it is due by any assignment.
 * @param {Accepted[]} accepted
 * @returns {Map<string, string | undefined>}
 */
export function duties(accepted) {
  const found = new Map();
  for (const { id, due } of accepted.flatMap(({ assignment }) => assignment.units)) {
    const before = found.get(id);
    found.set(id, before && due ? [before, due].sort()[0] : (due ?? before));
  }
  return found;
}

/**
 * "Due today, …", "Due …", "Late: it was due …"; a day lasts until its end by the learner's clock.
 * @param {string} due
 * @param {string} [now] the learner's day
 */
export function dueInWords(due, now = today()) {
  if (due < now) return `Late: it was due ${dayInWords(due)}`;
  return due === now ? `Due today, ${dayInWords(due)}` : `Due ${dayInWords(due)}`;
}
