/** The roll-up in one paragraph of figures, and what counts for nothing; as reports/ has both. */

import { isCertified } from "./team-words.js";

/**
 * How many persons and files there are of each kind; the same as in reports/summary.py.
 * @param {import("./rollup.js").RollUp} rollup
 * @param {import("./team-files.js").TeamFiles} team
 */
export function summaryOf({ rows, notJoined }, team) {
  const count = (wanted) => rows.filter(wanted).length;
  const inState = (state) => count((row) => row.state === state);
  return {
    people: rows.length,
    completed: inState("completed"),
    inProgress: inState("in-progress"),
    notStarted: inState("not-started"),
    noFile: inState("no-file"),
    overdue: count(({ overdue }) => overdue > 0),
    certified: count(({ person }) => isCertified(person)),
    signedOff: count(({ person }) => person.signoffs.length > 0),
    notOnRoster: count(({ person }) => person.onRoster === false),
    edited: count(({ person: { standing } }) => standing && !standing.fits),
    older: team.older.length,
    turnedAway: team.turnedAway.length,
    notJoined: notJoined.length,
  };
}

/** What a figure counts. @type {Record<string, string>} */
export const FIGURES = {
  people: "people",
  completed: "completed everything",
  inProgress: "in progress",
  notStarted: "not started",
  noFile: "handed in nothing",
  overdue: "with something overdue",
  certified: "with a verified certificate",
  signedOff: "with a sign-off",
};

/**
 * What was given and does not count, below a title for each kind.
 * @param {import("./rollup.js").RollUp} rollup
 * @param {import("./team-files.js").TeamFiles} team
 * @param {import("./roster.js").Roster | null} roster
 * @returns {[string, string[]][]}
 */
export function leftOver({ notJoined }, team, roster) {
  /** @type {[string, string[]][]} */
  const lists = [
    [
      "Files in whose place another one of the same person counts",
      team.older.map(({ file, name, handedIn }) => `${file}: ${name}, handed in ${handedIn}`),
    ],
    ["Turned away", team.turnedAway.map(({ file, why }) => `${file}: ${why}`)],
    ["Belong to nobody here", notJoined.map(({ what, name, why }) => `${what} of ${name}: ${why}`)],
    ["Rows of the roster that were left out", roster?.problems ?? []],
  ];
  return lists.filter(([, lines]) => lines.length);
}
