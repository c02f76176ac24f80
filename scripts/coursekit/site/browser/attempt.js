/**
 * An attempt at the exam, as plain values: the order in which questions and options were drawn, and
 * the answers so far. Nothing here knows the page.
 */

import { stamp } from "./records.js";
import { shuffled, uuid } from "./random.js";

/**
 * @typedef {{id: string, hash: string, letters: string[]}} Asked a question as the page holds it
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
 * A new attempt, with questions and options in an order of its own.
 * @param {Asked[]} questions
 * @param {number} number
 * @returns {Attempt}
 */
export function newAttempt(questions, number) {
  return {
    number,
    request: uuid(),
    started: seconds(new Date().toISOString()),
    order: shuffled(questions).map(draw),
    answers: {},
  };
}

/**
 * Fits an attempt to the questions as they are on the page now: a question that is gone is dropped,
 * one that is new or worded differently is drawn again. Its old answer stays in the record, bound
 * to its old hash, and no longer counts: a deleted answer would come back from another tab.
 * @param {Attempt} attempt changed in place
 * @param {Asked[]} questions
 * @returns {number} how many questions are to be answered anew
 */
export function fit(attempt, questions) {
  const now = new Map(questions.map((question) => [question.id, question]));
  const kept = new Map();
  for (const drawn of attempt.order) {
    if (now.get(drawn.question)?.hash === drawn.hash) kept.set(drawn.question, drawn);
  }
  const fresh = questions.filter(({ id }) => !kept.has(id));
  attempt.order = [
    ...attempt.order.filter(({ question }) => kept.has(question)),
    ...shuffled(fresh).map(draw),
  ];
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
