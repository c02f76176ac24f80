/** Calendar files that any program reads (iCalendar, RFC 5545), with events of a whole day. */

const LONGEST_LINE = 75;
const MILLISECONDS_A_DAY = 86_400_000;

/**
 * @typedef {object} CalendarEvent
 * @property {string} uid the same for the same event, so that a calendar which has it moves it
 * @property {string} date as 2026-01-31
 * @property {string} summary what the calendar shows
 * @property {string} description
 * @property {string} url
 * @property {string} alarm when to remind, counted from midnight, where an event of a whole day
 *   begins (RFC 5545, 3.8.6.3): `PT9H` for 9:00
 */

/**
 * The day so many days after another; in UTC, where every day has 24 hours.
 * @param {string} date as 2026-01-31
 * @param {number} days
 */
export const later = (date, days) => new Date(Date.parse(date) + days * MILLISECONDS_A_DAY);

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
 * @param {string} product what made the file
 * @param {CalendarEvent[]} events
 * @param {Date} now
 * @returns {string}
 */
export function calendarFile(product, events, now) {
  const made = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const lines = events.flatMap(({ uid, date, summary, description, url, alarm }) => [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${made}`,
    `DTSTART;VALUE=DATE:${compact(later(date, 0))}`,
    `DTEND;VALUE=DATE:${compact(later(date, 1))}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    `URL:${url}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escaped(summary)}`,
    `TRIGGER:${alarm}`,
    "END:VALARM",
    "END:VEVENT",
  ]);
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//coursekit//${product}//EN`];
  return [...head, ...lines, "END:VCALENDAR", ""].map(folded).join("\r\n");
}
