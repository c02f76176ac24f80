/** Reading stored text, and what is kept after a try. */

import assert from "node:assert/strict";
import test, { mock } from "node:test";
import fc from "fast-check";
import {
  answer,
  beginNext,
  chosen,
  current,
  fit,
} from "../../../scripts/coursekit/site/browser/attempt.js";
import { progressOf, scoreOf } from "../../../scripts/coursekit/site/browser/progress.js";
import {
  KINDS,
  SCHEMA,
  changedSince,
  keep,
  nextEntry,
  parse,
  saved,
  stamp,
} from "../../../scripts/coursekit/site/browser/records.js";
import { GENERATED, damaged, junk } from "./generated.mjs";

const RUNS = { numRuns: 1000 };
const [A, B] = ["a".repeat(12), "b".repeat(12)];
const ASKED = ["q1", "q2", "q3"].map((id) => ({ id, hash: A }));
const UNIT = {
  id: "lens",
  kind: "module",
  title: "",
  url: "",
  required: true,
  each: 60,
  sections: [{ id: "one", title: "", seconds: 60 }],
  questions: ASKED,
  decisions: [{ id: "d1", hash: B, scored: true }],
  boxes: [],
};
const BANK = ["x1", "x2", "x3"].map((id) => ({
  id,
  hash: A,
  letters: ["a", "b"],
  group: "1",
  drawn: 2,
}));

for (const [kind, { blank }] of Object.entries(KINDS)) {
  test(`a blank record of the kind ${kind} is read as it was written`, () => {
    const { state, record } = parse(JSON.stringify(blank("lens")));
    assert.equal(state, "ok");
    assert.deepEqual(record, blank("lens"));
  });

  test(`a record of the kind ${kind} is read as it was written, unknown members too`, () => {
    const whole = (record) => {
      assert.deepEqual(parse(JSON.stringify(record)), { state: "ok", record });
    };
    fc.assert(fc.property(GENERATED[kind], whole), RUNS);
  });
}

test("text that is no record is corrupt, and never an error", () => {
  const none = ["", "{", "null", "7", "[1]", '"x"', "{}", '{"schema":"2"}', '{"schema":2.5}'];
  for (const text of none) assert.deepEqual(parse(text), { state: "corrupt" }, text);
  for (const shelf of ["answers", "decisions", "sections", "notes", "attempts", "before"]) {
    for (const value of [7, "x", null, [1]]) {
      const text = JSON.stringify({ schema: SCHEMA, [shelf]: value });
      assert.deepEqual(parse(text), { state: "corrupt" }, text);
    }
  }
  fc.assert(
    fc.property(fc.string(), (text) => void parse(text)),
    RUNS,
  );
  fc.assert(
    fc.property(junk, (value) => void parse(JSON.stringify(value))),
    RUNS,
  );
});

test("a record of a later version is said to be newer, whatever is in it", () => {
  assert.deepEqual(parse('{"schema":3,"answers":7}'), { state: "newer" });
});

/** What the pages do with a record of a unit. */
function useUnit(record) {
  const before = structuredClone(record);
  for (const asked of [...ASKED, { id: "d1", hash: B }, { id: "d2", hash: A }]) {
    for (const shelf of ["answers", "decisions"]) {
      changedSince(record, shelf, asked);
      const entry = saved(record, shelf, asked);
      if (entry)
        assert.deepEqual([typeof entry.v.join(), typeof entry.first], ["string", "object"]);
    }
  }
  const { unread, questions, decisions } = progressOf(UNIT, record);
  assert.ok(unread && questions && decisions);
  assert.ok(scoreOf(UNIT, record).asked > 0);
  const copy = structuredClone(record);
  for (const asked of ASKED) {
    keep(copy, "answers", asked, nextEntry(saved(copy, "answers", asked), { v: ["a"], ok: true }));
    assert.deepEqual(saved(copy, "answers", asked).v, ["a"]);
  }
  assert.deepEqual(record, before);
}

test("a damaged record of a unit is set aside, or what is sound in it can be used", () => {
  const states = { ok: 0, corrupt: 0, newer: 0 };
  const usable = (broken) => {
    const { state, record } = parse(JSON.stringify(broken));
    states[state] += 1;
    if (state === "ok") useUnit(record);
  };
  fc.assert(fc.property(damaged(GENERATED.unit), usable), RUNS);
  assert.ok(states.ok > 500, JSON.stringify(states));
  assert.ok(states.corrupt > 10, JSON.stringify(states));
});

test("a damaged record of the exam is set aside, or what is sound in it can be used", () => {
  const states = { ok: 0, corrupt: 0, newer: 0 };
  const usable = (broken) => {
    const { state, record } = parse(JSON.stringify(broken));
    states[state] += 1;
    if (state !== "ok") return;
    const attempt = current(record);
    if (attempt) {
      fit(attempt, BANK);
      for (const { question } of attempt.drawn.order) {
        assert.ok(Array.isArray(chosen(attempt, question)));
        delete attempt.handed;
        answer(attempt, question, ["a"]);
        assert.deepEqual(chosen(attempt, question), ["a"]);
      }
    }
    const names = Object.keys(record.attempts ?? {});
    beginNext(record, BANK);
    assert.ok(current(record));
    assert.equal(Object.keys(record.attempts).length, names.length + 1);
  };
  fc.assert(fc.property(damaged(GENERATED.exam), usable), RUNS);
  assert.ok(states.ok > 500, JSON.stringify(states));
  assert.ok(states.corrupt > 10, JSON.stringify(states));
});

test("a time is after the one it replaces, even when the clock was set back", () => {
  mock.timers.enable({ apis: ["Date"], now: Date.UTC(2026, 0, 1) });
  try {
    assert.equal(stamp(), "2026-01-01T00:00:00.000Z");
    assert.equal(stamp("2025-12-31T23:59:59.000Z"), "2026-01-01T00:00:00.000Z");
    assert.equal(stamp("2026-01-01T00:00:00.000Z"), "2026-01-01T00:00:00.001Z");
    assert.equal(stamp("2999-01-01T00:00:00Z"), "2999-01-01T00:00:00.001Z");
    assert.equal(stamp("yesterday"), "2026-01-01T00:00:00.000Z");
  } finally {
    mock.timers.reset();
  }
});

test("an answer is found under its own id and wording, and nowhere else", () => {
  const record = KINDS.unit.blank("lens");
  const asked = { id: "q1", hash: A };
  assert.equal(saved(record, "answers", asked), null);
  assert.equal(changedSince(record, "answers", asked), false);
  keep(record, "answers", asked, nextEntry(null, { v: ["b"], ok: true }));
  assert.deepEqual(saved(record, "answers", asked).v, ["b"]);
  assert.equal(saved(record, "answers", { id: "q1", hash: B }), null);
  assert.equal(saved(record, "answers", { id: "q2", hash: A }), null);
  assert.equal(saved(record, "decisions", asked), null);
  assert.equal(changedSince(record, "answers", asked), false);
  assert.equal(changedSince(record, "answers", { id: "q1", hash: B }), true);
  keep(record, "answers", { id: "q1", hash: B }, nextEntry(null, { v: ["a"], ok: false }));
  assert.deepEqual(saved(record, "answers", asked).v, ["b"]);
});

test("tries are counted, and the first one stays as it was", () => {
  const one = nextEntry(null, { v: ["a"], ok: false, sure: 75 });
  assert.deepEqual(one.first, { t: one.t, v: ["a"], ok: false, sure: 75 });
  const two = nextEntry({ ...one, flag: 1 }, { v: ["b"], ok: true, sure: 100 });
  assert.deepEqual([two.v, two.ok, two.n, two.flag], [["b"], true, 2, 1]);
  assert.deepEqual(two.first, one.first);
  assert.ok(two.t > one.t);
});
