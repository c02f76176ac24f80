/**
 * A learner's private copy of everything this device keeps, `course-progress/1`: made, read and
 * compared. It moves progress to another browser, and is the only thing that survives one that
 * throws its data away.
 */

import { assignmentUnder } from "./assignments.js";
import { isChoice, isObject } from "./join.js";
import { parse } from "./records.js";

export const FORMAT = "course-progress/1";

/** Bytes; a whole course with long notes is far below. */
export const LARGEST = 5_000_000;

/**
 * The forms beside the units and the exam.
 * @type {["ratings", "evaluation", "review", "assignments"]}
 */
const FORMS = ["ratings", "evaluation", "review", "assignments"];

/**
 * @typedef {object} Copy
 * @property {string} format
 * @property {{id: string, version: string}} course
 * @property {string} saved
 * @property {string} [device] random; only tells copies apart
 * @property {Record<string, any>} units records by the id of the unit
 * @property {any} [exam]
 * @property {any} [ratings]
 * @property {any} [evaluation]
 * @property {any} [review]
 * @property {any} [assignments]
 */

/**
 * Everything that is kept, as one value.
 * @param {import("./shelf.js").Shelf} shelf
 * @param {{id: string, version: string}} course
 * @param {string[]} units their ids
 * @param {Date} [now]
 * @returns {Copy}
 */
export function copyOf(shelf, { id, version }, units, now = new Date()) {
  /** @type {[string, any][]} */
  const records = units.map((unit) => [unit, shelf.unit(unit).read()]);
  const begun = ([, record]) => record.opened || Object.keys(record.answers).length;
  const forms = FORMS.map((name) => [name, shelf.form(name).read()]);
  const { device } = shelf.device;
  return {
    format: FORMAT,
    course: { id, version },
    saved: now.toISOString(),
    ...(device ? { device } : {}),
    units: Object.fromEntries(records.filter(begun)),
    exam: shelf.exam().read(),
    ...Object.fromEntries(forms),
  };
}

/** What other files of the course are, for whoever picked the wrong one. */
const OTHERS = {
  "course-request/1": "a certificate request, which is for the provider",
  "course-request/1 sealed": "a certificate request, which is for the provider",
  "course-completion/1": "a completion file, which is for a supervisor",
};

/**
 * Reads the text of a file that somebody chose.
 * @param {string} text
 * @param {string} course id of this course
 * @returns {{copy: Copy, dropped: number} | {why: string}} `dropped`: how many entries could not be
 *   read and were left out
 */
export function readCopy(text, course) {
  if (text.length > LARGEST) return { why: "The file is too large to be a copy of your progress." };
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return {
      why: "The file cannot be read: it is not one that this site saved, or it was changed.",
    };
  }
  if (!isObject(data) || data.format !== FORMAT) {
    const other = isObject(data) && OTHERS[data.format];
    return { why: `This is ${other || "not a copy of your progress"}.` };
  }
  if (data.course?.id !== course) return { why: "This copy belongs to another course." };
  const found = Object.entries(isObject(data.units) ? data.units : {});
  /** @type {[string, Cleaned | null][]} */
  const units = found.map(([id, record]) => [id, cleaned(record)]);
  /** @type {[string, Cleaned | null][]} */
  const forms = ["exam", ...FORMS].map((name) => [
    name,
    data[name] === undefined ? null : cleaned(data[name]),
  ]);
  const read = [...units, ...forms];
  if (read.some(([, result]) => result?.newer)) {
    return { why: "This copy was saved by a newer version of the course. Reload this page first." };
  }
  const copy = { ...data, units: {} };
  let dropped = 0;
  read.forEach(([name, result], place) => {
    dropped += result?.dropped ?? 0;
    if (place < found.length) {
      if (result.record && ID.test(name)) copy.units[name] = { ...result.record, unit: name };
    } else if (result?.record) copy[name] = result.record;
    else delete copy[name];
  });
  return { copy, dropped };
}

const ID = /^[a-z0-9][a-z0-9-]{0,39}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;
const time = (value) => typeof value === "string" && TIME.test(value);
const letters = (value) =>
  isChoice(value) && value.length <= 26 && value.every((each) => /^[a-z]$/.test(each));

const entry = ({ v, ok, t, n, first }) =>
  letters(v) &&
  typeof ok === "boolean" &&
  time(t) &&
  Number.isInteger(n) &&
  isObject(first) &&
  time(first.t) &&
  typeof first.ok === "boolean";
const wordings = (value) =>
  isObject(value) && Object.values(value).every((e) => isObject(e) && entry(e));
const timed = (value) => isObject(value) && time(value.t);
const attempt = (value) =>
  isObject(value) &&
  Number.isInteger(value.number) &&
  time(value.started) &&
  timed(value.drawn) &&
  Array.isArray(value.drawn.order) &&
  Object.values(value.answers ?? {}).every((each) => timed(each) && letters(each.v));

const set = (value) =>
  timed(value) &&
  Array.isArray(value.questions) &&
  Array.isArray(value.past) &&
  isObject(value.right);

/** An assignment is kept under its own link, so that no file can put anything else there. */
const accepted = (value, name) =>
  timed(value) && typeof value.v === "boolean" && assignmentUnder(name) !== null;

/** What every entry of a shelf must be. */
const SHAPES = {
  accepted,
  drawn: set,
  answers: wordings,
  decisions: wordings,
  notes: (value) => timed(value) && typeof value.text === "string" && value.text.length <= 20_000,
  sections: time,
  attempts: attempt,
  before: timed,
  then: timed,
  after: timed,
};

/** @typedef {{newer?: boolean, record?: any, dropped?: number}} Cleaned */

/** Reads one record and leaves out what it should not hold. */
function cleaned(value) {
  const { state, record } = /** @type {any} */ (parse(JSON.stringify(value) ?? ""));
  if (state === "newer") return { newer: true };
  if (state !== "ok") return { dropped: 1 };
  let dropped = 0;
  for (const [shelf, fits] of Object.entries(SHAPES)) {
    // The answers of an evaluation are no wordings: they are told by what they lack.
    const check = shelf === "answers" && record.unit === undefined ? timed : fits;
    for (const [name, each] of Object.entries(record[shelf] ?? {})) {
      if (check(each, name)) continue;
      delete record[shelf][name];
      dropped += 1;
    }
  }
  for (const name of ["opened", "completed"]) {
    if (record[name] !== undefined && !time(record[name])) {
      delete record[name];
      dropped += 1;
    }
  }
  for (const name of ["last", "read"]) {
    if (record[name] !== undefined && !timed(record[name])) {
      delete record[name];
      dropped += 1;
    }
  }
  return { record, dropped };
}

/**
 * Joins a copy into what this device keeps.
 * @param {import("./shelf.js").Shelf} shelf
 * @param {Copy} copy
 */
export function loadCopy(shelf, copy) {
  for (const [unit, record] of Object.entries(copy.units)) shelf.unit(unit).take(record);
  if (copy.exam) shelf.exam().take(copy.exam);
  for (const name of FORMS) if (copy[name]) shelf.form(name).take(copy[name]);
}
