/**
 * An attempt at the exam, as plain values: the order in which questions and options were drawn, and
 * the answers so far. Nothing here knows the page.
 */

import { isChoice, isObject } from "./join.js";
import { shuffled, uuid } from "./random.js";
import { stamp, withoutAnswers } from "./records.js";

/**
 * @typedef {object} Asked a question as the page holds it
 * @property {string} id
 * @property {string} hash
 * @property {string[]} letters
 * @property {string} group questions of one group stand in for each other
 * @property {number} drawn how many of its group an attempt asks
 *
 * @typedef {{question: string, hash: string, shown: string[]}} Drawn a question as it is shown
 *
 * @typedef {object} Attempt
 * @property {number} number 1 for the first
 * @property {string} request UUID, made when the attempt begins; the same for every file it saves
 * @property {string} started
 * @property {string} [submitted]
 * @property {string} [closed] when the next attempt began; its answers are gone
 * @property {{t: string, order: Drawn[]}} drawn what it asks
 * @property {Record<string, {h: string, v: string[], t: string}>} answers by question; `h` is the
 *   hash of the question as it was answered
 * @property {{t: string, answers: Attempt["answers"]}} [handed] the answers as they were handed in:
 *   what another device adds to the attempt later does not change them
 * @property {Record<string, {v: boolean, t: string}>} marked to be looked at again
 */

const draw = ({ id, hash, letters }) => ({ question: id, hash, shown: shuffled(letters) });

/** Seconds are enough for a request; a file with milliseconds would only look more exact. */
export const seconds = (time) => time.replace(/\.\d+Z$/, "Z");

/**
 * A new attempt, with questions and options drawn for it.
 * @param {Asked[]} bank
 * @param {number} number
 * @param {Set<string>} [before] ids that earlier attempts asked: others are drawn first
 * @returns {Attempt}
 */
export function newAttempt(bank, number, before = new Set()) {
  return {
    number,
    request: uuid(),
    started: seconds(new Date().toISOString()),
    drawn: { t: stamp(), order: shuffled(missing(bank, new Set(), before)).map(draw) },
    answers: {},
    marked: {},
  };
}

/** Whether a value is an attempt: damaged ones are left alone. @param {any} value */
const isAttempt = (value) =>
  isObject(value) &&
  Number.isInteger(value.number) &&
  typeof value.started === "string" &&
  Array.isArray(value.drawn?.order) &&
  value.drawn.order.every(
    (asked) => isObject(asked) && (value.closed || Array.isArray(asked.shown)),
  ) &&
  (value.closed || isObject(value.answers));

/**
 * The attempt under way or handed in; null before the first one. When two devices began one of the
 * same number, both are told the same one.
 * @param {any} record of the exam
 * @returns {Attempt | null}
 */
export function current(record) {
  const all = Object.values(record.attempts ?? {}).filter(isAttempt);
  const first = (one, other) =>
    other.number - one.number ||
    (`${one.started} ${one.request}` < `${other.started} ${other.request}` ? -1 : 1);
  return all.filter(({ closed }) => !closed).sort(first)[0] ?? null;
}

/**
 * Begins the next attempt and closes the one before it, whose answers leave this device.
 * @param {any} record of the exam, changed in place
 * @param {Asked[]} bank
 */
export function beginNext(record, bank) {
  record.attempts ??= {};
  for (const [name, attempt] of Object.entries(record.attempts)) {
    if (isAttempt(attempt) && !attempt.closed) {
      record.attempts[name] = withoutAnswers({ ...attempt, closed: stamp(attempt.submitted) });
    }
  }
  const all = Object.values(record.attempts).filter(isAttempt);
  const before = new Set(all.flatMap(({ drawn }) => drawn.order.map(({ question }) => question)));
  const number = 1 + Math.max(0, ...all.map((attempt) => attempt.number));
  const next = newAttempt(bank, number, before);
  record.attempts[next.request] = next;
}

/**
 * Draws what each group still lacks.
 * @param {Asked[]} bank
 * @param {Set<string>} asked ids that the attempt asks already
 * @param {Set<string>} before ids that are drawn only when there are no others
 * @returns {Asked[]}
 */
function missing(bank, asked, before) {
  const groups = new Set(bank.map(({ group }) => group));
  return [...groups].flatMap((name) => {
    const questions = bank.filter(({ group }) => group === name);
    const free = shuffled(questions.filter(({ id }) => !asked.has(id)));
    const fresh = free.filter(({ id }) => !before.has(id));
    const old = free.filter(({ id }) => before.has(id));
    return [...fresh, ...old].slice(0, questions[0].drawn - (questions.length - free.length));
  });
}

/**
 * Fits an attempt to the questions as they are on the page now: one that is gone, or that its group
 * no longer draws, is dropped, and one that is worded differently or lacking is drawn anew. Its old
 * answer stays in the record, bound to its old hash, and no longer counts: a deleted answer would
 * come back from another tab.
 * @param {Attempt} attempt changed in place
 * @param {Asked[]} bank
 * @returns {number} how many questions are to be answered anew
 */
export function fit(attempt, bank) {
  const now = new Map(bank.map((question) => [question.id, question]));
  const left = new Map(bank.map(({ group, drawn }) => [group, drawn]));
  const kept = attempt.drawn.order.filter(({ question, hash }) => {
    const { hash: current, group } = now.get(question) ?? {};
    if (current !== hash || left.get(group) === 0) return false;
    left.set(group, left.get(group) - 1);
    return true;
  });
  const fresh = missing(bank, new Set(kept.map(({ question }) => question)), new Set());
  if (fresh.length || kept.length < attempt.drawn.order.length) {
    const order = [...kept, ...shuffled(fresh).map(draw)];
    attempt.drawn = { t: stamp(attempt.drawn.t), order };
  }
  return fresh.length;
}

/**
 * Keeps the choice made in one question.
 * @param {Attempt} attempt changed in place
 * @param {string} id
 * @param {string[]} letters
 */
export function answer(attempt, id, letters) {
  const h = attempt.drawn.order.find(({ question }) => question === id).hash;
  attempt.answers[id] = { h, v: letters, t: stamp(attempt.answers[id]?.t) };
}

/**
 * Hands an attempt in.
 * @param {Attempt} attempt changed in place
 */
export function handIn(attempt) {
  attempt.submitted = seconds(new Date().toISOString());
  attempt.handed = { t: stamp(), answers: structuredClone(attempt.answers) };
}

/**
 * @param {Attempt} attempt
 * @param {string} id
 * @returns {string[]} the letters chosen, none when the question is not answered
 */
export function chosen(attempt, id) {
  const drawn = attempt.drawn.order.find(({ question }) => question === id);
  const given = (attempt.handed?.answers ?? attempt.answers)?.[id];
  return drawn && given?.h === drawn.hash && isChoice(given.v) ? given.v : [];
}
