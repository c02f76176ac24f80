/** How far a learner is in a unit. */

import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  isWhole,
  openInWords,
  progressOf,
  scoreOf,
} from "../../../scripts/coursekit/site/browser/progress.js";
import { KINDS, keep, nextEntry } from "../../../scripts/coursekit/site/browser/records.js";
import { GENERATED } from "./generated.mjs";

const HASH = "a".repeat(12);
const asked = (id, more = {}) => ({ id, hash: HASH, ...more });
const UNIT = {
  id: "lens",
  kind: "module",
  title: "The lens",
  url: "",
  required: true,
  each: 90,
  sections: [
    { id: "one", title: "One", seconds: 61 },
    { id: "two", title: "Two", seconds: 240 },
  ],
  questions: [asked("q1"), asked("q2"), asked("q3", { before: true })],
  decisions: [asked("d1", { scored: true }), asked("d2")],
  boxes: ["w1"],
};
const blank = () => KINDS.unit.blank("lens");
const ids = (list) => list.map(({ id }) => id);

function tried(record, shelf, id, more = {}) {
  keep(record, shelf, asked(id), nextEntry(null, { v: ["a"], ok: false, ...more }));
}

/** A record with everything done. */
function whole() {
  const record = blank();
  for (const { id } of UNIT.sections) record.sections[id] = "2026-01-01T00:00:00.000Z";
  for (const id of ["q1", "q2"]) tried(record, "answers", id);
  for (const id of ["d1", "d2"]) tried(record, "decisions", id);
  return record;
}

test("nothing done", () => {
  const progress = progressOf(UNIT, blank());
  assert.equal(progress.state, "none");
  assert.deepEqual(ids(progress.unread), ["one", "two"]);
  assert.deepEqual(ids(progress.questions), ["q1", "q2"]);
  assert.deepEqual(ids(progress.decisions), ["d1", "d2"]);
  assert.equal(progress.minutes, Math.ceil((61 + 240 + 2 * 90) / 60));
  assert.equal(openInWords(progress), "2 practice questions and 2 decisions");
  assert.equal(progress.last, undefined);
});

test("everything done, without the question before the lesson and the box to write in", () => {
  const progress = progressOf(UNIT, whole());
  assert.ok(isWhole(progress));
  assert.deepEqual([progress.state, progress.minutes], ["done", 0]);
  assert.equal(openInWords(progress), "");
});

test("one thing left of each kind", () => {
  for (const [take, name] of [
    [(record) => delete record.sections.one, "unread"],
    [(record) => delete record.answers.q1, "questions"],
    [(record) => delete record.decisions.d2, "decisions"],
  ]) {
    const record = whole();
    take(record);
    const progress = progressOf(UNIT, record);
    assert.equal(isWhole(progress), false);
    assert.equal(progress[name].length, 1);
    assert.equal(progress.state, "begun");
  }
});

test("read elsewhere, and not read after all", () => {
  const record = blank();
  record.sections.one = "2026-01-02T00:00:00.000Z";
  record.read = { t: "2026-01-03T00:00:00.000Z", v: true };
  assert.deepEqual(progressOf(UNIT, record).unread, []);
  record.read = { t: "2026-01-03T00:00:00.000Z", v: false };
  assert.deepEqual(ids(progressOf(UNIT, record).unread), ["one", "two"]);
  record.sections.two = "2026-01-04T00:00:00.000Z";
  assert.deepEqual(ids(progressOf(UNIT, record).unread), ["one"]);
});

test("a decision that was started over is open again", () => {
  const record = whole();
  record.decisions.d1[HASH].v = [];
  assert.deepEqual(ids(progressOf(UNIT, record).decisions), ["d1"]);
});

test("a reworded question is open, and said to have changed", () => {
  const record = whole();
  const reworded = { ...UNIT, questions: [asked("q1", { hash: "b".repeat(12) }), asked("q2")] };
  const progress = progressOf(reworded, record);
  assert.deepEqual(ids(progress.questions), ["q1"]);
  assert.deepEqual(ids(progress.changed), ["q1"]);
  assert.deepEqual(progressOf(UNIT, record).changed, []);
});

test("what was completed once stays done, though there is something new", () => {
  const record = { ...whole(), completed: "2026-01-05T00:00:00.000Z" };
  const longer = { ...UNIT, sections: [...UNIT.sections, { id: "three", title: "", seconds: 60 }] };
  const progress = progressOf(longer, record);
  assert.deepEqual([progress.state, progress.completed], ["done", "2026-01-05T00:00:00.000Z"]);
  assert.deepEqual(ids(progress.unread), ["three"]);
});

test("a question that was inserted, moved, renamed or removed changes nothing of the others", () => {
  const record = whole();
  tried(record, "answers", "gone");
  const edited = { ...UNIT, questions: [asked("new"), asked("q2"), asked("renamed"), asked("q1")] };
  assert.deepEqual(ids(progressOf(edited, record).questions), ["new", "renamed"]);
});

test("the last thing done, whatever it was", () => {
  const record = blank();
  record.opened = "2026-01-01T00:00:00.000Z";
  assert.equal(progressOf(UNIT, record).last, record.opened);
  record.notes.w1 = { t: "2026-01-03T00:00:00.000Z", text: "mine" };
  record.sections.one = "2026-01-02T00:00:00.000Z";
  assert.equal(progressOf(UNIT, record).last, "2026-01-03T00:00:00.000Z");
});

test("the score counts first tries, and first choices of decisions that are scored", () => {
  const record = blank();
  tried(record, "answers", "q1", { ok: true });
  tried(record, "answers", "q3", { ok: true });
  tried(record, "decisions", "d1");
  tried(record, "decisions", "d2", { ok: true });
  assert.deepEqual(scoreOf(UNIT, record), { asked: 3, answered: 2, firstRight: 1 });
});

test("joining another copy never opens what was done", () => {
  const ahead = (one, other) => {
    const joined = progressOf(UNIT, KINDS.unit.join(one, other));
    const shelves = (record) => ids(progressOf(UNIT, record).questions);
    for (const id of ids(joined.questions)) {
      assert.ok(shelves(one).includes(id) && shelves(other).includes(id));
    }
    assert.ok((joined.last ?? "") >= (progressOf(UNIT, one).last ?? ""));
  };
  fc.assert(fc.property(GENERATED.unit, GENERATED.unit, ahead), { numRuns: 300 });
});
