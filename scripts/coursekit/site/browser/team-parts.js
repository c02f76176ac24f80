/** The team part by part: how many are how far, and who. */

import { make } from "./dom.js";
import { makeTable } from "./make-table.js";
import { STATUS, unitWords } from "./team-words.js";

const HEAD = [
  "Part",
  "People",
  "Completed",
  "In progress",
  "Not started",
  "No file",
  "Overdue",
  "Mean score",
];

export class PartsView {
  /** @param {(unit: string) => string} titleOf */
  constructor(titleOf) {
    this.titleOf = titleOf;
    this.element = make("div");
  }

  /** @param {import("./rollup.js").RollUp} rollup */
  show({ units, rows }) {
    const totals = units.map((total) => [
      this.titleOf(total.unit),
      String(total.people),
      String(total.completed),
      String(total.inProgress),
      String(total.notStarted),
      String(total.noFile),
      String(total.overdue),
      meanOf(total),
    ]);
    this.element.replaceChildren(
      makeTable("Parts", HEAD, totals),
      ...units.map((total, place) => this.whoIsHowFar(total.unit, rows, place)),
    );
  }

  /** Who is how far in one part; written when it is opened, since a team can be large. */
  whoIsHowFar(unit, rows, place) {
    const summary = make("summary", {}, `${this.titleOf(unit)}: who is how far`);
    const details = make("details", {}, summary);
    const fill = () => {
      if (!rows.length) details.append(make("p", {}, "Nobody."));
      for (const [status, words] of Object.entries(STATUS)) {
        const people = rows.filter((row) => row.units[place].status === status);
        if (!people.length) continue;
        const items = people.map(({ person, units }) =>
          make("li", {}, make("bdi", {}, person.name), `: ${unitWords(units[place])}`),
        );
        const title = `${words[0].toUpperCase()}${words.slice(1)} (${people.length})`;
        details.append(make("p", { class: "team__status" }, title), make("ul", {}, ...items));
      }
    };
    details.addEventListener("toggle", fill, { once: true });
    return details;
  }
}

/** @param {import("./rollup.js").UnitTotal} total */
function meanOf({ score, scored }) {
  if (score === null) return "–";
  return `${score} % of ${scored} ${scored === 1 ? "person" : "people"}`;
}
