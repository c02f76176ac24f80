/** Records of version 1, as the first release of the modules wrote them, read as those of today. */

import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { current } from "../../../scripts/coursekit/site/browser/attempt.js";
import { canonical } from "../../../scripts/coursekit/site/browser/join.js";
import { migrate } from "../../../scripts/coursekit/site/browser/migrate.js";
import { KINDS, parse, saved } from "../../../scripts/coursekit/site/browser/records.js";
import { GENERATED, damaged } from "./generated.mjs";

const RUNS = { numRuns: 500 };
const [A, B] = ["a".repeat(12), "b".repeat(12)];

const read = (record) => {
  const { state, record: found } = parse(JSON.stringify(record));
  assert.equal(state, "ok");
  return found;
};

test("an answer is found under its wording, with everything that was known of it", () => {
  const old = {
    h: A,
    v: ["b"],
    ok: true,
    first: false,
    n: 3,
    t: "2026-01-02T03:04:05.000Z",
    flag: 1,
  };
  const record = read({
    schema: 1,
    module: "lens",
    opened: "2026-01-01T00:00:00.000Z",
    answers: { "lens-p1": old },
    decisions: {},
    notes: { "lens-love": { text: "mine" } },
    later: [1],
  });
  assert.deepEqual(record, {
    schema: 2,
    unit: "lens",
    opened: "2026-01-01T00:00:00.000Z",
    sections: {},
    answers: {
      "lens-p1": {
        [A]: {
          v: ["b"],
          ok: true,
          n: 3,
          t: old.t,
          flag: 1,
          // Which option the first of three tries chose was never kept.
          first: { t: old.t, v: [], ok: false },
        },
      },
    },
    decisions: {},
    notes: { "lens-love": { text: "mine" } },
    later: [1],
  });
});

test("a single try was the first one", () => {
  const only = { h: A, v: ["c"], ok: false, first: false, n: 1, t: "2026-01-02T03:04:05.000Z" };
  const entry = saved(read({ schema: 1, answers: { q: only } }), "answers", { id: "q", hash: A });
  assert.deepEqual(entry.first, { t: only.t, v: ["c"], ok: false });
});

test("of a decision the first option opened was the choice", () => {
  const old = { h: A, v: ["c", "a"], ok: false, first: false, n: 1, t: "2026-01-02T03:04:05.000Z" };
  const entry = saved(read({ schema: 1, decisions: { d: old } }), "decisions", {
    id: "d",
    hash: A,
  });
  assert.deepEqual(entry.v, ["c", "a"]);
  assert.deepEqual(entry.first.v, ["c"]);
});

test("feedback that was shown stays shown", () => {
  const old = { h: A, v: ["a"], ok: false, first: false, n: 1, t: "2026-01-02T03:04:05.000Z" };
  const shown = (more) => {
    const record = read({ schema: 1, answers: { q: { ...old, ...more } } });
    return saved(record, "answers", { id: "q", hash: A }).shown;
  };
  assert.equal(shown({ shown: true }), old.t);
  assert.equal(shown({}), undefined);
});

const ORDER = [{ question: "x1", hash: A, shown: ["b", "a"] }];
const OPEN = {
  number: 2,
  request: "r2",
  started: "2026-02-01T00:00:00Z",
  order: ORDER,
  answers: { x1: { h: A, v: ["a"], t: "2026-02-01T00:01:00.000Z" } },
};
const PAST = {
  number: 1,
  request: "r1",
  started: "2026-01-01T00:00:00Z",
  submitted: "2026-01-01T01:00:00Z",
  asked: ["x1", "x2"],
};

test("an attempt under way goes on, and those before it stay closed", () => {
  const record = read({ schema: 1, module: "exam", attempt: OPEN, past: [PAST] });
  const { order: _, ...open } = OPEN;
  const { asked: __, ...past } = PAST;
  assert.deepEqual(record, {
    schema: 2,
    attempts: {
      r1: {
        ...past,
        closed: past.submitted,
        drawn: { t: past.started, order: [{ question: "x1" }, { question: "x2" }] },
      },
      r2: { ...open, drawn: { t: open.started, order: ORDER } },
    },
  });
  assert.equal(current(record).request, "r2");
});

test("an attempt that was handed in stays handed in", () => {
  const attempt = { ...OPEN, submitted: "2026-02-01T01:00:00Z" };
  const record = read({ schema: 1, module: "exam", attempt, past: [] });
  assert.equal(current(record).submitted, attempt.submitted);
  assert.deepEqual(current(record).answers, attempt.answers);
});

test("an exam that nobody had begun is one that nobody has begun", () => {
  assert.deepEqual(read({ schema: 1, module: "exam", past: [] }), KINDS.exam.blank());
});

test("what was corrupt under version 1 is corrupt now", () => {
  const broken = [
    { answers: 7 },
    { answers: { q: null } },
    { answers: { q: { v: ["a"] } } },
    { decisions: [1] },
    { attempt: 7 },
    { attempt: null },
    { past: 7 },
    { past: [null] },
    { past: [{ asked: 7 }] },
  ];
  for (const more of broken) {
    const text = JSON.stringify({ schema: 1, module: "lens", ...more });
    assert.equal(parse(text).state, "corrupt", text);
  }
});

const time = fc.constantFrom("2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z");
const entry = fc.record({
  h: fc.constantFrom(A, B),
  v: fc.subarray(["a", "b"]),
  ok: fc.boolean(),
  first: fc.boolean(),
  n: fc.integer({ min: 1, max: 3 }),
  t: time,
});
const shelf = fc.dictionary(fc.constantFrom("q1", "q2"), entry, { noNullPrototype: true });
const first = fc.record(
  {
    schema: fc.constant(1),
    module: fc.constant("lens"),
    answers: shelf,
    decisions: shelf,
    opened: time,
  },
  { requiredKeys: ["schema", "module", "answers", "decisions"], noNullPrototype: true },
);
const same = (one, other) => assert.equal(canonical(one), canonical(other));

test("nothing of an old record is lost", () => {
  const whole = (old) => {
    const record = read(old);
    for (const name of ["answers", "decisions"]) {
      assert.deepEqual(Object.keys(record[name]).sort(), Object.keys(old[name]).sort());
      for (const [id, { h, v, ok, n, t, first: right }] of Object.entries(old[name])) {
        const found = saved(record, name, { id, hash: h });
        assert.deepEqual([found.v, found.ok, found.n, found.t], [v, ok, n, t]);
        assert.equal(found.first.ok, right);
      }
    }
    assert.equal(record.opened, old.opened);
  };
  fc.assert(fc.property(first, whole), RUNS);
});

test("a record of today is left as it is, and migrating twice changes nothing", () => {
  fc.assert(
    fc.property(GENERATED.unit, (record) => assert.equal(migrate(record), record)),
    RUNS,
  );
  fc.assert(
    fc.property(first, (old) => same(migrate(migrate(old)), migrate(old))),
    RUNS,
  );
});

test("a damaged old record is set aside or read, and never an error", () => {
  const exam = fc.constant({ schema: 1, module: "exam", attempt: OPEN, past: [PAST] });
  const read = (old) => void parse(JSON.stringify(old));
  fc.assert(fc.property(damaged(fc.oneof(first, exam)), read), { numRuns: 2000 });
});

test("an old copy joins with others in any order, and with itself to itself", () => {
  const { join } = KINDS.unit;
  const lawful = (one, other, today) => {
    const [a, b] = [read(one), read(other)];
    same(join(a, a), a);
    same(join(a, b), join(b, a));
    same(join(a, join(b, today)), join(join(a, b), today));
  };
  fc.assert(fc.property(first, first, GENERATED.unit, lawful), RUNS);
});

test("an answer to each wording is kept when two old copies are joined", () => {
  const both = (one, other) => {
    const joined = KINDS.unit.join(read(one), read(other));
    for (const copy of [one, other]) {
      for (const [id, { h, t }] of Object.entries(copy.answers)) {
        assert.ok(saved(joined, "answers", { id, hash: h }).t >= t);
      }
    }
  };
  fc.assert(fc.property(first, first, both), RUNS);
});
