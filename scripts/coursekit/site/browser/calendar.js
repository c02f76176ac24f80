/**
 * The calendar of the review sessions: four events as a file. Its words are neutral, because
 * calendars are shared at work.
 */

import { lastingAddress } from "./address.js";
import { announce, button, inWords, make } from "./dom.js";
import { calendarFile, later } from "./ics.js";
import { uuid } from "./random.js";
import { stamp } from "./records.js";
import { saveFile, today } from "./save.js";

/** When the sessions are, in days after the course. */
export const SESSIONS = [2, 7, 30, 90];

const NEUTRAL = "Review, 10 minutes";
const named = new Intl.DateTimeFormat("en", { month: "long", day: "numeric", timeZone: "UTC" });

/**
 * @param {object} plan
 * @param {string} plan.from the day from which the sessions are counted, as 2026-01-31
 * @param {string} plan.summary what the calendar shows
 * @param {string} plan.site address of the course's site, with a slash at its end
 * @param {string} plan.id the same for the same learner, so that a calendar which has the events
 *   moves them and does not add others
 * @param {Date} [plan.now]
 * @returns {string} the file
 */
export function calendarOf({ from, summary, site, id, now = new Date() }) {
  const events = SESSIONS.map((days) => {
    const url = `${site}review/#${days}`;
    return {
      uid: `${id}-${days}`,
      date: later(from, days).toISOString().slice(0, 10),
      summary,
      description: `A few questions, about ten minutes: ${url}`,
      url,
      alarm: "PT9H",
    };
  });
  return calendarFile("review", events, now);
}

/**
 * A form that saves the calendar.
 * @param {import("./main.js").Context} context
 * @returns {HTMLElement}
 */
export function calendarForm({ facts, shelf }) {
  const date = /** @type {HTMLInputElement} */ (
    make("input", { type: "date", id: "calendar-from", value: today() })
  );
  const titled = /** @type {HTMLInputElement} */ (
    make("input", { type: "checkbox", id: "calendar-titled" })
  );
  const said = make("p", { class: "calendar__said", role: "status" });
  const save = () => {
    if (!date.value) {
      announce(said, "Choose the day from which to count.");
      date.focus();
      return;
    }
    const text = calendarOf({
      from: date.value,
      summary: titled.checked ? facts.course.title : NEUTRAL,
      site: lastingAddress(facts),
      id: calendarId(shelf.form("review")),
    });
    saveFile("review.ics", text, "text/calendar;charset=utf-8");
    const days = SESSIONS.map((each) => named.format(later(date.value, each)));
    announce(said, `Saved as review.ics, with ${inWords(days)}. Open the file to add them.`);
  };
  const field = (input, words) =>
    make("p", { class: "calendar__field" }, input, make("label", { for: input.id }, words));
  return make(
    "div",
    { class: "calendar__form" },
    make("p", { class: "field" }, make("label", { for: date.id }, "Count the days from"), date),
    field(titled, `Name the events “${facts.course.title}” and not “${NEUTRAL}”`),
    make("p", {}, button("Save the calendar file", save)),
    said,
  );
}

/** @param {import("./store.js").Store} store */
const calendarId = (store) =>
  store.change((record) => {
    record.calendar ??= { t: stamp(), id: uuid() };
  }).calendar.id;

/** @type {import("./main.js").Start} */
export function start(elements, context) {
  for (const element of elements) element.append(calendarForm(context));
}
