/** A sign-off on paper, for both to sign. */

import { unitOf } from "./assignable.js";
import { dayInWords } from "./assignments.js";
import { make } from "./dom.js";
import { makeFacts, makeTable } from "./make-table.js";
import { BASES, KINDS_OF_SESSION, RATINGS } from "./signoff-file.js";

/**
 * @param {import("./signoff-file.js").Signoff} signoff
 * @param {Map<string, string>} texts of the competences, by id
 * @param {string} course its title
 * @returns {Node[]}
 */
export function signOffSheet(signoff, texts, course) {
  const { items, sessions, statement } = signoff;
  const rated = items.map(({ competence, rating, basis, note }) => [
    texts.get(competence),
    RATINGS[rating],
    basis ? BASES[basis] : "–",
    note ?? "–",
  ]);
  const met = sessions.map(({ date, minutes, kind, modules }) => [
    dayInWords(date),
    String(minutes),
    KINDS_OF_SESSION[kind],
    modules.map((id) => unitOf(id)?.title ?? id).join(", "),
  ]);
  return [
    make("h3", { tabindex: "-1" }, "Sign-off"),
    makeFacts(facts(signoff, course)),
    makeTable("Ratings", ["Competence", "Rating", "It rests on", "Seen or heard"], rated),
    ...(met.length
      ? [makeTable("Sessions", ["Date", "Minutes", "Individual or group", "Modules"], met)]
      : []),
    make("p", { class: "sign-off__statement" }, statement),
    ...["Supervisor", "Supervisee"].map((who) =>
      make("p", { class: "sign-off__line" }, `${who}’s signature and date`),
    ),
  ];
}

/** @param {import("./signoff-file.js").Signoff} signoff @returns {[string, string][]} */
function facts({ learner, supervisor, course: { version }, date, about }, course) {
  /** @type {[string, string | undefined][]} */
  const all = [
    ["Course", `${course}, version ${version}`],
    ["Supervisee", learner.name],
    ["Number", learner.ref],
    ["Supervisor", supervisor.name],
    ["Credential", supervisor.credential],
    ["License", supervisor.license],
    ["Date", dayInWords(date)],
    ["Completion file", about && `check code ${about}`],
  ];
  return all.filter(([, value]) => value);
}
