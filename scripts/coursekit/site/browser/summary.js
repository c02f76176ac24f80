/** A summary for whoever needs no credit: what was done and when, to print. It proves nothing. */

import { button, make } from "./dom.js";
import { UNITS } from "./outline.js";
import { printAlone } from "./print-alone.js";
import { progressOf, scoreOf } from "./progress.js";

const day = new Intl.DateTimeFormat("en", { dateStyle: "long" });

const NOTE =
  "This summary was made by the learner from what their own browser kept. Nobody has checked it. " +
  "It is no certificate, and it documents no continuing-education credit.";

/**
 * @param {import("./main.js").Context} context
 * @param {string} name as typed; kept nowhere
 */
function sheet({ facts, shelf }, name) {
  const rows = UNITS.filter(({ kind }) => kind !== "scene").flatMap((unit) => {
    const record = shelf.unit(unit.id).read();
    const { state, completed } = progressOf(unit, record);
    const { answered, firstRight } = scoreOf(unit, record);
    if (state === "none") return [];
    const when = completed ? day.format(new Date(completed)) : "begun";
    return [[unit.title, when, answered ? `${firstRight} of ${answered}` : "–"]];
  });
  const head = ["Part", "Done", "Right at the first try"];
  return [
    make("h2", {}, "Summary of what I have done"),
    make("p", {}, make("strong", {}, facts.course.title), `, version ${facts.course.version}`),
    make("p", {}, name ? `Name: ${name}` : "Name: ________________________"),
    make("p", {}, `Printed on ${day.format(new Date())}`),
    make(
      "table",
      { "aria-label": "What was done" },
      make("thead", {}, make("tr", {}, ...head.map((each) => make("th", { scope: "col" }, each)))),
      make(
        "tbody",
        {},
        ...rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, cell)))),
      ),
    ),
    make("p", {}, NOTE),
  ];
}

/** @type {import("./main.js").Start} */
export function start([element], context) {
  const name = /** @type {HTMLInputElement} */ (
    make("input", { type: "text", id: "summary-name", maxlength: "80", autocomplete: "name" })
  );
  const label = make("label", { for: "summary-name" }, "Your name on it (optional; kept nowhere)");
  const paper = make("section", { class: "summary-sheet print-alone" });
  const print = button("Print the summary", () => {
    paper.replaceChildren(...sheet(context, name.value.trim()));
    printAlone(paper);
  });
  element.append(make("p", { class: "field" }, label, name), make("p", {}, print), paper);
}
