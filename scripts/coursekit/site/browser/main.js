/**
 * Looks at the page and starts what it needs. Every page loads this one module; the others are
 * loaded only where they have something to do.
 */

import { make } from "./dom.js";
import { pageFacts } from "./page.js";
import { startTheme } from "./theme.js";

/** Ends what the previous page started, when the theme swaps pages without loading them. */
let current = new AbortController();

/** Says a problem with storage once, beside what the learner is doing. */
function noticeBoard(notices) {
  const said = new Set();
  return (name) => {
    if (said.has(name)) return;
    said.add(name);
    const parts = ".question, .decision, .exam";
    const near = document.activeElement?.closest(parts) ?? document.querySelector(parts);
    const notice = make("p", { class: "course-notice", role: "status" });
    near?.before(notice);
    // Filled after it stands in the page: only a change of a live region is read out.
    setTimeout(() => {
      notice.textContent = notices[name];
    });
  };
}

async function startAnswers(facts, signal) {
  const questions = document.querySelectorAll(".question[data-question]");
  const decisions = document.querySelectorAll(".decision[data-decision]");
  const name = facts.page.module ?? facts.page.kind;
  if (!questions.length && !decisions.length) return;
  const [{ Store, NOTICES }, records] = await Promise.all([
    import("./store.js"),
    import("./records.js"),
  ]);
  const store = new Store({
    key: `course/${facts.course.id}/${name}`,
    blank: () => records.blankModule(name),
    merge: records.mergeModule,
    trouble: noticeBoard(NOTICES),
  });
  if (facts.page.kind === "module" && !store.read().opened) {
    store.change((record) => {
      record.opened = records.stamp();
    });
  }
  if (questions.length) {
    (await import("./questions.js")).startQuestions(questions, store, signal);
  }
  if (decisions.length) {
    (await import("./decisions.js")).startDecisions(decisions, store, signal);
  }
}

async function startExamPage(facts, signal) {
  const form = document.querySelector("form.exam");
  if (!form) return;
  const [{ Store, NOTICES }, { blankExam, mergeExam }, { startExam }] = await Promise.all([
    import("./store.js"),
    import("./records.js"),
    import("./exam.js"),
  ]);
  const store = new Store({
    key: `course/${facts.course.id}/exam`,
    blank: blankExam,
    merge: mergeExam,
    trouble: noticeBoard(NOTICES),
  });
  startExam(form, store, facts, signal);
}

async function startVerification() {
  const element = document.getElementById("verify");
  if (element) (await import("./verify.js")).startVerify(element);
}

async function startPaper(signal) {
  const tables = document.querySelectorAll("article table");
  if (tables.length) (await import("./tables.js")).startTables(tables);
  (await import("./paper.js")).startPaper(signal);
}

function start() {
  current.abort();
  current = new AbortController();
  const { signal } = current;
  const facts = pageFacts();
  startTheme(signal);
  startPaper(signal);
  startVerification();
  if (!facts) return;
  startAnswers(facts, signal);
  startExamPage(facts, signal);
}

// The theme announces every page through `document$`, the first one included.
if (globalThis.document$) globalThis.document$.subscribe(start);
else start();
