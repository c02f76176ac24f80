/** The self-assessment drawn and told: before, then and after, and how sure beside how right. */

import { make, svg } from "./dom.js";
import { UNITS } from "./outline.js";
import { scoreOf } from "./progress.js";
import { levelOf, meanOf, ratedLines, sureOf } from "./rating-results.js";

const SHELVES = { before: "Before", then: "Start, seen from the end", after: "After" };
const WIDTH = 340;
const LEFT = 96;
const ROW = 44;
const x = (value, most) => LEFT + ((WIDTH - LEFT - 20) * (value - 1)) / (most - 1);

/** A mark of its own for each shelf, so that they are told apart without color. */
const MARKS = {
  before: (cx, cy) => svg("circle", { cx, cy, r: 6, class: "chart__before" }),
  then: (cx, cy) => svg("path", { d: `M${cx} ${cy - 7}l7 7-7 7-7-7z`, class: "chart__then" }),
  after: (cx, cy) =>
    svg("rect", { x: cx - 6, y: cy - 6, width: 12, height: 12, class: "chart__after" }),
};

/**
 * @param {import("./rating-results.js").Form} form
 * @param {any} record
 */
function chart(form, record) {
  const most = form.anchors.length;
  const height = ROW * form.rows.length + 30;
  const marks = form.rows.flatMap((row, place) => {
    const cy = ROW * place + 22;
    const line = svg("line", {
      x1: x(1, most),
      y1: cy,
      x2: x(most, most),
      y2: cy,
      class: "chart__axis",
    });
    const name = svg("text", { x: 4, y: cy + 4 }, row.title);
    const shown = Object.entries(MARKS).flatMap(([shelf, mark]) => {
      const value = meanOf(row, record[shelf]);
      return value === null ? [] : [mark(x(value, most), cy)];
    });
    return [line, name, ...shown];
  });
  const ticks = [...form.anchors.keys()].map((place) =>
    svg(
      "text",
      { x: x(place + 1, most), y: height - 6, "text-anchor": "middle" },
      String(place + 1),
    ),
  );
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${height}`, class: "chart", "aria-hidden": "true" },
    ...marks,
    ...ticks,
  );
}

/** What each mark of the drawing stands for. */
function legend() {
  const entries = Object.entries(SHELVES).map(([shelf, words]) => {
    const mark = svg(
      "svg",
      { viewBox: "0 0 16 16", class: "chart__key", "aria-hidden": "true" },
      MARKS[shelf](8, 8),
    );
    return make("span", {}, mark, ` ${words}`);
  });
  return make("p", { class: "chart__legend" }, ...entries);
}

function table(form, record) {
  const shelves = Object.keys(SHELVES);
  const cell = (row, shelf) => {
    const value = meanOf(row, record[shelf]);
    if (value === null) return "–";
    const level = form.levels.length ? `, ${levelOf(row, record[shelf], form.levels)}` : "";
    return `${value.toFixed(1)}${level}`;
  };
  const head = ["Row", ...Object.values(SHELVES)].map((each) => make("th", { scope: "col" }, each));
  const rows = form.rows.map((row) =>
    make(
      "tr",
      {},
      make("td", {}, row.title),
      ...shelves.map((shelf) => make("td", {}, cell(row, shelf))),
    ),
  );
  return make(
    "table",
    { "aria-label": "Mean rating and level of each row" },
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...rows),
  );
}

/** How sure the learner is, beside the results of practice: a hint and no more. */
function gap(form, record, shelf) {
  const row = form.rows.find(({ id }) => id === form.beside);
  const later = row && sureOf(row, record.after) !== null ? "after" : "before";
  const sure = row ? sureOf(row, record[later]) : null;
  const scores = UNITS.map((unit) => scoreOf(unit, shelf.unit(unit.id).read()));
  const answered = scores.reduce((sum, score) => sum + score.answered, 0);
  if (sure === null || !answered) return [];
  const right = (100 * scores.reduce((sum, score) => sum + score.firstRight, 0)) / answered;
  const points = Math.round(sure - right);
  const words =
    `${row.title}: you are ${Math.round(sure)} % sure on average, and ${Math.round(right)} % of your ` +
    `practice answers were right at the first try: a gap of ${points} points. The two do not measure ` +
    "the same thing, so read it as a hint.";
  return [make("p", {}, words)];
}

/** @type {import("./main.js").Start} */
export function start([element], { shelf, signal }) {
  const form = JSON.parse(element.dataset.form);
  const store = shelf.form("ratings");
  const show = () => {
    const record = store.read();
    const rated = Object.keys(SHELVES).some((name) => ratedLines(form, record[name]).rated);
    element.replaceChildren(
      ...(rated
        ? [chart(form, record), legend(), table(form, record), ...gap(form, record, shelf)]
        : [make("p", {}, "Nothing is rated yet.")]),
    );
  };
  show();
  store.watch(show, signal);
  store.listen(show, signal);
  addEventListener("course:loaded", show, { signal });
}
