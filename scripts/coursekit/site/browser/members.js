/**
 * Brings together what belongs to one person: the file, the row of the roster, and the papers; the
 * same as in reports/members.py.
 */

import { byUnits, grouped, inOrder, keyOf, normal, theOne } from "./people.js";

/**
 * @typedef {object} Person
 * @property {string} name as typed
 * @property {string} ref
 * @property {import("./standing.js").Standing | null} standing null when nothing was handed in
 * @property {boolean | null} onRoster null without a roster
 * @property {import("./signoff-file.js").Signoff[]} signoffs the oldest first
 * @property {import("./team-certificates.js").CheckedCertificate[]} certificates
 *
 * @typedef {{what: string, name: string, why: string}} NotJoined belongs to nobody here
 */

/**
 * Everybody who handed in a file or stands on the roster, with what belongs to them.
 * @param {import("./team-files.js").TeamFiles} team
 * @param {import("./roster.js").Roster | null} roster
 * @returns {{people: Person[], notJoined: NotJoined[]}}
 */
export function peopleOf(team, roster) {
  const people = withRoster([...team.standings.values()], roster).sort(inOrder);
  const namesakes = grouped(people, ({ name }) => normal(name));
  const named = (name) => namesakes.get(normal(name)) ?? [];
  return {
    people,
    notJoined: [
      ...addSignoffs(named, [...team.signoffs.values()]),
      ...addCertificates(named, [...team.certificates.values()]),
    ],
  };
}

/** @returns {Person[]} */
function withRoster(standings, roster) {
  if (!roster) return standings.map((each) => person(each, each, null));
  const members = new Map();
  for (const member of roster.members) {
    if (!members.has(keyOf(member))) members.set(keyOf(member), member);
  }
  const rows = grouped(members.entries(), ([, { name }]) => normal(name));
  const files = grouped(standings, ({ name }) => normal(name));
  const names = new Set([...files.keys(), ...rows.keys()]);
  return [...names].flatMap((name) =>
    ofOneName(files.get(name) ?? [], new Map(rows.get(name) ?? [])),
  );
}

/** Joins files and rows of one name: by the number, then the one file and the one row left. */
function ofOneName(standings, members) {
  const byKey = new Map(standings.map((standing) => [standing.key, standing]));
  const listed = [...members]
    .filter(([key]) => byKey.has(key))
    .map(([key, member]) => person(member, byKey.get(key), true));
  const files = standings.filter(({ key }) => !members.has(key));
  const rows = [...members].filter(([key]) => !byKey.has(key));
  if (files.length === 1 && rows.length === 1 && theOne(rows[0][0], [files[0].key])) {
    return [...listed, person(rows[0][1], files[0], true)];
  }
  return [
    ...listed,
    ...files.map((each) => person(each, each, false)),
    ...rows.map(([, member]) => person(member, null, true)),
  ];
}

/** The file tells how the name is written, and the roster the number that the file lacks. */
function person(named, standing, onRoster) {
  const { name } = standing ?? named;
  const ref = standing?.ref || named.ref;
  return { name, ref, standing, onRoster, signoffs: [], certificates: [] };
}

function addSignoffs(named, signoffs) {
  const sorted = signoffs.sort(
    (one, other) =>
      byUnits(one.date, other.date) ||
      byUnits(one.supervisor.name, other.supervisor.name) ||
      one.items.length - other.items.length,
  );
  return sorted.flatMap((signoff) => {
    const { name, ref = "" } = signoff.learner;
    const sameName = new Map(named(name).map((each) => [keyOf(each), each]));
    const meant = sameName.get(theOne(keyOf({ name, ref }), [...sameName.keys()]));
    meant?.signoffs.push(signoff);
    return meant ? [] : [{ what: "sign-off", name, why: whyNot(sameName.size) }];
  });
}

/** Joins by the name alone: a certificate carries no staff number. */
function addCertificates(named, certificates) {
  const sorted = certificates.sort((one, other) => byUnits(one.number, other.number));
  return sorted.flatMap((certificate) => {
    const sameName = named(certificate.name);
    if (sameName.length === 1) sameName[0].certificates.push(certificate);
    const why = whyNot(sameName.length);
    return sameName.length === 1 ? [] : [{ what: "certificate", name: certificate.name, why }];
  });
}

const whyNot = (namesakes) =>
  namesakes ? "several people have this name" : "nobody here has this name";
