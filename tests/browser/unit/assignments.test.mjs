/** Assignment links: written and read back, hostile ones too, and what is due by them. */

import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  LIMITS,
  fragmentFor,
  isDay,
  readLink,
} from "../../../scripts/coursekit/site/browser/assignment-link.js";
import {
  acceptedIn,
  assignmentUnder,
  dueInWords,
  duties,
  keyOf,
} from "../../../scripts/coursekit/site/browser/assignments.js";
import { printableLine } from "../../../scripts/coursekit/site/browser/printable.js";
import { KINDS } from "../../../scripts/coursekit/site/browser/records.js";
import { ASSIGNMENT, DAY } from "./generated.mjs";

const RUNS = { numRuns: 1000 };
const COURSE = {
  units: ["lens", "bond", "duplex", "extra"],
  all: ["lens", "bond", "duplex"],
  paths: [{ id: "ethics", units: ["bond", "duplex"] }],
};
const read = (text) => readLink(text, COURSE);

test("what is written is read back, whichever date stands for all", () => {
  const same = (assignment, due) => {
    const found = readLink(`https://x.org/assignment/#${fragmentFor(assignment, due)}`, COURSE);
    const expected = assignment.units.map(({ id, due: own }) => {
      const until = own ?? due;
      return until ? { id, due: until } : { id };
    });
    assert.deepEqual(found.assignment, { ...assignment, units: expected });
    assert.deepEqual(found.problems, []);
    assert.equal(found.due, due);
  };
  fc.assert(fc.property(ASSIGNMENT, fc.option(DAY, { nil: undefined }), same), RUNS);
});

test("an assignment is found again under its key, and only under that", () => {
  const same = (assignment) => {
    assert.deepEqual(assignmentUnder(keyOf(assignment)), assignment);
    assert.equal(assignmentUnder(`${keyOf(assignment)}&x=1`), null);
  };
  fc.assert(fc.property(ASSIGNMENT, same), RUNS);
  for (const key of ["", "__proto__", "v=1&m=", "v=1&m=lens@2026-02-30", "v=2&m=lens"]) {
    assert.equal(assignmentUnder(key), null, key);
  }
});

test("no text is an error, and whatever is read keeps the limits", () => {
  const sound = (text) => {
    const found = read(text);
    if ("why" in found) return;
    const { assignment } = found;
    assert.ok(assignment.units.length <= LIMITS.units);
    for (const { id, due } of assignment.units) {
      assert.match(id, /^[a-z0-9][a-z0-9-]{0,39}$/);
      assert.ok(due === undefined || isDay(due), due);
    }
    for (const name of ["title", "by", "id"]) {
      const value = assignment[name];
      if (value === undefined) continue;
      assert.ok([...value].length <= LIMITS[name]);
      assert.equal(printableLine(value, LIMITS[name]), value);
    }
    assert.deepEqual(
      assignmentUnder(keyOf(assignment)),
      assignment.units.length ? assignment : null,
    );
  };
  const field = fc.constantFrom("v=1", "v=2", "m=lens", "m=lens@2026-12-01,%3Cb%3E", "due=", "t=");
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.webFragments(), field);
  const link = fc.array(text, { maxLength: 8 }).map((parts) => `#v=1&m=lens&${parts.join("&")}`);
  fc.assert(fc.property(fc.oneof(text, link), sound), RUNS);
});

test("names stand for units: one, a path, all; the last date counts, the first place", () => {
  const units = (m) => read(`v=1&m=${m}`).assignment.units.map(({ id, due = "" }) => id + due);
  assert.deepEqual(units("bond,lens"), ["bond", "lens"]);
  assert.deepEqual(units("path:ethics,lens"), ["bond", "duplex", "lens"]);
  assert.deepEqual(units("all"), ["lens", "bond", "duplex"]);
  assert.deepEqual(units("path:ethics@2026-12-01"), ["bond2026-12-01", "duplex2026-12-01"]);
  assert.deepEqual(units("path:ethics,bond@2026-12-01"), ["bond2026-12-01", "duplex"]);
});

test("what the course does not have is listed as it is written", () => {
  const { assignment, unknown } = read("v=1&m=lens,nowhere,path:no,%3Cscript%3E,__proto__,nowhere");
  assert.deepEqual(unknown, ["nowhere", "path:no", "<script>", "__proto__"]);
  assert.deepEqual(
    assignment.units.map(({ id }) => id),
    ["lens", "nowhere"],
  );
});

test("a date that is none is said, and left out", () => {
  const { assignment, problems } = read("v=1&m=lens@2026-02-30,bond@soon&due=2026-13-01");
  assert.deepEqual(assignment.units, [{ id: "lens" }, { id: "bond" }]);
  assert.equal(problems.length, 3);
  for (const text of ["2026-02-29", "2026-1-1", "", "2026-12-15T00:00", "0026-12-15", undefined]) {
    assert.equal(isDay(text), false, text);
  }
  assert.equal(isDay("2028-02-29"), true);
});

test("text that is too long is cut and said, and what cannot be printed is left out", () => {
  const title = encodeURIComponent("\u202eevil\u0000 " + "x".repeat(200));
  const { assignment, problems } = read(`v=1&m=lens&t=${title}&by=%ud800&id=${"7".repeat(30)}`);
  assert.equal([...assignment.title].length, 80);
  assert.ok(assignment.title.startsWith("evil x"));
  assert.equal(assignment.id, "7".repeat(24));
  assert.equal(problems.length, 2);
});

test("a thousand units are cut to the limit, and said", () => {
  const m = Array.from({ length: 1000 }, (_, place) => `unit-${place}`).join(",");
  const { assignment, unknown, problems } = read(`v=1&m=${m}`);
  assert.equal(assignment.units.length, 60);
  assert.equal(unknown.length, 1000);
  assert.match(problems[0], /names 1000 units/);
  assert.ok("why" in read(`v=1&m=${"x,".repeat(20_000)}`));
});

test("a link is found in what a mail program made of it", () => {
  const link = "https://x.org/assignment/#v=1&m=lens,bond@2026-12-01&t=Autumn%20cohort";
  const whole = read(link);
  assert.equal(whole.assignment.title, "Autumn cohort");
  for (const text of [
    `Hello,\n\nhere is #4: <${link}> and thanks\n`,
    `  ${link.slice(0, 40)}\r\n${link.slice(40)}\r\n\r\nKind regards\r\nDr A`,
    link.replaceAll("&", "&amp;"),
    link.slice(link.indexOf("#")),
    link.slice(link.indexOf("#") + 1),
    `${link}\nPlease finish it in time.`,
  ]) {
    assert.deepEqual(read(text), whole, text);
  }
  for (const text of ["", "#", "https://x.org/assignment/", "m=", "#v=3&m=lens"]) {
    assert.ok("why" in read(text), text);
  }
});

test("of two dates for one unit the first counts, in whatever order they were accepted", () => {
  const one = { units: [{ id: "lens", due: "2026-12-15" }, { id: "bond" }] };
  const two = {
    units: [
      { id: "lens", due: "2026-12-01" },
      { id: "bond", due: "2027-01-01" },
    ],
  };
  for (const order of [
    [one, two],
    [two, one],
  ]) {
    const found = duties(order.map((assignment) => ({ key: "", accepted: "", assignment })));
    assert.deepEqual([...found].sort(), [
      ["bond", "2027-01-01"],
      ["lens", "2026-12-01"],
    ]);
  }
});

test("only what is accepted and not removed counts, and damaged entries are none", () => {
  const record = KINDS.assignments.blank();
  const [a, b] = ["v=1&m=lens", "v=1&m=bond"];
  record.accepted[a] = { t: "2026-01-02T00:00:00.000Z", v: true };
  record.accepted[b] = { t: "2026-01-01T00:00:00.000Z", v: true };
  assert.deepEqual(
    acceptedIn(record).map(({ key }) => key),
    [b, a],
  );
  record.accepted[b].v = false;
  record.accepted["v=1&m=<b>"] = { t: "2026-01-01T00:00:00.000Z", v: true };
  record.accepted["v=1&m=duplex"] = null;
  assert.deepEqual(
    acceptedIn(record).map(({ key }) => key),
    [a],
  );
  assert.deepEqual(acceptedIn({}), []);
});

test("a day lasts until its end", () => {
  const words = (now) => dueInWords("2026-12-15", now);
  assert.equal(words("2026-12-14"), "Due Tuesday, December 15, 2026");
  assert.equal(words("2026-12-15"), "Due today, Tuesday, December 15, 2026");
  assert.equal(words("2026-12-16"), "Late: it was due Tuesday, December 15, 2026");
});
