/** The team person by person. */

import { make } from "./dom.js";
import { makeTable } from "./make-table.js";
import { STATUS, certificateWords, remarks, signoffWords, unitWords } from "./team-words.js";

const HEAD = ["Name", "State", "Handed in", "Completed", "Overdue", "Certificate", "Signed off"];
const NOTHING = "–";

/** Which people to show, by what is written beside it. */
const SHOWN = {
  all: ["Everybody", () => true],
  overdue: ["Something is overdue", ({ overdue }) => overdue > 0],
  "no-file": ["Handed in nothing", ({ state }) => state === "no-file"],
  "not-started": ["Not started", ({ state }) => state === "not-started"],
  "in-progress": ["In progress", ({ state }) => state === "in-progress"],
  completed: ["Completed everything", ({ state }) => state === "completed"],
  remarks: ["With a remark", ({ person }) => remarks(person) !== ""],
};

export class PeopleView {
  /** @type {import("./rollup.js").PersonRow[]} */
  rows = [];

  /** @param {(unit: string) => string} titleOf */
  constructor(titleOf) {
    this.titleOf = titleOf;
    const options = Object.entries(SHOWN).map(([value, [words]]) =>
      make("option", { value }, String(words)),
    );
    this.which = make("select", { id: "team-which" }, ...options);
    this.which.addEventListener("change", () => this.list());
    this.listed = make("div");
    const label = make("label", { for: "team-which" }, "Show");
    this.element = make("div", {}, make("p", { class: "field" }, label, this.which), this.listed);
  }

  /** @param {import("./rollup.js").RollUp} rollup */
  show({ rows }) {
    this.rows = rows;
    this.list();
  }

  list() {
    const [, belongs] = SHOWN[this.which.value];
    const rows = this.rows.filter(/** @type {any} */ (belongs)).map((row) => this.row(row));
    this.listed.replaceChildren(
      rows.length ? makeTable("People", HEAD, rows) : make("p", {}, "Nobody."),
    );
  }

  /** @param {import("./rollup.js").PersonRow} row */
  row(row) {
    const { person, state, asked, completed, overdue } = row;
    const { standing, certificates, signoffs } = person;
    return [
      nameOf(person),
      standing ? [STATUS[state], this.parts(row)] : STATUS[state],
      standing?.handedIn ?? NOTHING,
      standing ? `${completed} of ${asked}` : NOTHING,
      overdue ? make("strong", { class: "due--late" }, String(overdue)) : NOTHING,
      lines(certificates.map(certificateWords)),
      lines(signoffs.map((each) => signoffWords(each, person))),
    ];
  }

  /** Each part asked of the person; written when it is opened, since a team can be large. */
  parts({ person, units }) {
    const name = make("span", { class: "visually-hidden" }, ` of ${person.name}`);
    const details = make("details", {}, make("summary", {}, "Parts", name));
    const fill = () => {
      const asked = units.filter(({ status }) => status !== "not-assigned");
      const items = asked.map((unit) =>
        make("li", {}, `${this.titleOf(unit.unit)}: ${unitWords(unit)}`),
      );
      details.append(make("ul", {}, ...items));
    };
    details.addEventListener("toggle", fill, { once: true });
    return details;
  }
}

/** @param {import("./members.js").Person} person @returns {Node[]} */
function nameOf(person) {
  const remark = remarks(person);
  return [
    make("bdi", { class: "team__name" }, person.name),
    ...(person.ref ? [make("bdi", { class: "team__ref" }, person.ref)] : []),
    ...(remark ? [make("strong", { class: "team__remark" }, remark)] : []),
  ];
}

const lines = (all) =>
  all.length ? all.map((words) => make("span", { class: "team__paper" }, words)) : NOTHING;
