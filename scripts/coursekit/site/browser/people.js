/**
 * Who is who: the names by which files, rosters, sign-offs and certificates find each other; the
 * same as in reports/people.py.
 */

/**
 * @typedef {{name: string, ref: string}} Named a person as typed; no number is an empty one
 */

/**
 * A text without what differs when one name is typed twice: case, width, spaces.
 * @param {string} text
 */
export const normal = (text) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFKC")
    .split(/\p{White_Space}+/u)
    .filter(Boolean)
    .join(" ");

/** The person who is named so; names have no line end. @param {Named} named @returns {string} */
export const keyOf = ({ name, ref }) => `${normal(name)}\n${normal(ref)}`;

/** @param {string} key */
const refOf = (key) => key.slice(key.indexOf("\n") + 1);

/**
 * The person meant by `key` among those of the same name; undefined when that is open. The number
 * decides. Where one side has none, the only person of that name is meant.
 * @param {string} key
 * @param {string[]} namesakes
 * @returns {string | undefined}
 */
export function theOne(key, namesakes) {
  if (namesakes.includes(key)) return key;
  const likely = namesakes.filter((other) => !(refOf(key) && refOf(other)));
  return likely.length === 1 ? likely[0] : undefined;
}

/**
 * Sorts by name, then by number.
 * @param {Named} one
 * @param {Named} other
 */
export const inOrder = (one, other) =>
  byUnits(normal(one.name), normal(other.name)) || byUnits(normal(one.ref), normal(other.ref));

/** @param {string} one @param {string} other */
export function byUnits(one, other) {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/**
 * @template Item
 * @param {Iterable<Item>} items
 * @param {(item: Item) => string} keyOfItem
 * @returns {Map<string, Item[]>}
 */
export function grouped(items, keyOfItem) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOfItem(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}
