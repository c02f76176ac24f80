/** The roll-up as CSV, byte for byte as reports/csvs.py writes it. */

import { BYTE_ORDER_MARK, csvLine } from "./csv.js";
import { STATUS, certificateWords, remarks, signoffWords, unitWords } from "./team-words.js";

const PERSON = [
  "Name",
  "Ref",
  "State",
  "Handed in",
  "Parts",
  "Completed",
  "In progress",
  "Not started",
  "Overdue",
  "Certificate",
  "Signed off",
  "Remarks",
];

/** The first three are those of a training system's upload of completions. */
const RECORD = ["Username", "Title", "Completed Date", "Name", "Status", "Due Date", "Score"];

/**
 * A row for each person, a column for each part.
 * @param {import("./rollup.js").RollUp} rollup
 * @param {(unit: string) => string} titleOf
 */
export function byPerson({ rows, units }, titleOf) {
  const lines = rows.map(({ person, units: parts, state, ...counts }) =>
    csvLine([
      person.name,
      person.ref,
      STATUS[state],
      person.standing?.handedIn,
      counts.asked,
      counts.completed,
      counts.inProgress,
      counts.notStarted,
      counts.overdue,
      person.certificates.map(certificateWords).join("; "),
      person.signoffs.map((each) => signoffWords(each, person)).join("; "),
      remarks(person),
      ...parts.map(unitWords),
    ]),
  );
  const head = csvLine([...PERSON, ...units.map(({ unit }) => titleOf(unit))]);
  return BYTE_ORDER_MARK + head + lines.join("");
}

/**
 * A row for each person and part asked of them, for another training system.
 * @param {import("./rollup.js").RollUp} rollup
 * @param {(unit: string) => string} titleOf
 */
export function byPersonAndUnit({ rows }, titleOf) {
  const lines = rows.flatMap(({ person: { name, ref }, units }) =>
    units
      .filter(({ status }) => status !== "not-assigned")
      .map(({ unit, completed, status, due, score }) =>
        csvLine([ref || name, titleOf(unit), completed, name, STATUS[status], due, score]),
      ),
  );
  return BYTE_ORDER_MARK + csvLine(RECORD) + lines.join("");
}
