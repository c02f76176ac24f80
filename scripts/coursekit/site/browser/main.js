/**
 * Looks at the page and starts what it needs. Every page loads this one module; the others are
 * loaded only where they have something to do.
 */

import { make } from "./dom.js";
import { pageFacts } from "./page.js";
import { startPaper } from "./paper.js";
import { Shelf } from "./shelf.js";
import { NOTICES } from "./store.js";
import { startTheme } from "./theme.js";

/**
 * @typedef {object} Context what a part of the page may use
 * @property {import("./page.js").PageFacts} facts
 * @property {Shelf} shelf what this device keeps
 * @property {AbortSignal} signal ends the part, when the theme swaps pages without loading them
 *
 * @typedef {(elements: HTMLElement[], context: Context) => void} Start
 */

/**
 * What a page may hold, and the module that makes it work.
 * @type {[string, () => Promise<{start: Start}>][]}
 */
const PARTS = [
  ["article table", () => import("./tables.js")],
  [".question[data-question]:not(.review *)", () => import("./questions.js")],
  [".decision[data-decision]", () => import("./decisions.js")],
  [".write[data-write]", () => import("./notes.js")],
  [".progress-of", () => import("./overview.js")],
  [".my-units", () => import("./my-units.js")],
  [".my-calibration", () => import("./calibration.js")],
  [".my-copies", () => import("./copies.js")],
  [".my-device", () => import("./device.js")],
  [".my-summary", () => import("./summary.js")],
  [".my-results", () => import("./results.js")],
  [".self-assessment", () => import("./ratings.js")],
  [".review", () => import("./review.js")],
  [".calendar", () => import("./calendar.js")],
  [".assign", () => import("./assign.js")],
  [".assignment", () => import("./assignment.js")],
  [".hand-in", () => import("./hand-in.js")],
  [".team", () => import("./team.js")],
  [".sign-off", () => import("./sign-off.js")],
  ["form.exam", () => import("./exam.js")],
  ["#verify", () => import("./verify.js")],
  [".enrolment [data-ends]", () => import("./enrolment.js")],
  [".offline", () => import("./offline.js")],
  [".course-version", () => import("./version.js")],
];

/** Ends what the previous page started. */
let current = new AbortController();

/** Says a problem with storage once, beside what the learner is doing. */
function noticeBoard() {
  const said = new Set();
  return (name) => {
    if (said.has(name)) return;
    said.add(name);
    const parts = ".question, .decision, .write, .exam";
    const near = document.activeElement?.closest(parts) ?? document.querySelector(parts);
    const notice = make("p", { class: "course-notice", role: "status" });
    if (near) near.before(notice);
    else document.querySelector("article h1")?.after(notice);
    // Filled after it stands in the page: only a change of a live region is read out.
    setTimeout(() => {
      notice.textContent = NOTICES[name];
    });
  };
}

async function start() {
  current.abort();
  current = new AbortController();
  delete document.documentElement.dataset.started;
  const { signal } = current;
  const theme = startTheme(signal);
  startPaper(signal);
  const facts = pageFacts();
  if (!facts) return;
  const shelf = new Shelf(facts.course.id, noticeBoard());
  const context = { facts, shelf, signal };
  // On a shared computer, tabs and histories do not name the topic.
  if (shelf.device.shared) document.title = "Course";
  if (facts.unit) await startUnit(context);
  await Promise.all([theme, ...PARTS.map((part) => startPart(...part, context))]);
  // Whoever drives the page by a program can wait for this.
  document.documentElement.dataset.started = "";
}

/** @param {Context} context */
async function startUnit(context) {
  (await import("./where.js")).start([], context);
  const { accepted } = context.shelf.form("assignments").read();
  if (Object.keys(accepted ?? {}).length)
    await startPart(".where", () => import("./due.js"), context);
}

async function startPart(selector, load, context) {
  const elements = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(selector)]);
  if (elements.length) (await load()).start(elements, context);
}

// The theme announces every page through `document$`, the first one included.
if (globalThis.document$) globalThis.document$.subscribe(start);
else start();
