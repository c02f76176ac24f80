/**
 * The records that the store keeps, as plain values: how one begins, how its text is read, and how
 * two of them become one. Merging is commutative, associative and idempotent, so it does not matter
 * which tab writes last. Members this version does not know are kept.
 */

/** The version of the records below. */
export const SCHEMA = 1;

/**
 * @typedef {object} Answer
 * @property {string} h hash of the question as it was answered
 * @property {string[]} v the options chosen
 * @property {boolean} ok right as it stands now
 * @property {boolean} first right at the first try; never changes under one hash
 * @property {number} n tries under this hash
 * @property {string} t when, ISO 8601 in UTC
 */

/**
 * A module nobody has answered in yet.
 * @param {string} module
 */
export const blankModule = (module) => ({ schema: SCHEMA, module, answers: {}, decisions: {} });

/** An exam nobody has begun yet. */
export const blankExam = () => ({ schema: SCHEMA, module: "exam", past: [] });

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/**
 * Reads a stored record.
 * @param {string} text
 * @returns {{state: "ok", record: object} | {state: "corrupt"} | {state: "newer"}}
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
  for (const name of ["answers", "decisions", "attempt"]) {
    if (record[name] !== undefined && !isObject(record[name])) return { state: "corrupt" };
  }
  if (record.past !== undefined && !Array.isArray(record.past)) return { state: "corrupt" };
  return { state: "ok", record };
}

/**
 * A time for a new entry, always after the entry it replaces: a clock that was set back must not
 * make the newer answer look older.
 * @param {string} [previous]
 * @returns {string}
 */
export function stamp(previous) {
  const before = Date.parse(previous ?? "");
  return new Date(Math.max(Date.now(), Number.isNaN(before) ? 0 : before + 1)).toISOString();
}

/**
 * The answer saved for a question, if there is one of the right form.
 * @param {object} record
 * @param {"answers"|"decisions"} shelf
 * @param {string} id
 * @returns {Answer | null}
 */
export function saved(record, shelf, id) {
  const entry = record[shelf]?.[id];
  return isObject(entry) && Array.isArray(entry.v) && typeof entry.h === "string" ? entry : null;
}

/**
 * What to keep after a try.
 * @param {Answer | null} before the entry it replaces
 * @param {{h: string, v: string[], ok: boolean}} now
 * @returns {Answer}
 */
export function nextAnswer(before, now) {
  const same = before?.h === now.h && before.n > 0;
  return {
    ...(before ?? {}),
    ...now,
    first: same ? before.first : now.ok,
    n: same ? before.n + 1 : 1,
    t: stamp(before?.t),
  };
}

/** The later of two entries; equal times are settled by their text, so both tabs agree. */
function laterOf(one, other) {
  if (!isObject(one)) return other;
  if (!isObject(other)) return one;
  const rank = (entry) => `${entry.t ?? ""} ${JSON.stringify(entry)}`;
  const winner = rank(one) >= rank(other) ? one : other;
  if (one.h === undefined || one.h !== other.h || one.n === undefined) return winner;
  return { ...winner, first: one.first && other.first, n: Math.max(one.n, other.n) };
}

function mergeShelf(one = {}, other = {}) {
  const merged = { ...other, ...one };
  for (const id of Object.keys(one)) merged[id] = laterOf(one[id], other[id]);
  return merged;
}

const earliest = (...times) => times.filter(Boolean).sort()[0];

/**
 * One record of a module out of two.
 * @param {object} one
 * @param {object} other
 */
export function mergeModule(one, other) {
  const merged = {
    ...other,
    ...one,
    answers: mergeShelf(one.answers, other.answers),
    decisions: mergeShelf(one.decisions, other.decisions),
  };
  const opened = earliest(one.opened, other.opened);
  return opened ? { ...merged, opened } : merged;
}

function mergeAttempt(one, other) {
  if (!one || !other) return one ?? other;
  if (one.number !== other.number) return one.number > other.number ? one : other;
  if (one.request !== other.request) {
    const rank = (attempt) => `${attempt.started} ${attempt.request}`;
    return rank(one) < rank(other) ? one : other;
  }
  const merged = { ...other, ...one, answers: mergeShelf(one.answers, other.answers) };
  const submitted = earliest(one.submitted, other.submitted);
  return submitted ? { ...merged, submitted } : merged;
}

/**
 * One record of the exam out of two: of two attempts the later number counts, and two tabs in the
 * same attempt both keep their answers.
 * @param {object} one
 * @param {object} other
 */
export function mergeExam(one, other) {
  const past = new Map();
  for (const attempt of [...(other.past ?? []), ...(one.past ?? [])]) {
    past.set(attempt.request, attempt);
  }
  const merged = {
    ...other,
    ...one,
    past: [...past.values()].sort((a, b) => a.number - b.number),
  };
  const attempt = mergeAttempt(one.attempt, other.attempt);
  return attempt ? { ...merged, attempt } : merged;
}

/**
 * Whether two records say the same, in whatever order their members stand.
 * @param {unknown} one
 * @param {unknown} other
 * @returns {boolean}
 */
export function same(one, other) {
  const sorted = (_, value) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return JSON.stringify(one, sorted) === JSON.stringify(other, sorted);
}
