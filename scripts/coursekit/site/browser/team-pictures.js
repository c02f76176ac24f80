/** Progress over time and what was missed most, as pictures; a table beside each says the same. */

import { make, svg } from "./dom.js";
import { makeTable } from "./make-table.js";
import { rounded } from "./rollup.js";

const [WIDTH, HEIGHT] = [640, 220];
const [LEFT, RIGHT, TOP, BOTTOM] = [44, 628, 14, 190];
const BAR = 120;
const WEEK = 7 * 86_400_000;

/**
 * How many parts were completed up to the end of each week.
 * @param {import("./rollup.js").Week[]} weeks
 * @returns {Node[]} nothing for no week
 */
export function overTime(weeks) {
  if (!weeks.length) return [];
  const rows = weeks.map(({ week, completed, soFar }) => [week, String(completed), String(soFar)]);
  const words = "Parts completed by all people together, by the week in which they were.";
  return [
    make("h3", {}, "Progress over time"),
    make("p", {}, words),
    curve(weeks),
    makeTable("Progress over time", ["Week of", "Completed", "So far"], rows),
  ];
}

/** @param {import("./rollup.js").Week[]} weeks */
function curve(weeks) {
  const [first, last] = [Date.parse(weeks[0].week), Date.parse(weeks.at(-1).week) + WEEK];
  const most = weeks.at(-1).soFar;
  const x = (moment) => LEFT + ((RIGHT - LEFT) * (moment - first)) / (last - first);
  const y = (count) => BOTTOM - ((BOTTOM - TOP) * count) / most;
  const ends = weeks.map(({ week, soFar }) => [
    Date.parse(week),
    x(Date.parse(week) + WEEK),
    soFar,
  ]);
  const steps = ends.map(([begin, end, soFar]) => `H${x(begin)} L${end} ${y(soFar)}`);
  const text = (place, words) => svg("text", place, words);
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "chart team__curve", "aria-hidden": "true" },
    svg("path", { class: "chart__axis", d: `M${LEFT} ${TOP} V${BOTTOM} H${RIGHT}` }),
    svg("path", { class: "team__line", d: [`M${x(first)} ${y(0)}`, ...steps].join(" ") }),
    ...ends.map(([, end, soFar]) => svg("circle", { cx: end, cy: y(soFar), r: 3.5 })),
    text({ x: LEFT - 6, y: TOP + 4, "text-anchor": "end" }, most.toLocaleString("en")),
    text({ x: LEFT - 6, y: BOTTOM, "text-anchor": "end" }, "0"),
    text({ x: LEFT, y: BOTTOM + 20 }, weeks[0].week),
    text(
      { x: RIGHT, y: BOTTOM + 20, "text-anchor": "end" },
      new Date(last - WEEK / 7).toISOString().slice(0, 10),
    ),
  );
}

/**
 * The objectives most often missed.
 * @param {import("./rollup.js").Topic[]} topics
 * @param {(objective: string) => string} textOf
 * @returns {Node[]} nothing for none
 */
export function missedMost(topics, textOf) {
  if (!topics.length) return [];
  const rows = topics.map(({ objective, answered, missed }) => {
    const percent = rounded(100 * missed, answered);
    return [textOf(objective), [bar(percent), ` ${missed} of ${answered} (${percent} %)`]];
  });
  const words =
    "Practice questions not right at the first try, by objective; shown from five answers on.";
  return [
    make("h3", {}, "Missed most often"),
    make("p", {}, words),
    makeTable("Missed most often", ["Objective", "Missed"], rows),
  ];
}

/** A share of a hundred; the figures stand beside it. */
const bar = (percent) =>
  svg(
    "svg",
    { viewBox: `0 0 ${BAR} 10`, class: "team__bar", "aria-hidden": "true" },
    svg("rect", { width: BAR, height: 10 }),
    svg("rect", { class: "team__share", width: (percent * BAR) / 100, height: 10 }),
  );
