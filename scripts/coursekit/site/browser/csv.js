/** Tables as text: CSV, read as Python's `csv` reads it, and written as it writes it. */

/** Tells Excel that a file is in UTF-8. */
export const BYTE_ORDER_MARK = "\ufeff";

const SEPARATORS = [",", ";", "\t"];

/** What a spreadsheet takes for the beginning of a formula, white space as Python knows it. */
const FORMULA = /^[\t\r\n]|^[\s\x1c-\x1f\x85]*[=+\-@]/;

/**
 * One row with its end. A cell that a spreadsheet would take for a formula is set off by an
 * apostrophe: names come from learners.
 * @param {(string | number | null | undefined)[]} cells
 * @returns {string}
 */
export const csvLine = (cells) => `${cells.map(written).join(",")}\r\n`;

function written(cell) {
  const text = String(cell ?? "");
  const safe = typeof cell === "string" && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * The separator that the first row has most of, outside quotation marks.
 * @param {string} text
 */
export function separatorOf(text) {
  const counts = new Map(SEPARATORS.map((each) => [each, 0]));
  let quoted = false;
  for (const character of text.replace(/^[\r\n]+/, "")) {
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (/[\r\n]/.test(character)) break;
    else if (counts.has(character)) counts.set(character, counts.get(character) + 1);
  }
  return SEPARATORS.reduce((best, each) => (counts.get(each) > counts.get(best) ? each : best));
}

/**
 * The rows of a table. A quotation mark that is not closed ends with the text; one within a cell is
 * a character as any other.
 * @param {string} text
 * @param {string} separator
 * @returns {string[][]}
 */
export function parseCsv(text, separator) {
  const rows = [];
  let row = [];
  let place = 0;
  while (place < text.length) {
    const readCell = text[place] === '"' ? quotedCell : plainCell;
    const { value, end } = readCell(text, place, separator);
    row.push(value);
    if (text[end] === separator) {
      place = end + 1;
      if (place < text.length) continue;
      row.push("");
    } else {
      place = end + (text.startsWith("\r\n", end) ? 2 : 1);
    }
    rows.push(row);
    row = [];
  }
  return rows;
}

/** A cell without quotation marks around it ends before a separator, or with its line. */
function plainCell(text, start, separator) {
  let end = start;
  while (end < text.length && text[end] !== separator && !/[\r\n]/.test(text[end])) end += 1;
  return { value: text.slice(start, end), end };
}

/** A cell in quotation marks; two of them stand for one, and what follows the last belongs to it. */
function quotedCell(text, start, separator) {
  let value = "";
  for (let at = start + 1; ;) {
    const mark = text.indexOf('"', at);
    if (mark < 0) return { value: value + text.slice(at), end: text.length };
    value += text.slice(at, mark);
    if (text[mark + 1] !== '"') {
      const rest = plainCell(text, mark + 1, separator);
      return { value: value + rest.value, end: rest.end };
    }
    value += '"';
    at = mark + 2;
  }
}
