/** Drawing, keeping and closing attempts at the exam, without a page. */

import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  answer,
  beginNext,
  chosen,
  current,
  fit,
  handIn,
  newAttempt,
} from "../../../scripts/coursekit/site/browser/attempt.js";
import { randomBelow, shuffled, uuid } from "../../../scripts/coursekit/site/browser/random.js";
import { KINDS } from "../../../scripts/coursekit/site/browser/records.js";

const RUNS = { numRuns: 300 };
const hash = (letter) => letter.repeat(12);

/** Questions of groups, and how many an attempt draws of each. */
const bank = fc
  .array(fc.record({ size: fc.integer({ min: 1, max: 5 }), drawn: fc.nat(5) }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((groups) =>
    groups.flatMap(({ size, drawn }, group) =>
      Array.from({ length: size }, (_, place) => ({
        id: `g${group}-${place}`,
        hash: hash("a"),
        letters: ["a", "b", "c", "d"],
        group: String(group),
        drawn: Math.min(drawn, size),
      })),
    ),
  );
const asks = ({ drawn }) => drawn.order.map(({ question }) => question);
const counts = (ids, all) =>
  Object.fromEntries(
    [...new Set(all.map(({ group }) => group))].map((group) => [
      group,
      all.filter(({ id, group: own }) => own === group && ids.includes(id)).length,
    ]),
  );
const wanted = (all) => Object.fromEntries(all.map(({ group, drawn }) => [group, drawn]));

test("each group gives its number, each question once, its options all", () => {
  const right = (all) => {
    const attempt = newAttempt(all, 1);
    assert.equal(new Set(asks(attempt)).size, asks(attempt).length);
    assert.deepEqual(counts(asks(attempt), all), wanted(all));
    for (const { shown } of attempt.drawn.order) {
      assert.deepEqual([...shown].sort(), ["a", "b", "c", "d"]);
    }
  };
  fc.assert(fc.property(bank, right), RUNS);
});

test("another attempt asks other questions, as long as there are any", () => {
  const others = (all) => {
    const record = KINDS.exam.blank();
    beginNext(record, all);
    const first = asks(current(record));
    beginNext(record, all);
    const second = asks(current(record));
    const again = counts(
      second.filter((id) => first.includes(id)),
      all,
    );
    for (const { group, drawn } of all) {
      const size = all.filter((each) => each.group === group).length;
      assert.equal(again[group], Math.max(0, 2 * drawn - size));
    }
  };
  fc.assert(fc.property(bank, others), RUNS);
});

test("an attempt fits the questions it was drawn from, and stays as it is", () => {
  const still = (all) => {
    const attempt = newAttempt(all, 1);
    const before = structuredClone(attempt);
    assert.equal(fit(attempt, all), 0);
    assert.deepEqual(attempt, before);
  };
  fc.assert(fc.property(bank, still), RUNS);
});

test("a question that is gone or reworded is replaced, the others keep place and answer", () => {
  const mended = (all, gone, reworded) => {
    const attempt = newAttempt(all, 1);
    for (const id of asks(attempt)) answer(attempt, id, ["a"]);
    const before = structuredClone(attempt);
    const left = all
      .filter((_, place) => !gone.includes(place))
      .map((each, place) => (reworded.includes(place) ? { ...each, hash: hash("b") } : each));
    const fresh = fit(attempt, left);
    const now = new Map(left.map((each) => [each.id, each.hash]));
    const kept = before.drawn.order.filter(({ question, hash: was }) => now.get(question) === was);
    const stayed = attempt.drawn.order.slice(0, kept.length);
    assert.deepEqual(stayed, kept);
    assert.equal(attempt.drawn.order.length - kept.length, fresh);
    for (const { question } of kept) assert.deepEqual(chosen(attempt, question), ["a"]);
    for (const { question } of attempt.drawn.order.slice(kept.length)) {
      assert.deepEqual(chosen(attempt, question), []);
    }
    for (const [id, given] of Object.entries(before.answers)) {
      assert.deepEqual(attempt.answers[id], given);
    }
    const found = counts(asks(attempt), left);
    for (const { group, drawn } of left) {
      const size = left.filter((each) => each.group === group).length;
      assert.equal(found[group], Math.min(drawn, size));
    }
    if (fresh || kept.length < before.drawn.order.length) {
      assert.ok(attempt.drawn.t > before.drawn.t);
    }
  };
  const places = fc.subarray([...Array(20).keys()]);
  fc.assert(fc.property(bank, places, places, mended), RUNS);
});

test("a question that its group no longer draws is dropped", () => {
  const all = ["a", "b", "c"].map((id) => ({
    id,
    hash: hash("a"),
    letters: ["a"],
    group: "1",
    drawn: 3,
  }));
  const attempt = newAttempt(all, 1);
  assert.equal(
    fit(
      attempt,
      all.map((each) => ({ ...each, drawn: 1 })),
    ),
    0,
  );
  assert.equal(attempt.drawn.order.length, 1);
});

const BANK = ["x1", "x2"].map((id) => ({
  id,
  hash: hash("a"),
  letters: ["a", "b"],
  group: "1",
  drawn: 2,
}));

test("a new attempt closes the one before, whose answers leave the device", () => {
  const record = KINDS.exam.blank();
  beginNext(record, BANK);
  const first = current(record);
  assert.equal(first.number, 1);
  answer(first, "x1", ["b"]);
  beginNext(record, BANK);
  const second = current(record);
  assert.equal(second.number, 2);
  assert.notEqual(second.request, first.request);
  const closed = record.attempts[first.request];
  assert.ok(closed.closed);
  assert.equal("answers" in closed || "marked" in closed, false);
  assert.deepEqual(closed.drawn, first.drawn);
});

test("two devices that each began an attempt are told the same one", () => {
  const [one, other] = [KINDS.exam.blank(), KINDS.exam.blank()];
  beginNext(one, BANK);
  beginNext(other, BANK);
  const { join } = KINDS.exam;
  const told = current(join(one, other));
  assert.equal(current(join(other, one)).request, told.request);
  assert.ok([current(one).request, current(other).request].includes(told.request));
});

test("what another device answers later does not change what was handed in", () => {
  const here = KINDS.exam.blank();
  beginNext(here, BANK);
  const { request } = current(here);
  const [{ question }] = current(here).drawn.order;
  answer(current(here), question, ["a"]);
  const there = structuredClone(here);
  handIn(current(here));
  answer(there.attempts[request], question, ["b"]);
  const { join } = KINDS.exam;
  for (const joined of [join(here, there), join(there, here)]) {
    assert.ok(current(joined).submitted);
    assert.deepEqual(chosen(current(joined), question), ["a"]);
  }
});

test("the attempt of the highest number is the one under way; none before the first", () => {
  assert.equal(current(KINDS.exam.blank()), null);
  const record = KINDS.exam.blank();
  for (const number of [1, 3, 2]) {
    const attempt = newAttempt(BANK, number);
    record.attempts[attempt.request] = attempt;
  }
  assert.equal(current(record).number, 3);
});

test("attempts are drawn differently, questions and options", () => {
  const all = [..."abcdefgh"].map((id) => ({
    id,
    hash: "",
    letters: [..."abcd"],
    group: "1",
    drawn: 8,
  }));
  const drawn = Array.from({ length: 10 }, () => newAttempt(all, 1).drawn.order);
  assert.equal(new Set(drawn.map((order) => JSON.stringify(order))).size, 10);
  assert.ok(new Set(drawn.map(([{ shown }]) => shown.join())).size > 1);
});

test("the shuffle is fair: 6,000 draws, each order within 5 standard deviations", () => {
  const seen = new Map();
  for (let draw = 0; draw < 6000; draw += 1) {
    const order = shuffled(["a", "b", "c"]).join("");
    seen.set(order, (seen.get(order) ?? 0) + 1);
  }
  assert.equal(seen.size, 6);
  for (const count of seen.values()) {
    assert.ok(Math.abs(count - 1000) < 5 * Math.sqrt(6000 * (1 / 6) * (5 / 6)), String(count));
  }
});

test("a random number is below its limit, and a UUID is of version 4", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 32 }), (limit) => randomBelow(limit) < limit),
  );
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  const many = new Set(Array.from({ length: 100 }, uuid));
  assert.equal(many.size, 100);
  for (const each of many) assert.match(each, form);
});
