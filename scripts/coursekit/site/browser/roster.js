/** The list of a team: CSV with a name and perhaps a number a row; the same as reports/roster.py. */

import { parseCsv, separatorOf } from "./csv.js";
import { TurnedAway } from "./saved-file.js";
import { Unfit, line } from "./shape.js";

const LARGEST_ROSTER = 1_000_000;
const LONGEST_CELL = 131_072;

/** What the columns are called, in small letters. */
const NAME = ["name", "full name", "learner", "student", "employee", "person", "team member"];
const FIRST = ["first name", "firstname", "given name"];
const LAST = ["last name", "lastname", "surname", "family name"];
const REF = [
  "ref",
  "reference",
  "id",
  "id number",
  "number",
  "staff number",
  "staff id",
  "student number",
  "student id",
  "employee number",
  "employee id",
  "username",
];

const AROUND = /^[\p{White_Space}\x1c-\x1f]+|[\p{White_Space}\x1c-\x1f]+$/gu;

/**
 * @typedef {object} Roster
 * @property {import("./people.js").Named[]} members
 * @property {string[]} problems what is wrong with other rows
 */

/**
 * Reads CSV in UTF-8, separated by comma, semicolon or tab. A first row that names its columns says
 * where name and number stand; without one they are the first and the second.
 * @param {Uint8Array} bytes
 * @returns {Roster}
 */
export function readRoster(bytes) {
  const rows = rowsIn(bytes);
  const columns = rows.length ? columnsIn(rows[0].cells) : null;
  const members = [];
  const problems = [];
  for (const { number, cells } of columns ? rows.slice(1) : rows) {
    try {
      members.push(memberIn(cells, columns ?? { names: [0], ref: 1 }));
    } catch (error) {
      if (!(error instanceof Unfit)) throw error;
      problems.push(`row ${number}: ${error.message}`);
    }
  }
  return { members, problems };
}

/** The rows in which anything stands, each with its number. */
function rowsIn(bytes) {
  if (bytes.length > LARGEST_ROSTER) {
    throw new TurnedAway("larger than 1 MB, which no roster is");
  }
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new TurnedAway("not in UTF-8; in Excel, save it as “CSV UTF-8 (Comma delimited)”");
  }
  const rows = parseCsv(text, separatorOf(text));
  if (rows.some((cells) => cells.some((cell) => [...cell].length > LONGEST_CELL))) {
    throw new TurnedAway("not a CSV file: a cell of it has no end");
  }
  return rows
    .map((cells, index) => ({ number: index + 1, cells: cells.map(trimmed) }))
    .filter(({ cells }) => cells.some(Boolean));
}

const trimmed = (text) => text.replace(AROUND, "");

/** Where the columns stand that a first row names; null when it names none. */
function columnsIn(cells) {
  const heads = cells.map((cell) => cell.toLowerCase());
  const firstOf = (known) => heads.flatMap((head, at) => (known.includes(head) ? [at] : []))[0];
  const whole = firstOf(NAME);
  const parts = [FIRST, LAST].map(firstOf).filter((at) => at !== undefined);
  const names = whole === undefined ? parts : [whole];
  return names.length ? { names, ref: firstOf(REF) } : null;
}

/** @returns {import("./people.js").Named} */
function memberIn(cells, columns) {
  const typed = trimmed(columns.names.map((at) => cells[at] ?? "").join(" "));
  const ref = columns.ref === undefined ? "" : (cells[columns.ref] ?? "");
  return { name: line(80)(typed, ["name"]), ref: ref && line(40)(ref, ["number"]) };
}
