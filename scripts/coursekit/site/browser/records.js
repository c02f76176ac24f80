/**
 * The records that a learner's device keeps, as plain values: what is in them, how one begins, how
 * its text is read, and how two of them become one. Members that this version does not know are
 * kept.
 */

import { earliest, each, fields, firstOf, isChoice, isObject, latest, most } from "./join.js";
import { migrate } from "./migrate.js";

/** The version of the records below. */
export const SCHEMA = 2;

/**
 * @typedef {object} Entry what was chosen in a question or a decision, under one wording of it
 * @property {string[]} v the options chosen; in a decision those opened, the first choice first
 * @property {boolean} ok right, or most defensible, as it stands now
 * @property {string} t when, ISO 8601 in UTC
 * @property {number} n tries
 * @property {{t: string, v: string[], ok: boolean, sure?: number}} first the first try, and how
 *   sure the learner was of it in percent
 * @property {string} [shown] when the feedback of a question asked before the reading was opened
 *
 * @typedef {Record<string, Record<string, Entry>>} Entries by id, then by the hash of the wording
 *
 * @typedef {object} UnitRecord a module, a case or a scene
 * @property {number} schema
 * @property {string} unit
 * @property {string} [opened]
 * @property {{t: string, at: string}} [last] the section last read
 * @property {Record<string, string>} sections when each section was last seen to its end
 * @property {{t: string, v: boolean}} [read] marked as read, or no longer: then only what is seen
 *   after that time counts
 * @property {string} [completed] when nothing was left to do for the first time
 * @property {Entries} answers
 * @property {Entries} decisions
 * @property {Record<string, {t: string, text: string}>} notes
 */

const SHELVES = ["sections", "answers", "decisions", "notes"];

/** @param {string} unit @returns {UnitRecord} */
const blankUnit = (unit) => ({
  schema: SCHEMA,
  unit,
  sections: {},
  answers: {},
  decisions: {},
  notes: {},
});

/** The choice goes with its time; the rest of an entry is joined member by member. */
const entry = (one, other) => {
  const joined = fields({ n: most, shown: earliest, first: firstOf })(one, other);
  if (!isObject(one) || !isObject(other)) return joined;
  return { ...joined, ...latest(choice(one), choice(other)) };
};

const choice = ({ v, ok, t }) => ({ v, ok, t });

const attempt = (one, other) => {
  const joined = fields({
    number: most,
    started: earliest,
    submitted: earliest,
    handed: firstOf,
    closed: earliest,
    drawn: latest,
    answers: each(latest),
    marked: each(latest),
  })(one, other);
  return isObject(joined) && "closed" in joined ? withoutAnswers(joined) : joined;
};

/** What is kept of an attempt when the next one begins. */
export const withoutAnswers = ({ answers, handed, marked, ...rest }) => rest;

/**
 * Each kind of record: how one begins, and how two become one.
 * @type {Record<string, {blank: (name: string) => any, join: import("./join.js").Join}>}
 */
export const KINDS = {
  unit: {
    blank: blankUnit,
    join: fields({
      opened: earliest,
      completed: earliest,
      last: latest,
      read: latest,
      sections: each(most),
      answers: each(each(entry)),
      decisions: each(each(entry)),
      notes: each(latest),
    }),
  },
  exam: {
    blank: () => ({ schema: SCHEMA, attempts: {} }),
    join: fields({ attempts: each(attempt) }),
  },
  ratings: {
    blank: () => ({ schema: SCHEMA, before: {}, then: {}, after: {} }),
    join: fields({ before: each(latest), then: each(latest), after: each(latest) }),
  },
  evaluation: {
    blank: () => ({ schema: SCHEMA, answers: {} }),
    join: fields({ answers: each(latest) }),
  },
  review: {
    blank: () => ({ schema: SCHEMA, drawn: {}, notes: {} }),
    join: fields({ drawn: each(latest), notes: each(latest), calendar: firstOf }),
  },
  assignments: {
    blank: () => ({ schema: SCHEMA, accepted: {} }),
    join: fields({ accepted: each(latest) }),
  },
};

/**
 * Reads a stored record.
 * @param {string} text
 * @returns {{state: "ok" | "corrupt" | "newer", record?: any}} the record when it is ok
 */
export function parse(text) {
  let record;
  try {
    record = JSON.parse(text);
  } catch {
    return { state: "corrupt" };
  }
  if (!isObject(record) || !Number.isInteger(record.schema)) return { state: "corrupt" };
  if (record.schema > SCHEMA) return { state: "newer" };
  record = migrate(record);
  const shelves = [...SHELVES, "attempts", "before", "then", "after", "drawn", "accepted"];
  const broken = shelves.some((name) => record[name] !== undefined && !isObject(record[name]));
  return broken ? { state: "corrupt" } : { state: "ok", record };
}

/**
 * A time for a new entry, always after what it replaces: a clock that was set back must not make
 * the newer answer look older.
 * @param {...(string | undefined)} replaced their times
 * @returns {string}
 */
export function stamp(...replaced) {
  const times = replaced.map((time) => (typeof time === "string" ? Date.parse(time) : NaN));
  const after = times.filter((time) => !Number.isNaN(time)).map((time) => time + 1);
  return new Date(Math.max(Date.now(), ...after)).toISOString();
}

/**
 * What is saved for one wording of a question or a decision; an entry that is damaged is none.
 * @param {UnitRecord} record
 * @param {"answers"|"decisions"} shelf
 * @param {{id: string, hash: string}} asked
 * @returns {Entry | null}
 */
export function saved(record, shelf, { id, hash }) {
  const found = record[shelf]?.[id]?.[hash];
  return isObject(found) && isChoice(found.v) && isObject(found.first) ? found : null;
}

/**
 * Whether only another wording was answered.
 * @param {UnitRecord} record
 * @param {"answers"|"decisions"} shelf
 * @param {{id: string, hash: string}} asked
 */
export function changedSince(record, shelf, { id, hash }) {
  const wordings = Object.keys(record[shelf]?.[id] ?? {});
  return wordings.length > 0 && !wordings.includes(hash);
}

/**
 * Puts an entry where `saved` finds it.
 * @param {UnitRecord} record changed in place
 * @param {"answers"|"decisions"} shelf
 * @param {{id: string, hash: string}} asked
 * @param {Entry} value
 */
export function keep(record, shelf, { id, hash }, value) {
  record[shelf] ??= {};
  if (!isObject(record[shelf][id])) record[shelf][id] = {};
  record[shelf][id][hash] = value;
}

/**
 * What to keep after a try.
 * @param {Entry | null} before the entry it replaces
 * @param {{v: string[], ok: boolean, sure?: number}} now
 * @returns {Entry}
 */
export function nextEntry(before, { v, ok, sure }) {
  const t = stamp(before?.t);
  const first = before?.first ?? { t, v, ok, ...(sure === undefined ? {} : { sure }) };
  return { ...before, v, ok, t, n: (before?.n ?? 0) + 1, first };
}
