/**
 * Rolls teams up with the browser's modules. Each line of the input is a team as JSON; the line of
 * the output for it holds the numbers in the form of `course team --format json`, and both CSVs.
 */

import { createInterface } from "node:readline";
import { received } from "../../scripts/coursekit/site/browser/received.js";
import { rollUp } from "../../scripts/coursekit/site/browser/rollup.js";
import { readRoster } from "../../scripts/coursekit/site/browser/roster.js";
import { byPerson, byPersonAndUnit } from "../../scripts/coursekit/site/browser/team-csv.js";
import { verifier } from "../../scripts/coursekit/site/browser/team-certificates.js";
import { TeamFiles } from "../../scripts/coursekit/site/browser/team-files.js";
import { ratedIn } from "../../scripts/coursekit/site/browser/team-words.js";

const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));

const person = ({ person: { standing, ...who }, units, ...row }) => ({
  name: who.name,
  ref: who.ref,
  state: row.state,
  on_roster: who.onRoster,
  handed_in: standing?.handedIn ?? null,
  edited: Boolean(standing && !standing.fits),
  older: standing?.older ?? 0,
  asked: row.asked,
  completed: row.completed,
  in_progress: row.inProgress,
  not_started: row.notStarted,
  overdue: row.overdue,
  units,
  certificates: who.certificates.map(({ number, completed, state }) => ({
    number,
    completed,
    state,
  })),
  signoffs: who.signoffs.map((signoff) => ({
    by: signoff.supervisor.name,
    date: signoff.date,
    rated: ratedIn(signoff),
    competences: signoff.items.length,
    current: Boolean(standing && signoff.about === standing.code),
  })),
});

const unit = ({ inProgress, notStarted, noFile, ...rest }) => ({
  ...rest,
  in_progress: inProgress,
  not_started: notStarted,
  no_file: noFile,
});

async function report({ files, roster, today, named, order, course, known }) {
  const team = new TeamFiles(course, verifier(known));
  for (const { name, content } of files) {
    for await (const file of received(name, new Blob([bytes(content)]))) await team.take(file);
  }
  const list = roster === null ? null : readRoster(bytes(roster));
  const rollup = rollUp(team, { today, roster: list, named, order });
  const titleOf = (id) => `Part ${id}`;
  return {
    today: rollup.today,
    people: rollup.rows.map(person),
    units: rollup.units.map(unit),
    topics: rollup.topics,
    weeks: rollup.weeks.map(({ soFar, ...week }) => ({ ...week, so_far: soFar })),
    older: team.older.map(({ handedIn, ...each }) => ({ ...each, handed_in: handedIn })),
    turned_away: team.turnedAway.map(({ file }) => file),
    not_joined: rollup.notJoined,
    roster_problems: list?.problems.length ?? 0,
    csv: byPerson(rollup, titleOf),
    relias: byPersonAndUnit(rollup, titleOf),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await report(JSON.parse(line))));
}
