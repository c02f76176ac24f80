/** How far a learner is in one unit: pure functions over its outline and its record. */

import { changedSince, saved } from "./records.js";

/**
 * @typedef {object} Progress
 * @property {"none"|"begun"|"done"} state
 * @property {string} [completed]
 * @property {number} minutes left to read and to answer, rounded up
 * @property {import("./page.js").Unit["sections"]} unread sections not yet seen to their end
 * @property {import("./page.js").Asked[]} questions open in practice; those before the lesson do
 *   not count
 * @property {import("./page.js").Asked[]} decisions open
 * @property {import("./page.js").Asked[]} changed since they were answered
 * @property {string} [last] when the learner last did something here
 */

/**
 * @param {import("./page.js").Unit} unit
 * @param {import("./records.js").UnitRecord} record
 * @returns {Progress}
 */
export function progressOf(unit, record) {
  const { v: read = false, t: since = "" } = record.read ?? {};
  const seen = (time) => typeof time === "string" && time > String(since);
  const unread = unit.sections.filter(({ id }) => !read && !seen(record.sections?.[id]));
  const practice = unit.questions.filter(({ before }) => !before);
  const questions = practice.filter((asked) => !saved(record, "answers", asked));
  const decisions = unit.decisions.filter((asked) => !saved(record, "decisions", asked)?.v.length);
  const changed = [
    ...unit.questions.filter((asked) => changedSince(record, "answers", asked)),
    ...unit.decisions.filter((asked) => changedSince(record, "decisions", asked)),
  ];
  const nothingLeft = !unread.length && !questions.length && !decisions.length;
  const seconds =
    unread.reduce((sum, section) => sum + section.seconds, 0) + questions.length * (unit.each ?? 0);
  const times = timesOf(record);
  return {
    state: stateOf(record.completed || nothingLeft, times.length > 0),
    completed: record.completed,
    minutes: Math.ceil(seconds / 60),
    unread,
    questions,
    decisions,
    changed,
    last: times.at(-1),
  };
}

/** @returns {Progress["state"]} */
function stateOf(done, begun) {
  if (!begun) return "none";
  return done ? "done" : "begun";
}

/** Whether nothing is left to read, to answer or to decide. */
export const isWhole = ({ unread, questions, decisions }) =>
  !unread.length && !questions.length && !decisions.length;

/**
 * Every time at which something was done, sorted.
 * @param {import("./records.js").UnitRecord} record
 */
function timesOf({ opened, last, read, sections, answers, decisions, notes }) {
  const entries = [answers, decisions].flatMap((shelf) =>
    Object.values(shelf ?? {}).flatMap((wordings) => Object.values(wordings ?? {})),
  );
  const found = [last, read, ...entries, ...Object.values(notes ?? {})].map((each) => each?.t);
  const times = [opened, ...Object.values(sections ?? {}), ...found];
  return times.filter((time) => typeof time === "string").sort();
}

/**
 * How the questions of practice went.
 * @param {import("./page.js").Unit} unit
 * @param {import("./records.js").UnitRecord} record
 * @returns {{asked: number, answered: number, firstRight: number}} `firstRight`: right at the
 *   first try; decisions that are scored count too, by their first choice
 */
export function scoreOf(unit, record) {
  const practice = unit.questions.filter(({ before }) => !before);
  const scored = unit.decisions.filter(({ scored }) => scored);
  const entries = [
    ...practice.map((asked) => saved(record, "answers", asked)),
    ...scored.map((asked) => saved(record, "decisions", asked)),
  ];
  return {
    asked: entries.length,
    answered: entries.filter(Boolean).length,
    firstRight: entries.filter((entry) => entry?.first.ok).length,
  };
}

/**
 * "2 questions and 1 decision"; empty when nothing is open.
 * @param {Progress} progress
 */
export function openInWords({ questions, decisions }) {
  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  return [
    ...(questions.length ? [count(questions.length, "practice question")] : []),
    ...(decisions.length ? [count(decisions.length, "decision")] : []),
  ].join(" and ");
}
