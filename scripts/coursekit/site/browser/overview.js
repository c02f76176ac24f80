/** On pages that list units: what is done and what is left in each, and where to go on. */

import { acceptedIn, dueInWords, duties } from "./assignments.js";
import { make } from "./dom.js";
import { UNITS } from "./outline.js";
import { openInWords, progressOf } from "./progress.js";

const day = new Intl.DateTimeFormat("en", { dateStyle: "long" });

/**
 * "Done on 3 November 2026", "Begun; about 12 minutes left, 4 practice questions open".
 * @param {import("./progress.js").Progress} progress
 */
export function inShort(progress) {
  const { state, completed, minutes, changed } = progress;
  const since = changed.length ? `; ${changed.length} changed since you answered` : "";
  if (state === "done")
    return `Done${completed ? ` on ${day.format(new Date(completed))}` : ""}${since}`;
  if (state === "none") return "Not begun";
  const left = [
    ...(minutes ? [`about ${minutes} ${minutes === 1 ? "minute" : "minutes"} left`] : []),
    ...(openInWords(progress) ? [`open: ${openInWords(progress)}`] : []),
  ].join("; ");
  return `Begun; ${left}${since}`;
}

/**
 * The same with the date by which it is due, as long as it is not done.
 * @param {import("./progress.js").Progress} progress
 * @param {string | undefined} due
 */
export function inShortUntil(progress, due) {
  const words = inShort(progress);
  return due && progress.state !== "done" ? `${words}. ${dueInWords(due)}` : words;
}

/**
 * What is due, by unit, in every assignment that the learner accepted.
 * @param {import("./shelf.js").Shelf} shelf
 */
export const dutiesOn = (shelf) => duties(acceptedIn(shelf.form("assignments").read()));

/** A unit with how far the learner is in it. */
function stand(unit, shelf) {
  const record = shelf.unit(unit.id).read();
  return { unit, record, progress: progressOf(unit, record) };
}

/**
 * Where to go on: what is due first; else the unit in which something was done last and is left to
 * do.
 * @param {import("./shelf.js").Shelf} shelf
 * @returns {{url: string, words: string} | null} the address from the root of the site
 */
export function whereToContinue(shelf) {
  const next = assigned(shelf).find(({ progress }) => progress.state !== "done");
  if (next) return placeIn(next);
  const begun = UNITS.map((unit) => stand(unit, shelf)).filter(({ progress }) => {
    return progress.last && progress.state !== "done";
  });
  begun.sort((one, other) => (one.progress.last < other.progress.last ? 1 : -1));
  return begun.length ? placeIn(begun[0]) : null;
}

/** The units that are assigned, those due first before the others, else in their order. */
function assigned(shelf) {
  const found = [...dutiesOn(shelf)].flatMap(([id, due]) => {
    const unit = UNITS.find((each) => each.id === id && each.kind !== "scene");
    return unit ? [{ ...stand(unit, shelf), due }] : [];
  });
  const last = "9999";
  return found.sort((one, other) => (one.due ?? last).localeCompare(other.due ?? last));
}

/** The section last read; the practice page, when all is read and questions are open. */
function placeIn({ unit, record, progress }) {
  if (!progress.unread.length && !progress.decisions.length && unit.practice) {
    return { url: unit.practice, words: `practice for ${unit.title}` };
  }
  const section = unit.sections.find(({ id }) => id === record.last?.at);
  if (!section) return { url: unit.url, words: unit.title };
  return { url: `${unit.url}#${section.id}`, words: `${unit.title}, “${section.title}”` };
}

/**
 * The link to go on, offered and never followed by itself; nothing when nothing was begun and
 * nothing is assigned.
 * @param {import("./main.js").Context} context
 * @returns {Node[]}
 */
export function continueLink({ facts, shelf }) {
  const place = whereToContinue(shelf);
  const all = assigned(shelf);
  const look = "md-button md-button--primary";
  return [
    ...(place
      ? [make("a", { href: facts.root + place.url, class: look }, `Continue: ${place.words}`)]
      : []),
    ...(all.length ? [standing(all, facts.root)] : []),
  ];
}

/** "Assigned to you: 1 of 3 parts done. Next: The lens. Due Tuesday, December 15, 2026." */
function standing(all, root) {
  const open = all.filter(({ progress }) => progress.state !== "done");
  const [next] = open;
  const count = `${all.length - open.length} of ${all.length} parts done.`;
  const due = next?.due ? ` ${dueInWords(next.due)}.` : "";
  return make(
    "span",
    { class: "standing" },
    make("a", { href: `${root}assignment/` }, "Assigned to you"),
    `: ${count}`,
    ...(next ? [` Next: ${next.unit.title}.`, due] : [" Hand in when you are ready."]),
  );
}

/** @type {import("./main.js").Start} */
export function start(elements, context) {
  const { shelf, signal } = context;
  const units = new Map(UNITS.map((unit) => [unit.id, unit]));
  const show = () => {
    const due = dutiesOn(shelf);
    for (const element of elements) {
      const { unit } = element.dataset;
      if (unit) {
        const progress = progressOf(units.get(unit), shelf.unit(unit).read());
        element.textContent = inShortUntil(progress, due.get(unit));
        element.dataset.state = progress.state;
      } else {
        element.replaceChildren(...continueLink(context));
      }
    }
  };
  show();
  for (const unit of units.keys()) shelf.unit(unit).watch(show, signal);
  shelf.form("assignments").watch(show, signal);
}
