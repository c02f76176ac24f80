/**
 * Practice questions. Arrow keys choose and never check; Enter or the button checks. The result is
 * said in words, focus stays where it is, and the reason of what was chosen opens under it. A
 * question asked before the reading (`data-before`) keeps the answer and holds the feedback back.
 */

import { Confidence } from "./confidence.js";
import { announce, button, inWords } from "./dom.js";
import { changedSince, keep, nextEntry, saved, stamp } from "./records.js";
import { keepStorage } from "./store.js";

const SAY = {
  choose: "Choose an answer first.",
  sure: "Say how sure you are, too.",
  again: "Cleared. Choose an answer and check it.",
  changed: "This question changed since you answered.",
  kept: "Kept. Read on; come back for the feedback when you have read the module.",
};

export class Question {
  /**
   * @param {HTMLElement} section
   * @param {import("./store.js").Store} store
   */
  constructor(section, store) {
    this.section = section;
    this.store = store;
    this.asked = { id: section.dataset.question, hash: section.dataset.hash };
    this.before = "before" in section.dataset;
    this.form = section.querySelector(".question__form");
    this.result = section.querySelector(".question__result");
    /** @type {HTMLDetailsElement | null} */
    this.rationale = section.querySelector(".question__rationale");
    this.check = section.querySelector("[type=submit]");
    this.options = [...section.querySelectorAll(".question__option")].map((element) => ({
      element,
      letter: element.dataset.option,
      input: element.querySelector("input"),
      reason: /** @type {HTMLDetailsElement} */ (element.querySelector(".question__reason")),
    }));
    /** The choice that the result on the page speaks of; null when nothing was checked. */
    this.shown = null;
    this.checkLabel = this.check.textContent;
    this.confidence = "confidence" in section.dataset ? new Confidence(this) : null;
    this.addButtons();
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.hand();
    });
    this.form.addEventListener("change", () => this.touch());
    this.restore();
    section.dataset.ready = "";
  }

  addButtons() {
    this.again = button("Try again", () => this.reset());
    this.reveal = button("Show the answer", () => this.showBest());
    this.feedback = button("Show the feedback now", () => this.showFeedback());
    this.check.after(this.again, this.reveal, this.feedback);
  }

  get chosen() {
    return this.options.filter(({ input }) => input.checked).map(({ letter }) => letter);
  }

  get best() {
    return this.options
      .filter(({ input }) => "correct" in input.dataset)
      .map(({ letter }) => letter);
  }

  isRight(chosen) {
    return chosen.join() === this.best.join();
  }

  /** The learner hands in what is chosen: by the button or by Enter. */
  hand() {
    const chosen = this.chosen;
    if (!chosen.length) {
      announce(this.result, SAY.choose);
      return;
    }
    if (this.confidence?.missing) {
      announce(this.result, SAY.sure);
      this.confidence.focus();
      return;
    }
    if (chosen.join() !== this.shown?.join()) this.record(chosen);
    if (this.before) this.showKept(chosen);
    else this.showResult(chosen);
  }

  /** @param {string[]} v the options chosen */
  record(v) {
    const sure = this.confidence?.value;
    const record = this.store.change((stored) => {
      const before = saved(stored, "answers", this.asked);
      keep(stored, "answers", this.asked, nextEntry(before, { v, ok: this.isRight(v), sure }));
    });
    this.confidence?.show(saved(record, "answers", this.asked));
    keepStorage();
  }

  /** A choice was changed after a check: the old verdict no longer speaks of what is chosen. */
  touch() {
    if (!this.shown) return;
    this.shown = null;
    this.result.textContent = "";
    this.buttons();
    for (const { element, letter, input, reason } of this.options) {
      element.removeAttribute("data-verdict");
      label(reason, summary(letter, false, "correct" in input.dataset, this.best.length));
    }
  }

  showResult(chosen) {
    const right = this.isRight(chosen);
    this.shown = chosen;
    this.open(chosen, right ? this.options.map(({ letter }) => letter) : chosen);
    this.openRationale(right);
    this.buttons(this.again, ...(right ? [] : [this.reveal]));
    announce(this.result, right ? this.praise() : this.advice(chosen));
  }

  praise() {
    const names = inWords(this.best);
    const is = this.best.length > 1 ? "are the best answers" : "is the best answer";
    return `Right: ${names} ${is}. The reasons for all answers are open now.`;
  }

  advice(chosen) {
    if (this.best.length < 2) {
      return "Not the best answer. Read the reason under your choice, then choose again and check.";
    }
    if (chosen.every((letter) => this.best.includes(letter))) {
      return "Not the best answer yet: what you chose belongs to it, and something is missing.";
    }
    return "Not the best answer. Read the reasons under your choices, then change them and check.";
  }

  showKept(chosen) {
    this.shown = chosen;
    this.buttons(this.feedback);
    announce(this.result, SAY.kept);
  }

  /** From here on a question asked before the reading is like any other. */
  showFeedback() {
    this.store.change((record) => {
      const entry = saved(record, "answers", this.asked);
      if (entry) keep(record, "answers", this.asked, { shown: stamp(), ...entry });
    });
    this.endBefore();
    this.showResult(this.chosen.length ? this.chosen : this.shown);
    this.check.focus();
  }

  endBefore() {
    this.before = false;
    this.check.textContent = this.checkLabel;
  }

  showBest() {
    this.open(
      this.chosen,
      this.options.map(({ letter }) => letter),
    );
    this.openRationale(true);
    this.buttons(this.again);
    this.again.focus();
    announce(this.result, `The best answer is ${inWords(this.best)}. All reasons are open now.`);
  }

  reset() {
    this.clear();
    this.options[0].input.focus();
    announce(this.result, SAY.again);
  }

  clear() {
    this.shown = null;
    for (const { input } of this.options) input.checked = false;
    this.open([], []);
    this.openRationale(false);
    this.buttons();
    this.result.textContent = "";
  }

  /** Opens the reasons of some options, says whose they are, and ties them to the input. */
  open(chosen, letters) {
    for (const { element, letter, input, reason } of this.options) {
      const visible = letters.includes(letter);
      const right = "correct" in input.dataset;
      const own = chosen.includes(letter);
      element.toggleAttribute("data-verdict", visible);
      if (visible) element.dataset.verdict = right ? "right" : "wrong";
      reason.hidden = !visible;
      reason.open = visible;
      label(reason, summary(letter, own, right, this.best.length));
      if (visible) input.setAttribute("aria-describedby", reason.id);
      else input.removeAttribute("aria-describedby");
    }
  }

  openRationale(visible) {
    if (!this.rationale) return;
    this.rationale.hidden = !visible;
    this.rationale.open = visible;
  }

  buttons(...visible) {
    for (const each of [this.again, this.reveal, this.feedback]) {
      each.hidden = !visible.includes(each);
    }
  }

  /** Shows what was saved; an answer to another wording of the question is not shown as one. */
  restore() {
    const record = this.store.read();
    const entry = saved(record, "answers", this.asked);
    this.clear();
    if (this.before && entry?.shown) this.endBefore();
    if (this.before) this.check.textContent = "Keep my answer";
    this.confidence?.show(entry);
    if (!entry) {
      if (changedSince(record, "answers", this.asked)) this.result.textContent = SAY.changed;
      return;
    }
    for (const { input, letter } of this.options) input.checked = entry.v.includes(letter);
    if (!this.chosen.length) return;
    if (this.before) this.showKept(this.chosen);
    else this.showResult(this.chosen);
  }

  /** Another tab changed the record: show it, unless a choice here waits to be checked. */
  refresh(record) {
    const entry = saved(record, "answers", this.asked);
    const waiting = this.chosen.length > 0 && !this.shown;
    if (!entry || waiting || entry.v.join() === this.shown?.join()) return;
    this.restore();
  }
}

function label(reason, text) {
  reason.querySelector("summary").textContent = text;
}

function summary(letter, own, right, keys) {
  const key = keys > 1 ? "one of the best answers" : "the best answer";
  const verdict = right ? key : "not the best answer";
  return own ? `Your answer, ${letter}: ${verdict}` : `${letter}: ${verdict}`;
}

/** @type {import("./main.js").Start} */
export function start(sections, { facts, shelf, signal }) {
  const units = new Map();
  for (const section of sections) {
    const unit = section.dataset.unit ?? facts.unit.id;
    if (!units.has(unit)) units.set(unit, []);
    units.get(unit).push(new Question(section, shelf.unit(unit)));
  }
  for (const [unit, questions] of units) {
    const refresh = (record) => questions.forEach((question) => question.refresh(record));
    shelf.unit(unit).watch(refresh, signal);
  }
}
