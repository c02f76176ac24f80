/** Dates and numbers as the paper prints them, so that the two can be compared word for word. */

const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );

/**
 * "2026-11-02" as "November 2, 2026".
 * @param {string} day
 * @returns {string}
 */
export function printedDate(day) {
  const [, year, month, date] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? []).map(Number);
  if (!MONTHS[month - 1] || !(date >= 1 && date <= 31)) throw new SyntaxError("not a date");
  return `${MONTHS[month - 1]} ${date}, ${year}`;
}

/** @param {string} id 16 characters @returns {string} in four groups, as printed */
export const printedId = (id) => id.replace(/(.{4})(?=.)/g, "$1-");

/** @param {number} hours @returns {string} with one decimal at least, such as "3.0" or "6.25" */
export const printedHours = (hours) => (Number.isInteger(hours) ? hours.toFixed(1) : `${hours}`);

/**
 * A moment as its day in a time zone, and to the second in UTC.
 * @param {string} moment such as "2026-11-22T03:04:05Z"
 * @param {string} timeZone such as "America/New_York"
 * @returns {string}
 */
export function printedMoment(moment, timeZone) {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  return `${printedDate(day.format(new Date(moment)))} (${moment})`;
}
/**
 * The day (UTC) of a moment, as it is printed.
 * @param {string} moment such as "2026-11-22T10:11:12Z"
 * @returns {string}
 */
export const printedDay = (moment) => printedDate(moment.slice(0, 10));

/**
 * What stands first of a sample.
 * @type {[string, string]}
 */
export const SAMPLE_FACT = [
  "Sample",
  "SAMPLE – not a certificate. It certifies nothing: nobody took or passed the course, and it is " +
    "signed with a throw-away key.",
];
