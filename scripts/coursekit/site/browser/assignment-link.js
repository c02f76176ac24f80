/**
 * What an assignment link says: which units, until when, from whom. It is all in the fragment, which
 * no browser sends to a server: `#v=1&m=lens,bond@2026-12-01,path:ethics&due=2026-12-15&t=…&by=…`.
 * Whoever can send mail can write such a link, so nothing in it is trusted, and all of it is text.
 */

import { printableLine } from "./printable.js";

/** The most of everything; `text` is that of what is pasted, with the mail around the link. */
export const LIMITS = { units: 60, title: 80, by: 80, id: 24, text: 20_000 };

/** What some programs cut a link at. */
export const LONG_LINK = 2000;

const ID = /^[a-z0-9][a-z0-9-]{0,39}$/;

/**
 * @typedef {{id: string, due?: string}} AssignedUnit `due` as 2026-12-15: until the end of that day
 *
 * @typedef {object} Assignment
 * @property {AssignedUnit[]} units in order, those that the course does not know among them
 * @property {string} [title]
 * @property {string} [by]
 * @property {string} [id] a tag, which comes back in the completion file
 *
 * @typedef {object} Assignable what a link can name
 * @property {string[]} units ids of modules and cases, in the order of the course
 * @property {string[]} all those that `all` stands for
 * @property {{id: string, units: string[]}[]} paths
 *
 * @typedef {object} Read
 * @property {Assignment} assignment every unit with the date that holds for it
 * @property {string} [due] the date for all units without their own
 * @property {string[]} unknown units that the course does not have, as they are written
 * @property {string[]} problems what was left out, in words
 */

/**
 * Whether a text is a day of the calendar, of this millennium.
 * @param {string | undefined} text
 */
export function isDay(text) {
  if (!/^2\d{3}-\d\d-\d\d$/.test(text ?? "")) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/**
 * Reads a link, or the text of a mail that holds one.
 * @param {string} text
 * @param {Assignable} course
 * @returns {Read | {why: string}}
 */
export function readLink(text, course) {
  if (text.length > LIMITS.text) return { why: "This is too long to be an assignment link." };
  const fields = new URLSearchParams(fragmentOf(text));
  if (!fields.get("m")) {
    return { why: "This is no assignment link: one has #v=1&m= and the names of units in it." };
  }
  if (fields.get("v") !== "1") {
    return { why: "This link is in a form that this version of the site does not know." };
  }
  const problems = [];
  const due = dayIn(fields.get("due"), "all units", problems);
  const { units, unknown } = unitsIn(fields.get("m"), due, course, problems);
  const assignment = {
    units,
    ...line("title", fields.get("t"), problems),
    ...line("by", fields.get("by"), problems),
    ...line("id", fields.get("id"), problems),
  };
  return { assignment, ...(due ? { due } : {}), unknown, problems };
}

/**
 * A fragment, or a text without one from its start; a mail program may have broken it into lines,
 * and a line with a space in it is not a part of it.
 */
const FRAGMENT =
  /(?:^|#)(?=[^#\s<>"]*\bm=)([^#\s<>"]+(?:[ \t]*\r?\n[ \t]*[^#\s<>"]+(?=[ \t]*(?:[\r\n>"]|$)))*)/;

function fragmentOf(text) {
  const found = FRAGMENT.exec(text.trim().replaceAll("&amp;", "&"));
  return found ? found[1].replace(/\s+/g, "") : "";
}

const NAMES = { title: "title", by: "name of who assigned it", id: "tag" };

/** @returns {Record<string, string>} */
function line(name, value, problems) {
  const text = printableLine(value ?? "", LIMITS[name]);
  const [...given] = (value ?? "").trim();
  if (given.length > LIMITS[name]) {
    problems.push(`The ${NAMES[name]} is cut: it has ${given.length} characters.`);
  }
  return text ? { [name]: text } : {};
}

/** @returns {string | undefined} */
function dayIn(text, what, problems) {
  if (!text || isDay(text)) return text || undefined;
  const shown = printableLine(text, 20);
  problems.push(`The date “${shown}” for ${what} is no day of the calendar and was left out.`);
  return undefined;
}

/** @param {string} list @param {string | undefined} due @param {Assignable} course */
function unitsIn(list, due, course, problems) {
  /** @type {Map<string, string | undefined>} */
  const found = new Map();
  const unknown = [];
  for (const entry of list.split(",").filter(Boolean)) {
    const [name, day] = entry.split("@");
    const own = dayIn(day, `“${printableLine(name, 40)}”`, problems);
    const ids = meant(name, course);
    for (const id of ids) {
      if (ID.test(id)) found.set(id, own ?? found.get(id));
      if (!course.units.includes(id)) unknown.push(printableLine(id, LIMITS.title));
    }
  }
  if (found.size > LIMITS.units) {
    problems.push(`It names ${found.size} units; the first ${LIMITS.units} count.`);
  }
  const units = [...found]
    .slice(0, LIMITS.units)
    .map(([id, own]) => ({ id, ...(own || due ? { due: own ?? due } : {}) }));
  return { units, unknown: [...new Set(unknown)] };
}

/** The ids that one name stands for; a path that is not known stands for itself. */
function meant(name, { all, paths }) {
  if (name === "all") return all;
  const path = name.startsWith("path:") && paths.find(({ id }) => `path:${id}` === name);
  return path ? path.units : [name];
}

/**
 * The fragment of an assignment, without its sign. A date that most units share stands once.
 * @param {Assignment} assignment
 * @param {string} [due] the date for all units that have it
 */
export function fragmentFor({ units, title, by, id }, due) {
  const named = units.map((unit) => {
    return unit.due && unit.due !== due ? `${unit.id}@${unit.due}` : unit.id;
  });
  const fields = { t: title, by, id };
  const given = Object.entries(fields).filter(([, value]) => value);
  const texts = given.map(([name, value]) => `&${name}=${encodeURIComponent(value)}`);
  return `v=1&m=${named.join(",")}${due ? `&due=${due}` : ""}${texts.join("")}`;
}
