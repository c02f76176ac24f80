/** Which questions a review session asks: pure functions over what the learner has answered. */

/**
 * @typedef {object} Candidate
 * @property {string} id of a question
 * @property {string} unit its module
 * @property {import("./records.js").Entry | null} entry what was answered
 */

/** How many questions a set has. */
export const SIZE = 5;

/** From how many percent on a learner was confident. */
const CONFIDENT = 75;

/** Most of one module that five can hold without two in a row. */
const MOST = Math.ceil(SIZE / 2);

/**
 * The ids of a set. It holds what was answered before: what was missed at the first try comes
 * first, and before that what was missed with confidence; then what was not seen for longest. New
 * questions fill it up as long as too few were answered.
 * @param {Candidate[]} candidates in the order of the course
 * @param {string[]} [drawn] ids drawn already, the latest last; they come after all others
 * @returns {string[]} no two neighbors are of one module, as far as there are others
 */
export function drawSet(candidates, drawn = []) {
  const answered = candidates.filter(({ entry }) => entry);
  const pool = answered.length < SIZE ? candidates : answered;
  const places = new Map();
  const ranked = pool.map((candidate) => {
    const { id, unit, entry } = candidate;
    const place = places.get(unit) ?? 0;
    if (!entry) places.set(unit, place + 1);
    return { candidate, keys: [drawn.lastIndexOf(id), urgency(entry), entry?.t ?? place] };
  });
  ranked.sort((one, other) => compare(one.keys, other.keys));
  return mixed(chosen(ranked.map(({ candidate }) => candidate))).map(({ id }) => id);
}

/** 0 is most urgent. @param {import("./records.js").Entry | null} entry */
function urgency(entry) {
  if (!entry) return 3;
  if (entry.first.ok) return 2;
  return entry.first.sure >= CONFIDENT ? 0 : 1;
}

function compare(one, other) {
  const place = one.findIndex((key, index) => key !== other[index]);
  if (place < 0) return 0;
  return one[place] < other[place] ? -1 : 1;
}

/** The first five, at most three of one module if others can stand in. */
function chosen(ranked) {
  const counts = new Map();
  const [few, rest] = [[], []];
  for (const candidate of ranked) {
    const count = (counts.get(candidate.unit) ?? 0) + 1;
    counts.set(candidate.unit, count);
    (count > MOST ? rest : few).push(candidate);
  }
  return [...few, ...rest].slice(0, SIZE);
}

/** Next is always of the module of which most are left, but not of the one just before. */
function mixed(candidates) {
  const left = [...candidates];
  const row = [];
  while (left.length) {
    const others = left.filter(({ unit }) => unit !== row.at(-1)?.unit);
    const count = ({ unit }) => left.filter((each) => each.unit === unit).length;
    const next = (others.length ? others : left).reduce((best, each) =>
      count(each) > count(best) ? each : best,
    );
    left.splice(left.indexOf(next), 1);
    row.push(next);
  }
  return row;
}
