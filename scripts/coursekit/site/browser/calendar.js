/**
 * The calendar of the review sessions: four all-day events as a file (iCalendar, RFC 5545) that any
 * calendar reads. Its words are neutral, because calendars are shared at work.
 */

import { announce, button, inWords, make } from "./dom.js";
import { uuid } from "./random.js";
import { stamp } from "./records.js";
import { saveFile, today } from "./save.js";

/** When the sessions are, in days after the course. */
export const SESSIONS = [2, 7, 30, 90];

const NEUTRAL = "Review, 10 minutes";
const LONGEST_LINE = 75;
const MILLISECONDS_A_DAY = 86_400_000;
const named = new Intl.DateTimeFormat("en", { month: "long", day: "numeric", timeZone: "UTC" });

/**
 * The day so many days after another; in UTC, where every day has 24 hours.
 * @param {string} date as 2026-01-31
 * @param {number} days
 */
const later = (date, days) => new Date(Date.parse(date) + days * MILLISECONDS_A_DAY);

/** @param {Date} time @returns {string} as 20260131 */
const compact = (time) => time.toISOString().slice(0, 10).replaceAll("-", "");

/** Text as a property holds it (RFC 5545, 3.3.11). */
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/**
 * A line in pieces of at most 75 octets (RFC 5545, 3.1); none ends within a character.
 * @param {string} line
 */
function folded(line) {
  const encoder = new TextEncoder();
  let [text, room] = ["", LONGEST_LINE];
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (size > room) {
      text += "\r\n ";
      room = LONGEST_LINE - 1;
    }
    text += character;
    room -= size;
  }
  return text;
}

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
  const made = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const events = SESSIONS.flatMap((days) => {
    const link = `${site}review/#${days}`;
    return [
      "BEGIN:VEVENT",
      `UID:${id}-${days}`,
      `DTSTAMP:${made}`,
      `DTSTART;VALUE=DATE:${compact(later(from, days))}`,
      `DTEND;VALUE=DATE:${compact(later(from, days + 1))}`,
      `SUMMARY:${escaped(summary)}`,
      `DESCRIPTION:${escaped(`A few questions, about ten minutes: ${link}`)}`,
      `URL:${link}`,
      "TRANSP:TRANSPARENT",
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      `DESCRIPTION:${escaped(summary)}`,
      // Counted from midnight, where an event of a whole day begins (RFC 5545, 3.8.6.3).
      "TRIGGER:PT9H",
      "END:VALARM",
      "END:VEVENT",
    ];
  });
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//coursekit//review//EN", ...events];
  return [...lines, "END:VCALENDAR", ""].map(folded).join("\r\n");
}

/**
 * Where the links of the events lead: to this site, which has the learner's answers. A copy on the
 * learner's own machine has no address that lasts, so its links lead to the published site.
 * @param {import("./page.js").PageFacts} facts
 */
export function lastingAddress({ site, root }) {
  const { href, protocol, hostname } = location;
  const own = !protocol.startsWith("http") || /^(localhost|127\..*|\[::1\])$/.test(hostname);
  return own ? site : new URL(root, href).href;
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
