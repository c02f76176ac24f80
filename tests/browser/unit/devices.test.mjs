/**
 * Two and three devices, each with its own copy and its own clock, that learn and load each other's
 * copies in any order: what a device saved last is there in the end, unless another one that knew
 * of it has saved over it, or a clash was settled by time.
 */

import assert from "node:assert/strict";
import test, { mock } from "node:test";
import fc from "fast-check";
import { answer, beginNext } from "../../../scripts/coursekit/site/browser/attempt.js";
import { canonical } from "../../../scripts/coursekit/site/browser/join.js";
import {
  KINDS,
  keep,
  nextEntry,
  saved,
  stamp,
} from "../../../scripts/coursekit/site/browser/records.js";

const RUNS = { numRuns: 500 };
const DEVICES = [0, 1, 2];
const HASHES = ["a".repeat(12), "b".repeat(12)];

/** Clocks differ by days, and one of them may stand still. */
const clock = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0, 1, 1000));
const device = fc.constantFrom(...DEVICES);
const load = fc.record({ kind: fc.constant("load"), device, from: device });

const asked = fc.record({
  id: fc.constantFrom("q1", "q2"),
  hash: fc.constantFrom(...HASHES),
});
const learn = fc.oneof(
  fc.record({ kind: fc.constantFrom("answers", "decisions"), device, asked }),
  fc.record({ kind: fc.constant("notes"), device, id: fc.constantFrom("w1", "w2") }),
  fc.record({ kind: fc.constantFrom("read", "last"), device }),
);

/** What each kind of step writes, and where it is found again; `tag` tells every save apart. */
const WRITE = {
  answers: (record, { asked: at }, tag) => tried(record, "answers", at, tag),
  decisions: (record, { asked: at }, tag) => tried(record, "decisions", at, tag),
  notes: (record, { id }, tag) => {
    record.notes[id] = { text: tag, t: stamp(record.notes[id]?.t) };
  },
  read: (record, _, tag) => {
    record.read = { t: stamp(record.read?.t), v: tag };
  },
  last: (record, _, tag) => {
    record.last = { t: stamp(record.last?.t), at: tag };
  },
};
const FIND = {
  answers: (record, { asked: at }) => saved(record, "answers", at)?.v[0],
  decisions: (record, { asked: at }) => saved(record, "decisions", at)?.v[0],
  notes: (record, { id }) => record.notes[id]?.text,
  read: (record) => record.read?.v,
  last: (record) => record.last?.at,
};
const NAME = {
  answers: ({ asked: { id, hash } }) => `answers ${id} ${hash}`,
  decisions: ({ asked: { id, hash } }) => `decisions ${id} ${hash}`,
  notes: ({ id }) => `notes ${id}`,
  read: () => "read",
  last: () => "last",
};

function tried(record, shelf, at, tag) {
  const before = saved(record, shelf, at);
  keep(record, shelf, at, nextEntry(before, { v: [tag], ok: true }));
}

/**
 * Plays a history, and keeps book of which save was made in the knowledge of which other.
 * @returns the copies in the end, and for each thing saved the saves that none has replaced
 */
function play(steps, clocks) {
  const copies = DEVICES.map(() => KINDS.unit.blank("lens"));
  /** What each device knows: by the name of the thing saved, the tags that stand. */
  const known = DEVICES.map(() => new Map());
  const replaced = new Set();
  const things = new Map();
  steps.forEach((step, place) => {
    const [days, pace] = clocks[step.device];
    mock.timers.setTime(Date.UTC(2026, 0, 10 + days) + place * pace);
    if (step.kind === "load") {
      copies[step.device] = KINDS.unit.join(copies[step.device], copies[step.from]);
      for (const [name, tags] of known[step.from]) {
        const both = new Set([...(known[step.device].get(name) ?? []), ...tags]);
        known[step.device].set(name, both);
      }
      return;
    }
    const name = NAME[step.kind](step);
    WRITE[step.kind](copies[step.device], step, `save ${place}`);
    for (const tag of known[step.device].get(name) ?? []) replaced.add(tag);
    known[step.device].set(name, new Set([`save ${place}`]));
    const thing = things.get(name) ?? { step, tags: [] };
    things.set(name, { step, tags: [...thing.tags, `save ${place}`] });
  });
  return { copies, things: [...things.values()], replaced };
}

function withClock(body) {
  mock.timers.enable({ apis: ["Date"] });
  try {
    body();
  } finally {
    mock.timers.reset();
  }
}

const history = fc.array(fc.oneof({ weight: 3, arbitrary: learn }, load), { maxLength: 25 });
const clocks = fc.tuple(clock, clock, clock);

test("what was saved last on a device is there when all copies are joined", () => {
  withClock(() => {
    const kept = (steps, hours) => {
      const { copies, things, replaced } = play(steps, hours);
      const all = copies.reduce(KINDS.unit.join);
      for (const { step, tags } of things) {
        const standing = tags.filter((tag) => !replaced.has(tag));
        const found = FIND[step.kind](all, step);
        assert.ok(standing.includes(found), `${NAME[step.kind](step)}: ${found} of ${standing}`);
      }
    };
    fc.assert(fc.property(history, clocks, kept), RUNS);
  });
});

test("the order of joining makes no difference", () => {
  withClock(() => {
    const even = (steps, hours, order) => {
      const { copies } = play(steps, hours);
      const join = KINDS.unit.join;
      const [a, b, c] = order.map((place) => copies[place]);
      assert.equal(canonical(join(a, join(b, c))), canonical(copies.reduce(join)));
      assert.equal(canonical(join(join(c, b), join(a, c))), canonical(copies.reduce(join)));
    };
    const order = fc.shuffledSubarray(DEVICES, { minLength: 3 });
    fc.assert(fc.property(history, clocks, order, even), RUNS);
  });
});

test("the first try under a wording stays the first, and tries are never fewer", () => {
  withClock(() => {
    const kept = (steps, hours) => {
      const { copies } = play(steps, hours);
      const all = copies.reduce(KINDS.unit.join);
      const joined = entriesOf(all);
      for (const copy of copies) {
        for (const [name, entry] of entriesOf(copy)) {
          assert.ok(joined.get(name).first.t <= entry.first.t);
          assert.ok(joined.get(name).n >= entry.n);
        }
      }
    };
    fc.assert(fc.property(history, clocks, kept), RUNS);
  });
});

function entriesOf({ answers, decisions }) {
  const found = Object.entries({ answers, decisions }).flatMap(([shelf, ids]) =>
    Object.entries(ids).flatMap(([id, wordings]) =>
      Object.entries(wordings).map(([hash, entry]) => [`${shelf} ${id} ${hash}`, entry]),
    ),
  );
  return new Map(found);
}

const BANK = ["x1", "x2", "x3"].map((id) => ({
  id,
  hash: HASHES[0],
  letters: ["a", "b"],
  group: "1",
  drawn: 2,
}));
const sit = fc.oneof(
  fc.record({ kind: fc.constant("begin"), device }),
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("answer"), device, place: fc.nat(1) }) },
  fc.record({ kind: fc.constant("hand in"), device }),
  load,
);

test("attempts at the exam on several devices", () => {
  withClock(() => {
    const kept = (steps, hours) => {
      const copies = DEVICES.map(() => KINDS.exam.blank());
      const begun = new Set();
      const closed = new Set();
      const handedIn = new Set();
      steps.forEach((step, place) => {
        const [days, pace] = hours[step.device];
        mock.timers.setTime(Date.UTC(2026, 0, 10 + days) + place * pace);
        const record = copies[step.device];
        const open = Object.values(record.attempts).find((attempt) => !attempt.closed);
        if (step.kind === "load") {
          copies[step.device] = KINDS.exam.join(record, copies[step.from]);
        } else if (step.kind === "begin") {
          for (const { request } of Object.values(record.attempts)) closed.add(request);
          beginNext(record, BANK);
          for (const name of Object.keys(record.attempts)) begun.add(name);
        } else if (open && !open.submitted && step.kind === "answer") {
          answer(open, open.drawn.order[step.place].question, [`save ${place}`]);
        } else if (open && step.kind === "hand in") {
          open.submitted ??= stamp();
          handedIn.add(open.request);
        }
      });
      const all = copies.reduce(KINDS.exam.join);
      assert.deepEqual(new Set(Object.keys(all.attempts)), begun);
      for (const attempt of Object.values(all.attempts)) {
        assert.equal(Boolean(attempt.closed), closed.has(attempt.request));
        assert.equal(Boolean(attempt.submitted), handedIn.has(attempt.request));
        assert.equal("answers" in attempt, !attempt.closed);
        const copied = copies.flatMap((copy) => copy.attempts[attempt.request] ?? []);
        for (const id of Object.keys(attempt.answers ?? {})) {
          const times = copied.map((copy) => copy.answers?.[id]?.t ?? "").sort();
          assert.equal(attempt.answers[id].t, times.at(-1));
        }
      }
    };
    const sittings = fc.array(sit, { maxLength: 30 });
    fc.assert(fc.property(sittings, clocks, kept), RUNS);
  });
});
