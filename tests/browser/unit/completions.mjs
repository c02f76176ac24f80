/**
 * Prints completion files as the browser makes them, from generated records, names, assignments and
 * ratings: a list of their texts, for another program to read.
 */

import fc from "fast-check";
import {
  completionOf,
  ratingsIn,
  statusOf,
  textOf,
} from "../../../scripts/coursekit/site/browser/completion.js";
import { KINDS } from "../../../scripts/coursekit/site/browser/records.js";
import { GENERATED, assignmentOf, lineOf } from "./generated.mjs";

const [A, B] = ["a".repeat(12), "b".repeat(12)];
const UNIT = {
  kind: "module",
  required: true,
  each: 60,
  sections: ["one", "two"].map((id) => ({ id, title: "", seconds: 60 })),
  questions: [
    { id: "q1", hash: A, objective: "see" },
    { id: "q2", hash: B, objective: "say" },
    { id: "q3", hash: A, before: true },
  ],
  decisions: [
    { id: "d1", hash: A, scored: true, objective: "see" },
    { id: "d2", hash: A },
  ],
};
const UNITS = ["lens", "bond", "duplex"];

/** Of many scripts, all older than the Unicode of any Python that runs here. */
const unit = fc.constantFrom(..."aZ9 ,.;:'\"\\/<>&=éŁßșИяΩמחم李龍한कि😀", "e\u0301", "👩‍⚕️");
const name = lineOf(unit, 80).filter(Boolean);
const time = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());
const from = fc.record({
  learner: fc.record({ name, ref: fc.oneof(fc.constant(""), name) }),
  accepted: fc.option(
    fc.record({ key: fc.constant(""), accepted: time, assignment: assignmentOf(unit) }),
  ),
  records: fc.array(fc.oneof(GENERATED.unit, fc.constant(KINDS.unit.blank("lens"))), {
    maxLength: UNITS.length,
  }),
  ratings: fc.option(GENERATED.ratings),
  now: time,
});

const texts = [];
for (const { learner, accepted, records, ratings, now } of fc.sample(
  from,
  Number(process.argv[2]),
)) {
  const completion = await completionOf({
    course: { id: "sample", version: "2026.1" },
    learner,
    accepted,
    modules: records.map((record, place) => statusOf({ ...UNIT, id: UNITS[place] }, record)),
    ratings: ratings && ratingsIn(ratings, ["c1", "c2"]),
    now: new Date(now),
  });
  texts.push(textOf(completion));
}
console.log(JSON.stringify(texts));
