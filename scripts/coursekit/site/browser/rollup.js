/**
 * The roll-up: who is how far, which part is how far, and what was missed most. It computes what
 * reports/rollup.py computes, and a test compares every number of the two. Nothing here knows of a
 * page.
 */

import { byUnits } from "./people.js";
import { peopleOf } from "./members.js";

/** With fewer answers a topic is not shown: they say little. */
const FEWEST_ANSWERS = 5;

const MILLISECONDS_A_DAY = 86_400_000;
const FIRST_MONDAY = 4;

/**
 * @typedef {object} UnitRow one part of one person
 * @property {string} unit
 * @property {string} status `not-assigned` when the person's assignment leaves it out, `no-file`
 *   when the person handed in nothing
 * @property {string | null} completed the day
 * @property {string | null} due
 * @property {boolean} late completed after that day
 * @property {boolean} overdue not completed, and that day is over
 * @property {number | null} score
 *
 * @typedef {object} PersonRow the counts are of the parts asked of the person
 * @property {import("./members.js").Person} person
 * @property {UnitRow[]} units
 * @property {string} state
 * @property {number} asked
 * @property {number} completed
 * @property {number} inProgress
 * @property {number} notStarted
 * @property {number} overdue
 *
 * @typedef {object} UnitTotal one part over all persons of whom it is asked
 * @property {string} unit
 * @property {number} people
 * @property {number} completed
 * @property {number} inProgress
 * @property {number} notStarted
 * @property {number} noFile
 * @property {number} overdue
 * @property {number | null} score the mean of those who have one, rounded half up
 * @property {number} scored
 *
 * @typedef {{objective: string, answered: number, missed: number}} Topic
 * @typedef {{week: string, completed: number, soFar: number}} Week
 *
 * @typedef {object} RollUp
 * @property {string} today
 * @property {PersonRow[]} rows
 * @property {UnitTotal[]} units
 * @property {Topic[]} topics
 * @property {Week[]} weeks
 * @property {import("./members.js").NotJoined[]} notJoined
 */

/**
 * @param {import("./team-files.js").TeamFiles} team what was handed in
 * @param {object} on
 * @param {string} on.today
 * @param {import("./roster.js").Roster | null} [on.roster]
 * @param {string[]} [on.named] units to show of everybody, besides those assigned in the files
 * @param {string[]} [on.order] the units of the course in their order
 * @returns {RollUp}
 */
export function rollUp(team, { today, roster = null, named = [], order = [] }) {
  const standings = [...team.standings.values()];
  const units = unitsToShow(standings, named, order);
  const { people, notJoined } = peopleOf(team, roster);
  const rows = people.map((person) => personRow(person, units, { today, named }));
  return {
    today,
    rows,
    units: units.map((unit, place) => unitTotal(unit, rows, place)),
    topics: topicsOf(standings, units),
    weeks: weeksOf(standings, units),
    notJoined,
  };
}

/** Those assigned or named, else all that the files tell of. */
function unitsToShow(standings, named, order) {
  const states = standings.flatMap(({ units }) => [...units.values()]);
  const assigned = states.filter((state) => state.assigned).map(({ unit }) => unit);
  const wanted = new Set([...assigned, ...named]);
  const shown = wanted.size ? wanted : new Set(states.map(({ unit }) => unit));
  const place = new Map(order.map((unit, number) => [unit, number]));
  const placeOf = (unit) => place.get(unit) ?? place.size;
  return [...shown].sort((one, other) => placeOf(one) - placeOf(other) || byUnits(one, other));
}

function personRow(person, units, on) {
  const rows = units.map((unit) => unitRow(unit, person.standing, on));
  const count = (status) => rows.filter((row) => row.status === status).length;
  const asked = rows.length - count("not-assigned");
  const completed = count("completed");
  const inProgress = count("in-progress");
  return {
    person,
    units: rows,
    state: stateOf({ standing: person.standing, asked, completed, inProgress }),
    asked,
    completed,
    inProgress,
    notStarted: count("not-started"),
    overdue: rows.filter(({ overdue }) => overdue).length,
  };
}

function stateOf({ standing, asked, completed, inProgress }) {
  if (!standing) return "no-file";
  if (asked && completed === asked) return "completed";
  return completed || inProgress ? "in-progress" : "not-started";
}

/** @returns {UnitRow} */
function unitRow(unit, standing, { today, named }) {
  const bare = { unit, completed: null, due: null, late: false, overdue: false, score: null };
  if (!standing) return { ...bare, status: "no-file" };
  const state = standing.units.get(unit);
  const status = state?.status ?? "not-started";
  const isAsked = state?.assigned || named.includes(unit) || !standing.hasAssignment;
  if (status === "not-started" && !isAsked) return { ...bare, status: "not-assigned" };
  if (!state) return { ...bare, status };
  const { completed, due, score } = state;
  return {
    unit,
    status,
    completed: completed || null,
    due: due || null,
    late: due !== "" && completed > due,
    overdue: due !== "" && status !== "completed" && due < today,
    score,
  };
}

/** @returns {UnitTotal} */
function unitTotal(unit, people, place) {
  const rows = people.map(({ units }) => units[place]);
  const count = (status) => rows.filter((row) => row.status === status).length;
  const scores = rows.flatMap(({ score }) => (score === null ? [] : [score]));
  return {
    unit,
    people: rows.length - count("not-assigned"),
    completed: count("completed"),
    inProgress: count("in-progress"),
    notStarted: count("not-started"),
    noFile: count("no-file"),
    overdue: rows.filter(({ overdue }) => overdue).length,
    score: scores.length
      ? rounded(
          scores.reduce((sum, each) => sum + each, 0),
          scores.length,
        )
      : null,
    scored: scores.length,
  };
}

/** A quotient of whole numbers, rounded half up. @param {number} part @param {number} whole */
export const rounded = (part, whole) => Math.floor((2 * part + whole) / (2 * whole));

/** The objectives of the units shown, the most often missed first. */
function topicsOf(standings, units) {
  const topics = new Map();
  for (const { unit, objective, answered, right } of standings.flatMap((each) => each.practice)) {
    if (!units.includes(unit)) continue;
    const topic = topics.get(objective) ?? { objective, answered: 0, missed: 0 };
    topic.answered += answered;
    topic.missed += answered - right;
    topics.set(objective, topic);
  }
  const share = ({ missed, answered }) => missed / answered;
  return [...topics.values()]
    .filter(({ answered }) => answered >= FEWEST_ANSWERS)
    .sort(
      (one, other) =>
        share(other) - share(one) ||
        other.answered - one.answered ||
        byUnits(one.objective, other.objective),
    );
}

/** The weeks in which something was completed, the first one first. @returns {Week[]} */
function weeksOf(standings, units) {
  const counts = new Map();
  for (const { completed, unit } of standings.flatMap((each) => [...each.units.values()])) {
    if (!completed || !units.includes(unit)) continue;
    const week = mondayOf(completed);
    counts.set(week, (counts.get(week) ?? 0) + 1);
  }
  let soFar = 0;
  return [...counts]
    .sort(([one], [other]) => byUnits(one, other))
    .map(([week, completed]) => {
      soFar += completed;
      return { week, completed, soFar };
    });
}

/** The Monday of the week of a day; in UTC, where every day has 24 hours. @param {string} day */
function mondayOf(day) {
  const number = Date.parse(day) / MILLISECONDS_A_DAY;
  const monday = number - ((((number - FIRST_MONDAY) % 7) + 7) % 7);
  return new Date(monday * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}
