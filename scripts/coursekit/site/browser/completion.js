/**
 * The file that a learner hands to a supervisor, `course-completion/1`: how far each unit is, how
 * practice went, and when. No answers, no notes, nothing of the exam.
 */

import { checkCode } from "./check-code.js";
import { progressOf, scoreOf } from "./progress.js";
import { saved } from "./records.js";

const STATUS = { none: "not-started", begun: "started", done: "completed" };
const TIME = /^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

/**
 * @typedef {object} ModuleStatus
 * @property {string} id
 * @property {string} status
 * @property {string} [completed]
 * @property {number} [score] practice right at the first try, in percent of what was answered
 * @property {number} questions answered, scored decisions included
 * @property {Record<string, {answered: number, right: number}>} objectives
 *
 * @typedef {object} Completion
 * @property {string} format
 * @property {{id: string, version: string}} course
 * @property {string} issued
 * @property {{name: string, ref?: string}} learner
 * @property {{id?: string, title?: string, by?: string, accepted: string,
 *   modules: {id: string, due?: string}[]}} [assignment]
 * @property {ModuleStatus[]} modules
 * @property {Record<string, number>} [ratings]
 * @property {string} check
 */

/**
 * How practice went by objective; what serves none is left out.
 * @param {import("./page.js").Unit} unit
 * @param {import("./records.js").UnitRecord} record
 */
function byObjective(unit, record) {
  /** @type {Map<string, {answered: number, right: number}>} */
  const found = new Map();
  const count = (objective, entry) => {
    if (!entry || !objective) return;
    const { answered, right } = found.get(objective) ?? { answered: 0, right: 0 };
    found.set(objective, { answered: answered + 1, right: right + (entry.first.ok ? 1 : 0) });
  };
  for (const asked of unit.questions.filter(({ before }) => !before)) {
    count(asked.objective, saved(record, "answers", asked));
  }
  for (const asked of unit.decisions.filter(({ scored }) => scored)) {
    count(asked.objective, saved(record, "decisions", asked));
  }
  return Object.fromEntries(found);
}

/**
 * @param {import("./page.js").Unit} unit
 * @param {import("./records.js").UnitRecord} record
 * @returns {ModuleStatus}
 */
export function statusOf(unit, record) {
  const { state, completed } = progressOf(unit, record);
  const { answered, firstRight } = scoreOf(unit, record);
  return {
    id: unit.id,
    status: STATUS[state],
    ...(state === "done" && TIME.test(completed) ? { completed } : {}),
    ...(answered ? { score: Math.round((100 * firstRight) / answered) } : {}),
    questions: answered,
    objectives: byObjective(unit, record),
  };
}

/**
 * The self-ratings: those after the course if there are any, else those before it.
 * @param {{before?: Record<string, {v?: number}>, after?: Record<string, {v?: number}>}} record
 * @param {string[]} lines ids of the lines that the self-assessment has today
 * @returns {Record<string, number>} by line; empty when nothing is rated
 */
export function ratingsIn({ before = {}, after = {} }, lines) {
  const rated = (shelf) =>
    lines.flatMap((line) => (Number.isInteger(shelf[line]?.v) ? [[line, shelf[line].v]] : []));
  const last = rated(after);
  return Object.fromEntries(last.length ? last : rated(before));
}

/**
 * @param {object} from
 * @param {{id: string, version: string}} from.course
 * @param {{name: string, ref?: string}} from.learner
 * @param {import("./assignments.js").Accepted | null} from.accepted the assignment it answers
 * @param {ModuleStatus[]} from.modules
 * @param {Record<string, number> | null} from.ratings null when they are not handed in
 * @param {Date} [from.now]
 * @returns {Promise<Completion>}
 */
export async function completionOf(from) {
  const { course, learner, accepted, modules, ratings, now = new Date() } = from;
  const file = {
    format: "course-completion/1",
    course: { id: course.id, version: course.version },
    issued: now.toISOString(),
    learner: { name: learner.name, ...(learner.ref ? { ref: learner.ref } : {}) },
    ...(accepted ? { assignment: assignmentIn(accepted) } : {}),
    modules,
    ...(ratings ? { ratings } : {}),
  };
  return { ...file, check: await checkCode(file) };
}

/** @param {import("./assignments.js").Accepted} accepted */
function assignmentIn({ accepted, assignment: { units, ...rest } }) {
  return {
    ...rest,
    modules: units.map(({ id, due }) => ({ id, ...(due ? { due } : {}) })),
    accepted,
  };
}

/** The text of the file, as it is shown and as it is saved. @param {Completion} completion */
export const textOf = (completion) => `${JSON.stringify(completion, null, 1)}\n`;
