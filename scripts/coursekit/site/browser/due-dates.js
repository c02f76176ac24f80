/** The due dates of an assignment as a file for a calendar: an event for each day. */

import { keyOf } from "./assignments.js";
import { calendarFile } from "./ics.js";

const LONGEST_UID = 200;

/**
 * @param {object} from
 * @param {import("./assignment-link.js").Assignment} from.assignment
 * @param {string} from.url of the page of the assignment
 * @param {((id: string) => string) | null} from.titleOf names the units in the events; null for
 *   neutral words, because calendars are shared at work
 * @param {Date} [from.now]
 * @returns {string} the file; it holds no event when no unit has a date
 */
export function dueDates({ assignment, url, titleOf, now = new Date() }) {
  // The same for the same assignment, whoever saves the file: a calendar then has each event once.
  const uid = keyOf(assignment).slice(0, LONGEST_UID);
  const days = [...new Set(assignment.units.flatMap(({ due }) => (due ? [due] : [])))].sort();
  const events = days.map((date) => {
    const ids = assignment.units.filter(({ due }) => due === date).map(({ id }) => id);
    const count = `${ids.length} ${ids.length === 1 ? "part" : "parts"}`;
    const named = titleOf ? ids.map(titleOf).join("; ") : count;
    return {
      uid: `${date}-${uid}`,
      date,
      summary: `Due: ${named}`,
      description: `${count} due today: ${url}`,
      url,
      alarm: "-PT15H",
    };
  });
  return calendarFile("assignment", events, now);
}

/** Whether any unit has a date. @param {import("./assignment-link.js").Assignment} assignment */
export const hasDates = ({ units }) => units.some(({ due }) => due);
