/** "Where I am": every unit with its state, what is open in it, and the exam. */

import { current } from "./attempt.js";
import { make } from "./dom.js";
import { makeTable } from "./make-table.js";
import { UNITS } from "./outline.js";
import { continueLink, dutiesOn, inShortUntil } from "./overview.js";
import { progressOf, scoreOf } from "./progress.js";

const day = new Intl.DateTimeFormat("en", { dateStyle: "long" });

/** @param {import("./main.js").Context} context */
function parts(context) {
  const { facts, shelf } = context;
  const due = dutiesOn(shelf);
  const rows = UNITS.filter(({ kind }) => kind !== "scene").map((unit) => {
    const record = shelf.unit(unit.id).read();
    const progress = progressOf(unit, record);
    return { unit, progress, score: scoreOf(unit, record), due: due.get(unit.id) };
  });
  return [
    make("p", {}, overall(rows)),
    make("p", {}, ...continueLink(context)),
    table(
      rows.filter(({ unit }) => unit.required),
      facts.root,
      "The course",
    ),
    make(
      "details",
      {},
      make("summary", {}, "Optional cases"),
      table(
        rows.filter(({ unit }) => !unit.required),
        facts.root,
        "Optional cases",
      ),
    ),
    make("p", {}, examState(shelf.exam().read())),
  ];
}

function overall(rows) {
  const required = rows.filter(({ unit }) => unit.required);
  const done = required.filter(({ progress }) => progress.state === "done").length;
  const minutes = required.reduce((sum, { progress }) => sum + progress.minutes, 0);
  const left = minutes < 60 ? `${minutes} minutes` : `${hours(minutes)} hours`;
  if (done === required.length) return "Everything that the course requires is done.";
  return `${done} of ${required.length} parts are done; about ${left} of reading and practice are left.`;
}

const hours = (minutes) => (Math.round(minutes / 6) / 10).toLocaleString("en");

function table(rows, root, name) {
  const head = ["Part", "State", "Right at the first try"];
  return makeTable(
    name,
    head,
    rows.map((row) => tableRow(row, root)),
  );
}

function tableRow({ unit, progress, score, due }, root) {
  const practice = progress.questions.length ? unit.practice : null;
  /** @type {(Node | string)[]} */
  const links = [make("a", { href: root + unit.url }, unit.title)];
  if (practice) {
    const link = make("a", { href: root + practice }, "Practice");
    links.push(" ", make("span", { class: "my-units__practice" }, link));
  }
  const right = score.answered ? `${score.firstRight} of ${score.answered}` : "–";
  return [links, inShortUntil(progress, due), right];
}

function examState(record) {
  const attempt = current(record);
  if (!attempt) return "Exam: not begun.";
  const { number, submitted, started, drawn, answers } = attempt;
  if (submitted)
    return `Exam: attempt ${number} was handed in on ${day.format(new Date(submitted))}.`;
  const given = Object.keys(answers).length;
  const begun = day.format(new Date(started));
  return `Exam: attempt ${number}, begun on ${begun}, ${given} of ${drawn.order.length} answered.`;
}

/** @type {import("./main.js").Start} */
export function start([element], context) {
  const show = () => element.replaceChildren(...parts(context));
  show();
  addEventListener("course:loaded", show, { signal: context.signal });
  for (const { id } of UNITS) context.shelf.unit(id).watch(show, context.signal);
  context.shelf.form("assignments").watch(show, context.signal);
}
