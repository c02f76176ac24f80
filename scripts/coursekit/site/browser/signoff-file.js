/** The sign-off (`course-signoff/1`): what a supervisor attests, and on what basis. */

import {
  Unfit,
  checkCode,
  day,
  identifier,
  line,
  lines,
  list,
  oneOf,
  optional,
  otherwise,
  record,
  whole,
} from "./shape.js";

export const SIGNOFF = "course-signoff/1";

/** @type {Record<string, string>} */
export const RATINGS = {
  "not-observed": "Not observed",
  emerging: "Emerging",
  developing: "Developing",
  competent: "Competent",
  strong: "Strong",
};

/** @type {Record<string, string>} */
export const BASES = {
  discussion: "Discussion",
  "case-presentation": "Case presentation",
  "role-play": "Role-play",
  recording: "Recording",
  "live-observation": "Live observation",
  "written-work": "Written work",
  "self-report-only": "Self-report only",
};

/** @type {Record<string, string>} */
export const KINDS_OF_SESSION = { individual: "Individual", group: "Group" };

export const NOT_OBSERVED = "not-observed";

const item = record({
  competence: identifier,
  rating: oneOf(Object.keys(RATINGS)),
  basis: optional(oneOf(Object.keys(BASES))),
  note: optional(lines(500)),
});

/** What was not observed has no basis; every rating has one. @type {import("./shape.js").Shape} */
function rated(value, place) {
  const found = item(value, place);
  if (found.rating !== NOT_OBSERVED && !found.basis) {
    throw new Unfit(place, "a rating without its basis");
  }
  return found;
}

const shape = record({
  format: oneOf([SIGNOFF]),
  course: record({ id: identifier, version: line(40) }),
  supervisor: record({
    name: line(80),
    credential: optional(line(80)),
    license: optional(line(40)),
  }),
  learner: record({ name: line(80), ref: optional(line(40)) }),
  date: day,
  about: optional(checkCode),
  items: list(rated, { most: 200 }),
  sessions: otherwise(
    list(
      record({
        date: day,
        minutes: whole(1, 600),
        kind: oneOf(Object.keys(KINDS_OF_SESSION)),
        modules: otherwise(list(identifier, { most: 60 }), []),
      }),
      { most: 200 },
    ),
    [],
  ),
  statement: lines(600),
});

/**
 * @typedef {{competence: string, rating: string, basis?: string, note?: string}} RatedCompetence
 * @typedef {{date: string, minutes: number, kind: string, modules: string[]}} Session
 *
 * @typedef {object} Signoff
 * @property {string} format
 * @property {{id: string, version: string}} course
 * @property {{name: string, credential?: string, license?: string}} supervisor
 * @property {{name: string, ref?: string}} learner
 * @property {string} date
 * @property {string} [about] the completion file's check code
 * @property {RatedCompetence[]} items
 * @property {Session[]} sessions
 * @property {string} statement
 */

/**
 * Reads what is in a file, or what was filled in.
 * @param {Record<string, any>} data
 * @returns {Signoff}
 */
export const readSignoff = (data) => shape(data, []);
