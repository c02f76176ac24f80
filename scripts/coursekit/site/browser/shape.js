/**
 * Reads values of a saved file by their shape, as the models in records/ do: what one of the two
 * takes for whole the other does, too. A shape is a function from a value and its place in the file
 * to the value as it is used; it throws when the value is another.
 */

import { textProblem } from "./printable.js";

/** @typedef {(value: any, place: (string | number)[]) => any} Shape */

/** A value that is missing or not as it has to be. */
export class Unfit extends Error {
  /**
   * @param {(string | number)[]} place
   * @param {string} why
   */
  constructor(place, why) {
    super(`\`${place.join(".")}\`: ${why}`);
  }
}

const DATE = "2[0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
const TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,3})?";
const ZONE = "(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])";
const DAY = new RegExp(`^${DATE}$`);
const MOMENT = new RegExp(`^${DATE}T${TIME}${ZONE}$`);
const AROUND = /^\p{White_Space}+|\p{White_Space}+$/gu;
const LINE_END = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;

const text = (value, place) => {
  if (typeof value !== "string") throw new Unfit(place, "not a text");
  return value;
};

/** @returns {Shape} a text of a certain form */
const matching = (form, words) => (value, place) => {
  if (!form.test(text(value, place))) throw new Unfit(place, words);
  return value;
};

/** @type {Shape} */
export const identifier = matching(/^[a-z0-9][a-z0-9-]{0,39}$/, "not an id");

/** @type {Shape} */
export const checkCode = matching(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/, "not a code");

/** A day: `2026-03-01`. @type {Shape} */
export function day(value, place) {
  matching(DAY, "not written as 2026-03-01")(value, place);
  if (new Date(`${value}T00:00:00Z`).getUTCDate() !== Number(value.slice(8))) {
    throw new Unfit(place, "no day of the calendar");
  }
  return value;
}

/** A moment; in milliseconds since 1970. @type {Shape} */
export function moment(value, place) {
  matching(MOMENT, "not written as 2026-03-01T17:30:00.123Z")(value, place);
  day(value.slice(0, 10), place);
  return Date.parse(value);
}

/** A line of print. @param {number} longest in characters @returns {Shape} */
export const line = (longest) => (value, place) => {
  const trimmed = text(value, place).replace(AROUND, "");
  const problem = trimmed ? textProblem(trimmed, longest) : "is empty";
  if (problem) throw new Unfit(place, problem);
  return trimmed.normalize("NFC");
};

/** A text that may have several lines. @param {number} longest @returns {Shape} */
export const lines = (longest) => (value, place) => {
  const trimmed = text(value, place).replace(AROUND, "").replaceAll("\t", " ");
  if (!trimmed) throw new Unfit(place, "is empty");
  if ([...trimmed].length > longest) throw new Unfit(place, `has more than ${longest} characters`);
  const all = trimmed.split(LINE_END);
  for (const each of all) {
    const problem = textProblem(each, longest);
    if (problem) throw new Unfit(place, problem);
  }
  return all.join("\n").normalize("NFC");
};

/** @param {number} least @param {number} most @returns {Shape} */
export const whole = (least, most) => (value, place) => {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Unfit(place, `not a whole number from ${least} to ${most}`);
  }
  return value;
};

/** @param {readonly string[]} values @returns {Shape} */
export const oneOf = (values) => (value, place) => {
  if (!values.includes(value)) throw new Unfit(place, `none of ${values.join(", ")}`);
  return value;
};

/** @param {Shape} shape @returns {Shape} what may be left out, or be null */
export const optional = (shape) => (value, place) =>
  value === undefined || value === null ? undefined : shape(value, place);

/** @param {Shape} shape @param {unknown} fallback for what is left out @returns {Shape} */
export const otherwise = (shape, fallback) => (value, place) =>
  value === undefined ? fallback : shape(value, place);

/** @param {Shape} shape @param {{least?: number, most: number}} size @returns {Shape} */
export const list =
  (shape, { least = 0, most }) =>
  (value, place) => {
    if (!Array.isArray(value) || value.length < least || value.length > most) {
      throw new Unfit(place, `not a list of ${least} to ${most}`);
    }
    return value.map((each, index) => shape(each, [...place, index]));
  };

function members(value, place) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new Unfit(place, "not a group of values");
  }
  return Object.entries(value);
}

/** Values by id. @param {Shape} shape @param {number} most @returns {Shape} a Map */
export const byId = (shape, most) => (value, place) => {
  const all = members(value, place);
  if (all.length > most) throw new Unfit(place, `more than ${most}`);
  return new Map(
    all.map(([id, each]) => [identifier(id, [...place, id]), shape(each, [...place, id])]),
  );
};

/** Members by name, and no other. @param {Record<string, Shape>} shapes @returns {Shape} */
export const record = (shapes) => (value, place) => {
  const unknown = members(value, place).find(([name]) => !Object.hasOwn(shapes, name));
  if (unknown) throw new Unfit([...place, unknown[0]], "not a part of such a file");
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, shape(value[name], [...place, name])]),
  );
};
