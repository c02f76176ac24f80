/** The file that asks for a certificate, and the small things around it. */

import assert from "node:assert/strict";
import test from "node:test";
import { answer, newAttempt } from "../../../scripts/coursekit/site/browser/attempt.js";
import { textProblem } from "../../../scripts/coursekit/site/browser/printable.js";
import { inWords } from "../../../scripts/coursekit/site/browser/dom.js";
import { buildRequest } from "../../../scripts/coursekit/site/browser/request.js";
import { today } from "../../../scripts/coursekit/site/browser/save.js";

const BANK = ["x1", "x2"].map((id) => ({
  id,
  hash: "a".repeat(12),
  letters: ["a", "b"],
  group: "1",
  drawn: 2,
}));

function request(more = {}) {
  const attempt = newAttempt(BANK, 2);
  for (const { question } of attempt.drawn.order) answer(attempt, question, ["b"]);
  attempt.submitted = "2026-01-02T03:04:05Z";
  return {
    attempt,
    request: buildRequest({
      course: { id: "sample", version: "2026.1", title: "not in the file" },
      attempt,
      learner: { name: "Ann", email: "", licenses: [] },
      attestation: { text: "I did.", name: "Ann" },
      evaluation: {},
      scenes: [],
      now: new Date("2026-01-03T00:00:00.123Z"),
      ...more,
    }),
  };
}

test("the request holds what was handed in, in the order shown, and nothing that is empty", () => {
  const { attempt, request: file } = request();
  assert.deepEqual(file, {
    format: "course-request/1",
    course: { id: "sample", version: "2026.1" },
    request: attempt.request,
    created: "2026-01-03T00:00:00Z",
    learner: { name: "Ann", licenses: [] },
    exam: {
      attempt: 2,
      started: attempt.started,
      submitted: "2026-01-02T03:04:05Z",
      answers: attempt.drawn.order.map(({ question, hash, shown }) => ({
        question,
        hash,
        shown,
        chosen: ["b"],
      })),
    },
    attestation: { text: "I did.", name: "Ann", accepted: true },
  });
});

test("evaluation and scenes are in it when there are any", () => {
  const evaluation = { minutes: 90, outcomes: { one: 5 } };
  const scenes = [{ scene: "report", worked: "2026-01-01T00:00:00.000Z" }];
  const { request: file } = request({ evaluation, scenes });
  assert.deepEqual([file.evaluation, file.scenes], [evaluation, scenes]);
});

test("the date in a file's name is the learner's own", () => {
  assert.equal(today(new Date(2026, 0, 5, 23, 59)), "2026-01-05");
});

test("words are listed as they are spoken", () => {
  assert.deepEqual([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(inWords), [
    "",
    "a",
    "a and b",
    "a, b and c",
  ]);
});

test("a name is refused only for what cannot be printed, and for its length", () => {
  for (const name of ["Zoë O’Brien-Łukasiewicz", "李小龍", "محمد", "N".repeat(80), "👩‍⚕️"]) {
    assert.equal(textProblem(name), null, name);
  }
  for (const [name, words] of [
    ["Ann\u202eeB", "U+202E"],
    ["Ann\u0007", "U+0007"],
    ["Ann\ud800", "U+D800"],
    ["N".repeat(81), "81 characters"],
  ]) {
    assert.ok(textProblem(name).includes(words), textProblem(name));
  }
});
