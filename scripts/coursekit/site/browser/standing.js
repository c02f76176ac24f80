/** What is kept of one completion file; the same as in reports/standings.py. */

import { keyOf } from "./people.js";
import { today as dayOf } from "./save.js";

const STATUS = {
  completed: "completed",
  started: "in-progress",
  "not-started": "not-started",
};

/**
 * @typedef {object} UnitState one module or case of one person, as the file tells it
 * @property {string} unit
 * @property {string} status
 * @property {string} completed the day on the supervisor's calendar; empty when there is none
 * @property {number | null} score
 * @property {boolean} assigned
 * @property {string} due
 *
 * @typedef {object} Standing
 * @property {string} file
 * @property {string} name
 * @property {string} ref
 * @property {string} key the person
 * @property {number} issued
 * @property {string} handedIn the day of that on the supervisor's calendar
 * @property {boolean} fits otherwise the file was edited
 * @property {string} code the check code that fits
 * @property {boolean} hasAssignment
 * @property {Map<string, UnitState>} units
 * @property {{unit: string, objective: string, answered: number, right: number}[]} practice
 * @property {number} older how many other files of the person there are
 */

/**
 * @param {string} file its name
 * @param {import("./completion-file.js").CompletionFile} completion
 * @param {string} code the check code that its content has
 * @returns {Standing}
 */
export function standingOf(file, completion, code) {
  const { name, ref = "" } = completion.learner;
  const modules = [...new Map(completion.modules.map((module) => [module.id, module])).values()];
  return {
    file,
    name,
    ref,
    key: keyOf({ name, ref }),
    issued: completion.issued,
    handedIn: dayOf(new Date(completion.issued)),
    fits: code === completion.check,
    code,
    hasAssignment: completion.assignment !== undefined,
    units: unitStates(modules, completion.assignment?.modules ?? []),
    practice: modules.flatMap(({ id, objectives }) =>
      [...objectives].map(([objective, score]) => ({ unit: id, objective, ...score })),
    ),
    older: 0,
  };
}

/** @returns {Map<string, UnitState>} */
function unitStates(modules, assigned) {
  const due = new Map(assigned.map((module) => [module.id, module.due ?? ""]));
  const states = new Map();
  for (const { id, status, completed, score } of modules) {
    const done = status === "completed" && completed !== undefined;
    states.set(id, {
      unit: id,
      status: STATUS[status],
      completed: done ? dayOf(new Date(completed)) : "",
      score: score ?? null,
      assigned: due.has(id),
      due: due.get(id) ?? "",
    });
  }
  for (const [unit, day] of due) {
    const open = { unit, status: "not-started", completed: "", score: null };
    if (!states.has(unit)) states.set(unit, { ...open, assigned: true, due: day });
  }
  return states;
}

/**
 * Whether a file of a person counts in place of another: the newer one, whichever came first.
 * @param {Standing} one
 * @param {Standing} other
 */
export function counts(one, other) {
  if (one.issued !== other.issued) return one.issued > other.issued;
  if (one.fits !== other.fits) return one.fits;
  return one.code > other.code;
}
