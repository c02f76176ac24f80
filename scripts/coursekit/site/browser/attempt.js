/**
 * An attempt at the exam, as plain values: the order in which questions and options were drawn, and
 * the answers so far. Nothing here knows the page.
 */

import { stamp } from "./records.js";
import { shuffled, uuid } from "./random.js";

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
 * @property {Drawn[]} order
 * @property {Record<string, {h: string, v: string[], t: string}>} answers by question; `h` is the
 *   hash of the question as it was answered
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
    order: shuffled(missing(bank, new Set(), before)).map(draw),
    answers: {},
  };
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
  const kept = attempt.order.filter(({ question, hash }) => {
    const { hash: current, group } = now.get(question) ?? {};
    if (current !== hash || left.get(group) === 0) return false;
    left.set(group, left.get(group) - 1);
    return true;
  });
  const fresh = missing(bank, new Set(kept.map(({ question }) => question)), new Set());
  attempt.order = [...kept, ...shuffled(fresh).map(draw)];
  return fresh.length;
}

/**
 * Keeps the choice made in one question.
 * @param {Attempt} attempt changed in place
 * @param {string} id
 * @param {string[]} letters
 */
export function answer(attempt, id, letters) {
  const h = attempt.order.find(({ question }) => question === id).hash;
  attempt.answers[id] = { h, v: letters, t: stamp(attempt.answers[id]?.t) };
}

/**
 * @param {Attempt} attempt
 * @param {string} id
 * @returns {string[]} the letters chosen, none when the question is not answered
 */
export function chosen(attempt, id) {
  const drawn = attempt.order.find(({ question }) => question === id);
  const given = attempt.answers[id];
  return drawn && given?.h === drawn.hash ? given.v : [];
}
