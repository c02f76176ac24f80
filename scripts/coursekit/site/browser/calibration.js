/** "How sure I was": what a learner said of their answers, beside how often they were right. */

import { make, svg } from "./dom.js";
import { UNITS } from "./outline.js";
import { saved } from "./records.js";

/**
 * @typedef {{sure: number, ok: boolean, title: string, url: string}} Rated one first answer
 */

/**
 * @param {import("./shelf.js").Shelf} shelf
 * @returns {Rated[]}
 */
export function ratedAnswers(shelf) {
  return UNITS.flatMap((unit) => {
    const record = shelf.unit(unit.id).read();
    return unit.questions.flatMap((asked) => {
      const { sure, ok } = saved(record, "answers", asked)?.first ?? {};
      const page = asked.before ? unit.url : unit.practice;
      return sure === undefined
        ? []
        : [{ sure, ok, title: asked.title, url: `${page}#${asked.id}` }];
    });
  });
}

/**
 * Groups answers by how sure the learner was.
 * @param {Rated[]} rated
 * @returns {{sure: number, count: number, right: number}[]} the least sure first
 */
export function bySureness(rated) {
  const steps = [...new Set(rated.map(({ sure }) => sure))].sort((one, other) => one - other);
  return steps.map((sure) => {
    const group = rated.filter((each) => each.sure === sure);
    return { sure, count: group.length, right: group.filter(({ ok }) => ok).length };
  });
}

const percent = (part, whole) => Math.round((100 * part) / whole);

function sentence(rated) {
  const sure = Math.round(rated.reduce((sum, each) => sum + each.sure, 0) / rated.length);
  const right = percent(rated.filter(({ ok }) => ok).length, rated.length);
  const gap = sure - right;
  const start = `Over ${rated.length} first answers you were ${sure} % sure on average, and right in ${right} %.`;
  if (rated.length < 8) return `${start} With so few answers that says little yet.`;
  if (Math.abs(gap) < 10) return `${start} The two lie close together.`;
  return gap > 0
    ? `${start} You were ${gap} points surer than right: look things up before you say them.`
    : `${start} You were right more often than you thought, by ${-gap} points.`;
}

const WIDTH = 320;
const HEIGHT = 240;
const LEFT = 46;
const BOTTOM = 204;
const x = (sure) => LEFT + ((WIDTH - LEFT - 14) * sure) / 100;
const y = (right) => BOTTOM - ((BOTTOM - 14) * right) / 100;

/** The drawing; the table beside it says the same. */
function chart(groups) {
  const ticks = [0, 50, 100];
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "chart", "aria-hidden": "true" },
    svg("line", { x1: x(0), y1: y(0), x2: x(100), y2: y(100), class: "chart__even" }),
    svg("line", { x1: x(0), y1: y(0), x2: x(100), y2: y(0), class: "chart__axis" }),
    svg("line", { x1: x(0), y1: y(0), x2: x(0), y2: y(100), class: "chart__axis" }),
    ...ticks.map((t) =>
      svg("text", { x: x(t), y: BOTTOM + 16, "text-anchor": "middle" }, `${t} %`),
    ),
    ...ticks.map((t) => svg("text", { x: LEFT - 6, y: y(t) + 4, "text-anchor": "end" }, `${t} %`)),
    svg("text", { x: x(50), y: HEIGHT - 4, "text-anchor": "middle" }, "how sure"),
    svg("text", { x: LEFT + 4, y: 12 }, "how often right"),
    ...groups.map(({ sure, count, right }) =>
      svg("circle", {
        cx: x(sure),
        cy: y(percent(right, count)),
        r: 3 + 2.5 * Math.sqrt(count),
        class: "chart__dot",
      }),
    ),
  );
}

function table(groups) {
  const head = ["How sure", "Answers", "Right"];
  const row = ({ sure, count, right }) =>
    make(
      "tr",
      {},
      ...[`${sure} %`, count, `${right} (${percent(right, count)} %)`].map((cell) =>
        make("td", {}, String(cell)),
      ),
    );
  return make(
    "table",
    { "aria-label": "How sure you were, and how often right" },
    make("thead", {}, make("tr", {}, ...head.map((each) => make("th", { scope: "col" }, each)))),
    make("tbody", {}, ...groups.map(row)),
  );
}

/** @param {import("./main.js").Context} context */
function parts({ facts, shelf }) {
  const rated = ratedAnswers(shelf);
  if (!rated.length) {
    return [
      make(
        "p",
        {},
        "Some questions ask how sure you are. When you have answered one, this shows how sure and how right you were.",
      ),
    ];
  }
  const groups = bySureness(rated);
  const wrong = rated.filter(({ sure, ok }) => sure >= 90 && !ok);
  const link = ({ title, url }) => make("li", {}, make("a", { href: facts.root + url }, title));
  const list = wrong.length
    ? [
        make("p", {}, "Surest and not right; these are worth another look:"),
        make("ul", {}, ...wrong.map(link)),
      ]
    : [];
  return [
    make("p", {}, sentence(rated)),
    make("div", { class: "chart-beside" }, chart(groups), table(groups)),
    ...list,
  ];
}

/** @type {import("./main.js").Start} */
export function start([element], context) {
  const show = () => element.replaceChildren(...parts(context));
  show();
  addEventListener("course:loaded", show, { signal: context.signal });
}
