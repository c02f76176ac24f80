/** On pages that list units: what is done and what is left in each, and where to go on. */

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
 * Where to go on: the unit in which something was done last and is left to do.
 * @param {import("./shelf.js").Shelf} shelf
 * @returns {{url: string, words: string} | null} the address from the root of the site
 */
export function whereToContinue(shelf) {
  const begun = UNITS.flatMap((unit) => {
    const record = shelf.unit(unit.id).read();
    const progress = progressOf(unit, record);
    return progress.last && progress.state !== "done" ? [{ unit, record, progress }] : [];
  });
  begun.sort((one, other) => (one.progress.last < other.progress.last ? 1 : -1));
  return begun.length ? placeIn(begun[0]) : null;
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
 * The link to go on, offered and never followed by itself; nothing when nothing was begun.
 * @param {import("./main.js").Context} context
 * @returns {Node[]}
 */
export function continueLink({ facts, shelf }) {
  const place = whereToContinue(shelf);
  if (!place) return [];
  const look = "md-button md-button--primary";
  return [make("a", { href: facts.root + place.url, class: look }, `Continue: ${place.words}`)];
}

/** @type {import("./main.js").Start} */
export function start(elements, context) {
  const { shelf, signal } = context;
  const units = new Map(UNITS.map((unit) => [unit.id, unit]));
  const show = () => {
    for (const element of elements) {
      const { unit } = element.dataset;
      if (unit) {
        const progress = progressOf(units.get(unit), shelf.unit(unit).read());
        element.textContent = inShort(progress);
        element.dataset.state = progress.state;
      } else {
        element.replaceChildren(...continueLink(context));
      }
    }
  };
  show();
  for (const unit of units.keys()) shelf.unit(unit).watch(show, signal);
}
