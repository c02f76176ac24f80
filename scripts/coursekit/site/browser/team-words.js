/** The roll-up in words; the same as in reports/words.py. */

import { NOT_OBSERVED } from "./signoff-file.js";

/** @type {Record<string, string>} */
export const STATUS = {
  completed: "completed",
  "in-progress": "in progress",
  "not-started": "not started",
  "not-assigned": "not assigned",
  "no-file": "handed in nothing",
};

/** @type {Record<string, string>} */
export const CERTIFICATE = {
  verified: "verified",
  "not-confirmed": "could not be checked",
  "not-valid": "NOT VALID",
};

/**
 * How far one part is: `completed 2026-03-01, late, 80 %`.
 * @param {import("./rollup.js").UnitRow} row
 */
export function unitWords({ status, completed, due, late, overdue, score }) {
  const words = [completed ? `${STATUS[status]} ${completed}` : STATUS[status]];
  if (late) words.push("late");
  else if (overdue) words.push(`overdue since ${due}`);
  else if (due && status !== "completed") words.push(`due ${due}`);
  if (score !== null) words.push(`${score} %`);
  return words.join(", ");
}

/** @param {import("./team-certificates.js").CheckedCertificate} certificate */
export const certificateWords = ({ state, completed, number }) =>
  `${CERTIFICATE[state]}, completed ${completed}, number ${number}`;

/** How many competences were observed and rated. @param {import("./signoff-file.js").Signoff} of */
export const ratedIn = ({ items }) => items.filter(({ rating }) => rating !== NOT_OBSERVED).length;

/**
 * Who signed off, when, and how much was rated.
 * @param {import("./signoff-file.js").Signoff} signoff
 * @param {import("./members.js").Person} person
 */
export function signoffWords(signoff, { standing }) {
  const { date, supervisor, items, about } = signoff;
  const words = `${date} by ${supervisor.name}, ${ratedIn(signoff)} of ${items.length} rated`;
  return standing && about === standing.code ? words : `${words}, not on this file`;
}

/** What is unusual about a person's files. @param {import("./members.js").Person} person */
export function remarks({ standing, onRoster }) {
  const older = standing?.older ?? 0;
  return [
    ...(standing && !standing.fits ? ["file was edited"] : []),
    ...(older ? [`${older} other ${older === 1 ? "file" : "files"}`] : []),
    ...(onRoster === false ? ["not on the roster"] : []),
  ].join(", ");
}

/** Whether a certificate of the person was verified. @param {import("./members.js").Person} person */
export const isCertified = ({ certificates }) =>
  certificates.some(({ state }) => state === "verified");
