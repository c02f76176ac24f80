/** Joining is commutative, associative and idempotent, for every kind of record and for junk. */

import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import * as joins from "../../../scripts/coursekit/site/browser/join.js";
import { KINDS } from "../../../scripts/coursekit/site/browser/records.js";
import { GENERATED, damaged, junk } from "./generated.mjs";

const RUNS = { numRuns: 300 };
const { canonical, either, earliest, most, latest, firstOf } = joins;

const same = (one, other) => assert.equal(canonical(one), canonical(other));

function lawful(join, values) {
  fc.assert(
    fc.property(values, values, (a, b) => same(join(a, b), join(b, a))),
    RUNS,
  );
  const grouped = (a, b, c) => same(join(a, join(b, c)), join(join(a, b), c));
  fc.assert(fc.property(values, values, values, grouped), RUNS);
}

function idempotent(join, values) {
  fc.assert(
    fc.property(values, (a) => same(join(a, a), a)),
    RUNS,
  );
  // What was joined in once changes nothing when it comes again.
  const again = (a, b) => same(join(join(a, b), b), join(a, b));
  fc.assert(fc.property(values, values, again), RUNS);
}

test("every kind of record has a generator", () => {
  assert.deepEqual(Object.keys(GENERATED).sort(), Object.keys(KINDS).sort());
});

for (const [kind, { join, blank }] of Object.entries(KINDS)) {
  test(`records of the kind ${kind}`, () => {
    lawful(join, GENERATED[kind]);
    idempotent(join, GENERATED[kind]);
  });

  test(`a blank record adds nothing to one of the kind ${kind}`, () => {
    const kept = (record) => same(join(blank("lens"), record), record);
    fc.assert(fc.property(GENERATED[kind], kept), RUNS);
  });

  test(`damaged records of the kind ${kind}`, () => {
    lawful(join, fc.oneof(junk, damaged(GENERATED[kind]), GENERATED[kind]));
  });
}

for (const [name, join] of Object.entries({ either, earliest, most, latest, firstOf })) {
  test(`${name}, on any values`, () => {
    const timed = fc.record({ t: fc.oneof(junk, fc.constantFrom("1", "2")), v: junk });
    const values = fc.oneof(junk, timed, fc.constantFrom(1, 2, "1", "2", null));
    lawful(join, values);
    idempotent(join, values);
  });
}

test("the joins pick what their names say", () => {
  const [old, young] = [
    { t: "2026-01-01", v: "old" },
    { t: "2026-01-02", v: "young" },
  ];
  assert.equal(latest(old, young).v, "young");
  assert.equal(firstOf(old, young).v, "old");
  assert.equal(earliest("2026-01-02", "2026-01-01"), "2026-01-01");
  assert.equal(most("2026-01-02", "2026-01-01"), "2026-01-02");
  assert.equal(most(9, 10), 10);
});

test("a member named __proto__ is a member like any other", () => {
  const [one, other] = ['{"__proto__":{"n":1}}', '{"__proto__":{"n":2}}'].map((text) =>
    JSON.parse(text),
  );
  const joined = joins.fields({})(one, other);
  assert.equal(Object.getPrototypeOf(joined), Object.prototype);
  assert.equal(JSON.stringify(joined), '{"__proto__":{"n":2}}');
});

test("canonical text does not depend on the order of members", () => {
  const reordered = (value) => {
    const turned = (_, inner) =>
      joins.isObject(inner) ? Object.fromEntries(Object.entries(inner).reverse()) : inner;
    same(JSON.parse(JSON.stringify(value, turned)), value);
  };
  fc.assert(fc.property(junk, reordered), RUNS);
});
