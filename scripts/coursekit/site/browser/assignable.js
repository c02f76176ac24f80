/** What an assignment can name in this course. */

import { UNITS } from "./outline.js";

/** The units that can be assigned, in the order of the course. */
export const ASSIGNABLE = UNITS.filter(({ kind }) => kind !== "scene");

/**
 * @typedef {{id: string, title: string, summary: string, units: string[]}} Path
 *
 * @param {Path[]} paths
 * @returns {import("./assignment-link.js").Assignable}
 */
export const assignable = (paths) => ({
  units: ASSIGNABLE.map(({ id }) => id),
  all: ASSIGNABLE.filter(({ required }) => required).map(({ id }) => id),
  paths,
});

/** The unit of an id; undefined when the course has none. @param {string} id */
export const unitOf = (id) => ASSIGNABLE.find((unit) => unit.id === id);
