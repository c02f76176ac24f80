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
 * those that were closed.
 */
function fromFirst({ module, answers, decisions, attempt, past, ...rest }) {
  const record = { ...rest, schema: 2 };
  if (attempt !== undefined || past !== undefined) return { ...record, attempts: attempts(attempt, past) };
  return {
    ...record,
    unit: module,
    sections: {},
    notes: isObject(rest.notes) ? rest.notes : {},
    answers: byHash(answers),
    decisions: byHash(decisions),
  };
}

function byHash(shelf) {
  if (!isObject(shelf)) return shelf ?? {};
  const found = Object.entries(shelf).filter(([, entry]) => isObject(entry) && entry.h);
  return Object.fromEntries(found.map(([id, entry]) => [id, { [entry.h]: entryOf(entry) }]));
}

function entryOf({ h, first, shown, ...entry }) {
  return {
    n: 1,
    ...entry,
    first: { t: entry.t, v: entry.v, ok: first ?? entry.ok },
    ...(shown ? { shown: entry.t } : {}),
  };
}

function attempts(attempt, past) {
  const before = (Array.isArray(past) ? past : []).map(({ asked = [], ...each }) => ({
    ...each,
    closed: each.submitted ?? each.started,
    drawn: { t: each.started, order: asked.map((question) => ({ question })) },
  }));
  const all = isObject(attempt) ? [...before, open(attempt)] : before;
  return Object.fromEntries(all.map((each) => [each.request, each]));
}

const open = ({ order, ...attempt }) => ({ ...attempt, drawn: { t: attempt.started, order } });
