import assert from "node:assert/strict";
import test from "node:test";

import { csvLine } from "../../../scripts/coursekit/site/browser/csv.js";

const FORMULAS = [
  "=1+1",
  "+1",
  "-1",
  "@sum",
  "\t1",
  "\r1",
  "\n1",
  " =1",
  "\u00a0=1",
  "\ufeff=1",
  "\x85=1",
];

test("text that a spreadsheet takes for a formula gets an apostrophe, a number does not", () => {
  for (const text of FORMULAS) assert.match(csvLine([text]), /^"?'/u, JSON.stringify(text));
  assert.equal(csvLine([-1, "1-2", "a=b", null]), "-1,1-2,a=b,\r\n");
});
