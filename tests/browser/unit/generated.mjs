/**
 * Records as they are met: real shapes from few ids, wordings and times, so that they clash, with
 * members that this version does not know.
 */

import fc from "fast-check";
import { keyOf } from "../../../scripts/coursekit/site/browser/assignments.js";
import { printableLine } from "../../../scripts/coursekit/site/browser/printable.js";

const TIMES = ["01", "02", "03", "04"].map((day) => `2026-01-${day}T00:00:00.000Z`);

const time = fc.constantFrom(...TIMES);
const letters = fc.subarray(["a", "b", "c"]);
const unknown = fc.constantFrom(1, 2, null, "x", [1], { more: 1 }, { more: 2 });

/** An object with some members that must be there and others that may. */
const some = (must, may = {}) =>
  fc.record(
    { ...must, ...may, unknown },
    { requiredKeys: Object.keys(must), noNullPrototype: true },
  );

const shelf = (names, value) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names), value), { selector: ([name]) => name })
    .map((entries) => Object.fromEntries(entries));

const entry = some(
  {
    v: letters,
    ok: fc.boolean(),
    t: time,
    n: fc.integer({ min: 1, max: 4 }),
    first: some({ t: time, v: letters, ok: fc.boolean() }, { sure: fc.constantFrom(25, 75, 100) }),
  },
  { shown: time },
);

const entries = (ids) => shelf(ids, shelf(["a".repeat(12), "b".repeat(12)], entry));

const unit = some(
  {
    schema: fc.constant(2),
    unit: fc.constant("lens"),
    sections: shelf(["one", "two", "three"], time),
    answers: entries(["q1", "q2", "q3"]),
    decisions: entries(["d1", "d2"]),
    notes: shelf(["w1", "w2"], some({ t: time, text: fc.string({ maxLength: 5 }) })),
  },
  {
    opened: time,
    completed: time,
    last: some({ t: time, at: fc.constantFrom("one", "two") }),
    read: some({ t: time, v: fc.boolean() }),
  },
);

const question = fc.constantFrom("x1", "x2", "x3");
const order = fc.uniqueArray(
  some({ question, hash: fc.constantFrom("a".repeat(12), "b".repeat(12)), shown: letters }),
  { selector: (drawn) => drawn.question },
);
const examAnswers = shelf(
  ["x1", "x2"],
  some({ h: fc.constantFrom("a".repeat(12)), v: letters, t: time }),
);
const attempt = some(
  { number: fc.integer({ min: 1, max: 3 }), started: time, drawn: some({ t: time, order }) },
  { submitted: time },
);
const open = fc
  .tuple(attempt, examAnswers, shelf(["x1", "x2"], some({ v: fc.boolean(), t: time })))
  .map(([each, answers, marked]) => ({ ...each, answers, marked }));
const handed = fc
  .tuple(open, time, examAnswers)
  .map(([each, t, answers]) => ({ ...each, submitted: t, handed: { t, answers } }));
const closed = fc.tuple(attempt, time).map(([each, when]) => ({ ...each, closed: when }));
const exam = some({
  schema: fc.constant(2),
  attempts: shelf(["r1", "r2", "r3"], fc.oneof(open, handed, closed)).map(named),
});

function named(attempts) {
  const each = ([request, value]) => [request, { ...value, request }];
  return Object.fromEntries(Object.entries(attempts).map(each));
}

const rated = shelf(["c1", "c2"], some({ t: time, v: fc.integer({ min: 1, max: 5 }) }));
const ratings = some({ schema: fc.constant(2), before: rated, then: rated, after: rated });
const evaluation = some({ schema: fc.constant(2), answers: rated });

const set = some({ t: time, questions: fc.subarray(["q1", "q2"]), past: fc.constant([]) });
const review = some(
  { schema: fc.constant(2), drawn: shelf(["s1", "s2"], set), notes: rated },
  { calendar: some({ t: time, v: fc.boolean() }) },
);

/** A day of the calendar. */
export const DAY = fc
  .date({ min: new Date("2026-01-01"), max: new Date("2030-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Text that can be printed. @param {any} unit what fast-check makes the characters of */
export const lineOf = (unit, longest) =>
  fc.string({ unit, maxLength: 30 }).map((text) => printableLine(text, longest));

const assigned = fc.record(
  { id: fc.constantFrom("lens", "bond", "duplex", "nowhere"), due: DAY },
  { requiredKeys: ["id"], noNullPrototype: true },
);

/** An assignment as a link tells it. @param {any} unit what the characters of its texts are */
export const assignmentOf = (unit) =>
  fc
    .record({
      units: fc.uniqueArray(assigned, { minLength: 1, selector: ({ id }) => id }),
      title: lineOf(unit, 80),
      by: lineOf(unit, 80),
      id: lineOf(unit, 24),
    })
    .map(({ units, ...lines }) => ({
      units,
      ...Object.fromEntries(Object.entries(lines).filter(([, text]) => text)),
    }));

export const ASSIGNMENT = assignmentOf("grapheme");

const assignments = some({
  schema: fc.constant(2),
  accepted: fc
    .uniqueArray(fc.tuple(ASSIGNMENT.map(keyOf), some({ t: time, v: fc.boolean() })), {
      maxLength: 3,
      selector: ([key]) => key,
    })
    .map((entries) => Object.fromEntries(entries)),
});

/** A generator for each kind of record. */
export const GENERATED = { unit, exam, ratings, evaluation, review, assignments };

/** What nobody wrote: any JSON at all. */
export const junk = fc.jsonValue({ maxDepth: 2 });

/**
 * A record of one kind in which one value, wherever it is, was replaced by junk.
 * @param {fc.Arbitrary<object>} record
 */
export const damaged = (record) =>
  fc.tuple(record, fc.nat(), junk).map(([sound, place, by]) => {
    const copy = structuredClone(sound);
    const places = [...holders(copy)];
    const [holder, name] = places[place % places.length];
    holder[name] = by;
    return copy;
  });

function* holders(value) {
  if (value === null || typeof value !== "object") return;
  for (const name of Object.keys(value)) {
    yield [value, name];
    yield* holders(value[name]);
  }
}
