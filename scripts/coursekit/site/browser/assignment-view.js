/** An assignment as its link tells it: text by somebody whom the course does not know. */

import { ASSIGNABLE, unitOf } from "./assignable.js";
import { dayInWords, dueInWords } from "./assignments.js";
import { make } from "./dom.js";
import { makeFacts, makeTable } from "./make-table.js";
import { inShort } from "./overview.js";
import { progressOf } from "./progress.js";
import { KINDS } from "./records.js";
import { today } from "./save.js";

/** How many units that the course does not have are named. */
const NAMED = 20;

const SOURCE = "Written in this link, not by the course. Anyone can write such a link.";

/**
 * Minutes of reading and practice in a unit of which nothing is done.
 * @param {string} id
 */
export function minutesOf(id) {
  const unit = unitOf(id);
  return unit ? progressOf(unit, KINDS.unit.blank(id)).minutes : 0;
}

/**
 * What the writer of the link says of the assignment.
 * @param {import("./assignment-link.js").Assignment} assignment
 * @param {[string, string][]} [more]
 * @returns {HTMLElement}
 */
export function source({ title, by, id }, more = []) {
  /** @type {[string, string][]} */
  const facts = [
    ["Title", title ?? "none given"],
    ["From", by ?? "none given"],
    ...(id ? [/** @type {[string, string]} */ (["Tag", id])] : []),
    ...more,
  ];
  return make(
    "div",
    { class: "assignment__source" },
    make("p", { class: "assignment__by" }, SOURCE),
    makeFacts(facts),
  );
}

/**
 * Its units with their dates and how far the learner is in each.
 * @param {import("./assignment-link.js").Assignment} assignment
 * @param {import("./main.js").Context} context
 * @returns {Node}
 */
export function unitTable({ units }, { facts, shelf }) {
  const rows = units.flatMap(({ id, due }) => {
    const unit = unitOf(id);
    if (!unit) return [];
    const progress = progressOf(unit, shelf.unit(id).read());
    const link = make("a", { href: facts.root + unit.url }, unit.title);
    const until = due ? make("span", {}, dueAndDone(due, progress)) : "no date";
    if (due && isLate(due, progress)) /** @type {Element} */ (until).className = "due--late";
    return [[link, until, inShort(progress)]];
  });
  return makeTable("Parts of the assignment", ["Part", "Due", "State"], rows);
}

/** @param {string} due @param {import("./progress.js").Progress} progress */
const isLate = (due, { state }) => state !== "done" && due < today();

/** @param {string} due @param {import("./progress.js").Progress} progress */
function dueAndDone(due, { state, completed }) {
  if (state !== "done") return dueInWords(due);
  const after = completed && today(new Date(completed)) > due;
  return `${dayInWords(due)}${after ? "; done after it" : ""}`;
}

/** The units that the course does not have. @param {string[]} unknown @returns {Node[]} */
export function unknownUnits(unknown) {
  if (!unknown.length) return [];
  const more = unknown.length - NAMED;
  const named = unknown.slice(0, NAMED).map((name) => make("li", {}, make("code", {}, name)));
  if (more > 0) named.push(make("li", {}, `and ${more} more`));
  const words =
    "These are no parts of this course, or not of this version of it. Ask whoever sent the link:";
  return [make("p", {}, words), make("ul", { class: "assignment__unknown" }, ...named)];
}

/** Whether the course has any of its units. @param {import("./assignment-link.js").Assignment} one */
export const isDoable = ({ units }) => {
  const known = new Set(ASSIGNABLE.map(({ id }) => id));
  return units.some(({ id }) => known.has(id));
};
