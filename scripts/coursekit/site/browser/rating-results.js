/** What a self-assessment adds up to: pure functions over the form and the ratings. */

/**
 * @typedef {object} Form
 * @property {string[]} anchors what each rating means, the first being 1
 * @property {string} sure how the learner is asked how sure they are
 * @property {{id: string, title: string, lines: {id: string, text: string}[]}[]} rows
 * @property {{name: string, means: string, lines: number, least: number}[]} levels
 * @property {string | null} beside the row whose certainty is set beside results
 *
 * @typedef {Record<string, {t: string, v: number, sure?: number}>} Ratings by line; `v` is 0 for
 *   what the learner's job gives no chance to do
 */

const mean = (numbers) =>
  numbers.length ? numbers.reduce((sum, each) => sum + each, 0) / numbers.length : null;

/**
 * The mean rating of a row; null where nothing is rated.
 * @param {Form["rows"][number]} row
 * @param {Ratings} ratings
 */
export function meanOf(row, ratings) {
  return mean(row.lines.map(({ id }) => ratings[id]?.v).filter((value) => value > 0));
}

/**
 * How sure the learner was over a row, in percent; null where nothing was said.
 * @param {Form["rows"][number]} row
 * @param {Ratings} ratings
 */
export function sureOf(row, ratings) {
  return mean(row.lines.map(({ id }) => ratings[id]?.sure).filter((value) => value !== undefined));
}

/**
 * The highest level that a row reaches: "none yet" below the first, "not rated" where a line that
 * decides has no rating.
 * @param {Form["rows"][number]} row
 * @param {Ratings} ratings
 * @param {Form["levels"]} levels
 */
export function levelOf(row, ratings, levels) {
  let reached = "none yet";
  let from = 0;
  for (const { name, lines, least } of levels) {
    const values = row.lines.slice(from, from + lines).map(({ id }) => ratings[id]?.v);
    if (values.some((value) => !value)) return reached === "none yet" ? "not rated" : reached;
    if (values.some((value) => value < least)) return reached;
    reached = name;
    from += lines;
  }
  return reached;
}

/**
 * How many lines of the form have a rating.
 * @param {Form} form
 * @param {Ratings} ratings
 */
export function ratedLines(form, ratings) {
  const lines = form.rows.flatMap((row) => row.lines);
  return { rated: lines.filter(({ id }) => ratings[id] !== undefined).length, all: lines.length };
}
