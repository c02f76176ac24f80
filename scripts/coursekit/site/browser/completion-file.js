/** Reads a completion file (`course-completion/1`), which a learner's browser saved. */

import { checkCode } from "./check-code.js";
import {
  Unfit,
  byId,
  checkCode as code,
  day,
  identifier,
  line,
  list,
  moment,
  oneOf,
  optional,
  otherwise,
  record,
  whole,
} from "./shape.js";

const count = whole(0, 500);

/** @type {import("./shape.js").Shape} */
function score(value, place) {
  const found = record({ answered: count, right: count })(value, place);
  if (found.right > found.answered) throw new Unfit(place, "more right than answered");
  return found;
}

const shape = record({
  format: oneOf(["course-completion/1"]),
  course: record({ id: identifier, version: line(40) }),
  issued: moment,
  learner: record({ name: line(80), ref: optional(line(40)) }),
  assignment: optional(
    record({
      id: optional(line(24)),
      title: optional(line(80)),
      by: optional(line(80)),
      modules: list(record({ id: identifier, due: optional(day) }), { least: 1, most: 60 }),
      accepted: moment,
    }),
  ),
  modules: list(
    record({
      id: identifier,
      status: oneOf(["not-started", "started", "completed"]),
      completed: optional(moment),
      score: optional(whole(0, 100)),
      questions: otherwise(count, 0),
      objectives: otherwise(byId(score, 40), new Map()),
    }),
    { most: 60 },
  ),
  ratings: optional(byId(whole(0, 9), 200)),
  check: code,
});

/**
 * @typedef {object} CompletionFile
 * @property {{id: string, version: string}} course
 * @property {number} issued moments are in milliseconds since 1970
 * @property {{name: string, ref?: string}} learner
 * @property {{modules: {id: string, due?: string}[]}} [assignment]
 * @property {{id: string, status: "not-started"|"started"|"completed", completed?: number,
 *   score?: number, questions: number,
 *   objectives: Map<string, {answered: number, right: number}>}[]} modules
 * @property {Map<string, number>} [ratings] what learners think of themselves
 * @property {string} check
 */

/**
 * @param {Record<string, any>} data what is in the file
 * @returns {Promise<{completion: CompletionFile, code: string}>} with the check code that fits; in
 *   an edited file it is not the one that the file states
 */
export async function readCompletion(data) {
  const completion = shape(data, []);
  return { completion, code: await checkCode(data) };
}
