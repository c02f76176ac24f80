/** Records of earlier versions, read as those of today. */

import { isObject } from "./join.js";

/**
 * @param {any} record
 * @returns {any} a record of the present schema
 */
export function migrate(record) {
  return record.schema < 2 ? fromFirst(record) : record;
}

/**
 * Version 1 kept one answer a question with the hash inside it, and one attempt at the exam beside
 * those that were closed. What cannot be read as that becomes `null`, which makes the record count
 * as corrupt: it is set aside, and nothing of it is lost.
 */
function fromFirst({ module, answers, decisions, attempt, past, ...rest }) {
  const record = { ...rest, schema: 2 };
  if (attempt !== undefined || past !== undefined) {
    return { ...record, attempts: attempts(attempt, past) };
  }
  return {
    ...record,
    unit: module,
    sections: {},
    notes: rest.notes ?? {},
    answers: byHash(answers, ({ v }) => v),
    decisions: byHash(decisions, ({ v }) => v.slice(0, 1)),
  };
}

/** @param {any} shelf @param {(entry: any) => string[]} firstOf the choice of the only try */
function byHash(shelf = {}, firstOf) {
  const sound = (entry) => isObject(entry) && typeof entry.h === "string" && Array.isArray(entry.v);
  if (!isObject(shelf) || !Object.values(shelf).every(sound)) return null;
  const entries = Object.entries(shelf);
  return Object.fromEntries(
    entries.map(([id, each]) => [id, { [each.h]: entryOf(each, firstOf) }]),
  );
}

function entryOf({ h, first, shown, ...entry }, firstOf) {
  const { t, ok, n = 1 } = entry;
  // What the first of several tries chose was not kept.
  const v = n === 1 ? firstOf(entry) : [];
  return { ...entry, n, first: { t, v, ok: first ?? ok }, ...(shown ? { shown: t } : {}) };
}

function attempts(attempt, past = []) {
  const all = [
    ...(Array.isArray(past) ? past : [past]),
    ...(attempt === undefined ? [] : [attempt]),
  ];
  if (!all.every((each) => isObject(each) && typeof each.request === "string")) return null;
  const closed = all.filter((each) => each !== attempt).map(close);
  const found = attempt === undefined ? closed : [...closed, open(attempt)];
  return Object.fromEntries(found.map((each) => [each.request, each]));
}

/** @param {any} attempt that is over @returns {any} */
const close = ({ asked = [], ...each }) => ({
  ...each,
  closed: each.submitted ?? each.started,
  drawn: {
    t: each.started,
    order: Array.isArray(asked) ? asked.map((question) => ({ question })) : null,
  },
});

/** @param {any} attempt under way or handed in @returns {any} */
const open = ({ order, ...attempt }) => ({ ...attempt, drawn: { t: attempt.started, order } });
