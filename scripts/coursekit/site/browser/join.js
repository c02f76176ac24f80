/**
 * How two copies of a record become one, whichever came first. Each function here joins two values
 * of one kind; each is commutative, associative and idempotent, and so is what is built of them:
 * tabs, devices and saved copies may be joined in any order and as often as one likes.
 */

/** @typedef {(one: any, other: any) => any} Join */

export const isObject = (value) =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** Whether a value is what `v` is in an answer: the letters of options, or nothing chosen. */
export const isChoice = (value) =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

/**
 * A value as text, the same however its members are ordered.
 * @param {unknown} value
 * @returns {string}
 */
export function canonical(value) {
  const sorted = (_, inner) =>
    isObject(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner;
  return JSON.stringify(value, sorted) ?? "";
}

/** Either of two values about which nothing is known: always the same one. @type {Join} */
export const either = (one, other) => (canonical(one) >= canonical(other) ? one : other);

/** Whether two values stand in an order of their own: two texts (times, too) or two numbers. */
const ordered = (one, other) =>
  typeof one === typeof other && (typeof one === "string" || typeof one === "number");

/** @type {Join} */
export function earliest(one, other) {
  if (!ordered(one, other)) return either(one, other);
  return one <= other ? one : other;
}

/** @type {Join} */
export function most(one, other) {
  if (!ordered(one, other)) return either(one, other);
  return one >= other ? one : other;
}

/** The time of a value, as text, so that any two can be compared. */
const timeOf = (value) => canonical(value?.t);

/** The value with the later time `t`; equal times are settled by the text. @type {Join} */
export function latest(one, other) {
  if (timeOf(one) === timeOf(other)) return either(one, other);
  return timeOf(one) > timeOf(other) ? one : other;
}

/** The value with the earlier time `t`; equal times are settled by the text. @type {Join} */
export function firstOf(one, other) {
  if (timeOf(one) === timeOf(other)) return either(one, other);
  return timeOf(one) < timeOf(other) ? one : other;
}

/**
 * Joins objects member by member, every member in the same way.
 * @param {Join} join
 * @returns {Join}
 */
export const each = (join) => members(() => join);

/**
 * Joins objects member by member, those named in their own way and any other by `either`, so that
 * what a newer version has added is kept.
 * @param {Record<string, Join>} joins
 * @returns {Join}
 */
export const fields = (joins) =>
  members((name) => (Object.hasOwn(joins, name) ? joins[name] : either));

/** @param {(name: string) => Join} joinOf @returns {Join} */
function members(joinOf) {
  return (one, other) => {
    if (!isObject(one) || !isObject(other)) return either(one, other);
    const joined = { ...other, ...one };
    for (const name of Object.keys(one)) {
      if (Object.hasOwn(other, name)) joined[name] = joinOf(name)(one[name], other[name]);
    }
    return joined;
  };
}
