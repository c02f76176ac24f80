/** What is in a completion file, in words: all of it, so that a learner knows what leaves. */

import { dayInWords } from "./assignments.js";
import { textOf } from "./completion.js";
import { make } from "./dom.js";
import { makeFacts, makeTable } from "./make-table.js";

const moment = new Intl.DateTimeFormat("en", { dateStyle: "long", timeStyle: "short" });
const day = new Intl.DateTimeFormat("en", { dateStyle: "long" });

/**
 * @typedef {object} Words what ids stand for
 * @property {Map<string, string>} units their titles
 * @property {Record<string, string>} objectives their texts
 * @property {Record<string, string>} ratings the lines of the self-assessment
 */

/**
 * @param {import("./completion.js").Completion} completion
 * @param {Words} words
 * @returns {Node[]}
 */
export function preview(completion, words) {
  return [
    make(
      "p",
      {},
      "This is all that is in the file. No answer, no note and nothing of the exam is.",
    ),
    makeFacts(facts(completion)),
    units(completion, words),
    ...objectives(completion, words),
    ...ratings(completion, words),
    make(
      "details",
      {},
      make("summary", {}, "The file itself, as text"),
      make("pre", { class: "hand-in__text", tabindex: "0" }, textOf(completion)),
    ),
  ];
}

/** @param {import("./completion.js").Completion} completion @returns {[string, string][]} */
function facts({ course, learner, issued, assignment, check, format }) {
  const { title, by, id, accepted } = assignment ?? {};
  /** @type {[string, string | undefined][]} */
  const all = [
    ["Your name", learner.name],
    ["Your number", learner.ref],
    ["Course", `${course.id}, version ${course.version}`],
    ["Made on", moment.format(new Date(issued))],
    ["Assignment", assignment && (title ?? "without a title")],
    ["Assigned by", by],
    ["Tag of the assignment", id],
    ["Accepted on", accepted && moment.format(new Date(accepted))],
    ["Check code", `${check}. It shows slips and later changes; it proves nothing about you.`],
    ["Form of the file", format],
  ];
  return all.filter(([, value]) => value);
}

/**
 * The units that it tells of, and those assigned that the course does not have.
 * @param {import("./completion.js").Completion} completion
 * @param {Words} words
 */
function units({ modules, assignment }, words) {
  const due = new Map(assignment?.modules.map((each) => [each.id, each.due]));
  const told = new Set(modules.map(({ id }) => id));
  const missing = [...due.keys()].filter((id) => !told.has(id));
  const rows = [
    ...modules.map((status) => [
      words.units.get(status.id) ?? status.id,
      due.has(status.id) ? until(due.get(status.id)) : "not assigned",
      stateOf(status),
      status.questions ? `${status.score} % of ${status.questions}` : "–",
    ]),
    ...missing.map((id) => [id, until(due.get(id)), "not a part of this course", "–"]),
  ];
  const head = ["Part", "Assigned", "State", "Right at the first try"];
  return makeTable("How far you are, as the file tells it", head, rows);
}

const until = (due) => (due ? `until ${dayInWords(due)}` : "without a date");

/** @param {import("./completion.js").ModuleStatus} status */
function stateOf({ status, completed }) {
  if (status === "not-started") return "Not begun";
  if (status === "started") return "Begun";
  return completed ? `Completed on ${day.format(new Date(completed))}` : "Completed";
}

/** @param {import("./completion.js").Completion} completion @param {Words} words */
function objectives({ modules }, words) {
  const rows = modules.flatMap((status) =>
    Object.entries(status.objectives).map(([id, { answered, right }]) => [
      words.objectives[id] ?? id,
      words.units.get(status.id) ?? status.id,
      `${right} of ${answered}`,
    ]),
  );
  if (!rows.length) return [];
  const head = ["Objective", "Part", "Right at the first try"];
  const table = makeTable("Practice by objective, as the file tells it", head, rows);
  return [make("details", {}, make("summary", {}, "Practice by objective"), table)];
}

/** @param {import("./completion.js").Completion} completion @param {Words} words */
function ratings({ ratings: given }, words) {
  if (!given) return [make("p", {}, "Your self-ratings are not in it.")];
  const rows = Object.entries(given).map(([id, value]) => [
    words.ratings[id] ?? id,
    value ? String(value) : "not applicable",
  ]);
  const table = makeTable("Your self-ratings, as the file tells them", ["Line", "Rating"], rows);
  return [make("details", {}, make("summary", {}, `Your ${rows.length} self-ratings`), table)];
}
