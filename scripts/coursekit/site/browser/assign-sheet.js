/** An assignment on paper, for whoever has no mail at hand or wants it in a file. */

import { unitOf } from "./assignable.js";
import { minutesOf } from "./assignment-view.js";
import { dayInWords } from "./assignments.js";
import { make } from "./dom.js";
import { makeTable } from "./make-table.js";

/**
 * @param {import("./assignment-link.js").Assignment} assignment
 * @param {string} link
 * @param {import("./page.js").PageFacts} facts
 * @returns {Node[]}
 */
export function assignSheet({ units, title, by, id }, link, { course }) {
  const site = link.slice(0, link.indexOf("assignment/#"));
  const rows = units.map((unit, place) => [
    `${place + 1}. ${unitOf(unit.id)?.title ?? unit.id}`,
    String(minutesOf(unit.id)),
    unit.due ? dayInWords(unit.due) : "no date",
  ]);
  const minutes = units.reduce((sum, unit) => sum + minutesOf(unit.id), 0);
  const steps = [
    "Open the link below. It says what is assigned, and nobody is told that you opened it.",
    "Choose “Accept”. The site then shows what is due, on this device only.",
    "When you are done, choose “Hand in” on the same page. You see what is in the file before you " +
      "save it.",
    "Send the file by the way that we agreed on.",
  ];
  return [
    make("h2", {}, title ?? "Assignment"),
    make("p", {}, `Course: ${course.title}`),
    ...(by ? [make("p", {}, `From: ${by}`)] : []),
    ...(id ? [make("p", {}, `Tag: ${id}`)] : []),
    makeTable("What is assigned", ["Part", "Minutes", "Due"], rows),
    make(
      "p",
      {},
      `About ${minutes} minutes of reading and practice; decisions take a little more.`,
    ),
    make("p", {}, "A part is due at the end of its day, by the clock of your own device."),
    make("ol", {}, ...steps.map((step) => make("li", {}, step))),
    make("p", {}, "The link:"),
    make("p", { class: "assign__link" }, link),
    make(
      "p",
      {},
      `Without the link: go to ${site}, open “Your course”, then “Your assignment”, and paste or ` +
        "type the part of the link from the # sign on.",
    ),
  ];
}
