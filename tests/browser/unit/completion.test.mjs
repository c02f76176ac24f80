/** What goes into the file for a supervisor, and what does not. */

import assert from "node:assert/strict";
import test from "node:test";
import {
  completionOf,
  ratingsIn,
  statusOf,
  textOf,
} from "../../../scripts/coursekit/site/browser/completion.js";
import { KINDS, keep, nextEntry } from "../../../scripts/coursekit/site/browser/records.js";

const HASH = "a".repeat(12);
const asked = (id, objective, more = {}) => ({ id, hash: HASH, objective, ...more });
const UNIT = {
  id: "lens",
  kind: "module",
  title: "The lens",
  url: "",
  required: true,
  each: 60,
  sections: [{ id: "one", title: "", seconds: 60 }],
  questions: [
    asked("q1", "see"),
    asked("q2", "see"),
    asked("q3", "say"),
    { id: "c1", hash: HASH, before: true },
  ],
  decisions: [asked("d1", "say", { scored: true }), { id: "d2", hash: HASH }],
  boxes: ["w1"],
};

function tried(record, shelf, id, ...tries) {
  let entry = null;
  for (const ok of tries) entry = nextEntry(entry, { v: ["a"], ok, sure: 75 });
  keep(record, shelf, { id, hash: HASH }, entry);
}

test("nothing done", () => {
  assert.deepEqual(statusOf(UNIT, KINDS.unit.blank("lens")), {
    id: "lens",
    status: "not-started",
    questions: 0,
    objectives: {},
  });
});

test("the first try counts, by unit and by objective; cold questions and other wordings do not", () => {
  const record = KINDS.unit.blank("lens");
  tried(record, "answers", "q1", true);
  tried(record, "answers", "q2", false, true);
  tried(record, "answers", "c1", true);
  tried(record, "decisions", "d1", false);
  tried(record, "decisions", "d2", true);
  keep(record, "answers", { id: "q3", hash: "b".repeat(12) }, nextEntry(null, { v: [], ok: true }));
  assert.deepEqual(statusOf(UNIT, record), {
    id: "lens",
    status: "started",
    score: 33,
    questions: 3,
    objectives: { see: { answered: 2, right: 1 }, say: { answered: 1, right: 0 } },
  });
});

test("a unit that is done has its time; a damaged time is left out", () => {
  const record = KINDS.unit.blank("lens");
  record.sections.one = "2026-01-01T00:00:00.000Z";
  record.completed = "2026-01-02T00:00:00.000Z";
  assert.equal(statusOf(UNIT, record).status, "completed");
  assert.equal(statusOf(UNIT, record).completed, "2026-01-02T00:00:00.000Z");
  record.completed = "yesterday";
  assert.equal("completed" in statusOf(UNIT, record), false);
});

test("ratings are those after the course, else those before it, of lines that there are", () => {
  const rated = (v) => ({ t: "2026-01-01T00:00:00.000Z", v });
  const before = { k1: rated(2), k2: rated(0), gone: rated(3), k3: { sure: 50 } };
  const lines = ["k1", "k2", "k3"];
  assert.deepEqual(ratingsIn({ before }, lines), { k1: 2, k2: 0 });
  assert.deepEqual(ratingsIn({ before, after: { k3: rated(4) } }, lines), { k3: 4 });
  assert.deepEqual(ratingsIn({}, lines), {});
});

test("answers, notes and ratings that were not ticked are nowhere in the file", async () => {
  const record = KINDS.unit.blank("lens");
  tried(record, "answers", "q1", true);
  record.notes.w1 = { t: "2026-01-01T00:00:00.000Z", text: "what I thought" };
  const text = textOf(
    await completionOf({
      course: { id: "sample", version: "2026.1", title: "not in it" },
      learner: { name: "Ann Example", ref: "" },
      accepted: null,
      modules: [statusOf(UNIT, record)],
      ratings: null,
      now: new Date("2026-01-03T00:00:00Z"),
    }),
  );
  const file = JSON.parse(text);
  assert.deepEqual(Object.keys(file), [
    "format",
    "course",
    "issued",
    "learner",
    "modules",
    "check",
  ]);
  assert.deepEqual(file.learner, { name: "Ann Example" });
  assert.deepEqual(file.course, { id: "sample", version: "2026.1" });
  for (const word of ["what I thought", "q1", HASH, "75", "not in it"]) {
    assert.equal(text.includes(word), false, word);
  }
});
