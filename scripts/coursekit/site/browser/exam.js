/**
 * The exam: draws its questions, keeps every answer as it is given, takes up an attempt after a
 * reload, shows all answers before they are handed in, and then lets the learner ask for a
 * certificate. It knows no key: the provider grades. No clock runs.
 */

import { answer, beginNext, chosen, current, fit, handIn, newAttempt } from "./attempt.js";
import { announce, button, make } from "./dom.js";
import { markBox, reviewTable } from "./exam-review.js";
import {
  changedSentence,
  closedSentence,
  missingSentence,
  newAttemptPanel,
  progressLine,
  startPanel,
} from "./exam-words.js";
import { Finish } from "./finish.js";
import { stamp } from "./records.js";
import { keepStorage } from "./store.js";

class Exam {
  /**
   * @param {HTMLFormElement} form
   * @param {import("./shelf.js").Shelf} shelf
   * @param {import("./page.js").PageFacts} facts
   */
  constructor(form, shelf, facts) {
    this.form = form;
    this.store = shelf.exam();
    this.list = form.querySelector(".exam__questions");
    this.fields = new Map(
      Array.from(
        /** @type {NodeListOf<HTMLFieldSetElement>} */ (form.querySelectorAll(".exam__question")),
        (set) => [set.dataset.question, set],
      ),
    );
    this.marks = new Map();
    for (const [id, fieldset] of this.fields) {
      fieldset.querySelector(".exam__stem").prepend(make("span", { class: "exam__number" }));
      this.marks.set(
        id,
        markBox(fieldset, (on) => this.mark(id, on)),
      );
    }
    this.bank = [...this.fields].map(([id, set]) => ({
      id,
      hash: set.dataset.hash,
      group: set.dataset.group,
      drawn: Number(set.dataset.drawn),
      letters: [...set.querySelectorAll(".exam__option")].map(({ dataset }) => dataset.option),
    }));
    this.addPanels();
    this.finish = new Finish(form, shelf, facts, () => this.attempt);
    // Enter in a field would hand the exam in; only a button does.
    form.addEventListener("keydown", (event) => {
      const { target } = event;
      if (event.key === "Enter" && target instanceof HTMLInputElement) event.preventDefault();
    });
    this.list.addEventListener("change", ({ target }) => {
      const input = /** @type {HTMLElement} */ (target);
      if (input.closest(".exam__option")) this.keep(input);
    });
    this.take(this.store.read());
  }

  addPanels() {
    this.start = make("section", { class: "exam__start" });
    this.list.before(this.start);
    this.progress = make("p", { class: "exam__progress" });
    this.look = button("Review my answers", () => this.review());
    this.look.classList.add("md-button--primary");
    this.onward = make("p", { class: "exam__onward" }, this.look);
    this.table = make("section", { class: "exam__review", "aria-labelledby": "exam-review" });
    this.next = make("details", { class: "exam__next" });
    this.list.after(this.progress, this.onward, this.table);
    this.form.append(this.next);
  }

  /** Takes up what the record says: nothing begun, an attempt under way, or one handed in. */
  take(record) {
    this.attempt = current(record);
    if (!this.attempt) {
      this.offerStart();
      return;
    }
    if (!this.attempt.submitted) this.refit();
    this.lay();
    this.state(this.attempt.submitted ? "submitted" : "open");
  }

  /** Which parts are on the page, and whether answers may still change. */
  state(name) {
    this.form.dataset.state = name;
    const seen = {
      ready: [this.start],
      open: [this.list, this.progress, this.onward],
      review: [this.table],
      submitted: [this.next, ...this.finish.sections],
    };
    for (const part of Object.values(seen).flat()) part.hidden = !seen[name].includes(part);
    for (const set of this.fields.values()) set.disabled = name === "submitted";
    if (name === "submitted") this.offerNext();
    this.count();
  }

  offerStart() {
    const begin = () => this.begin();
    this.start.replaceChildren(...startPanel(newAttempt(this.bank, 1).drawn.order.length, begin));
    this.state("ready");
  }

  begin() {
    const record = this.store.change((stored) => beginNext(stored, this.bank));
    this.finish.forget();
    this.take(record);
    this.list.scrollIntoView({ block: "start" });
    this.form.querySelector(".exam__question:not([hidden]) input").focus(); // and into sight
  }

  /** Lets `edit` change the attempt, unless another tab has handed it in or begun a new one. */
  edit(edit) {
    const { request } = this.attempt;
    const record = this.store.change((stored) => {
      const attempt = stored.attempts[request];
      if (attempt && !attempt.submitted && !attempt.closed) edit(attempt);
    });
    keepStorage();
    const now = current(record);
    if (now?.request !== request || (now.submitted && !this.attempt.submitted)) this.take(record);
    this.attempt = now;
  }

  /** A question that was reworded since the attempt began is asked anew, and that is said. */
  refit() {
    const fitted = structuredClone(this.attempt);
    const fresh = fit(fitted, this.bank);
    if (fitted.drawn.t === this.attempt.drawn.t) return;
    this.edit((attempt) => {
      attempt.drawn = fitted.drawn;
    });
    this.list.prepend(changedSentence(fresh));
  }

  /** Puts questions and options into the order of this attempt, with the answers so far. */
  lay() {
    const { order } = this.attempt.drawn;
    const drawn = new Set(order.map(({ question }) => question));
    for (const [id, fieldset] of this.fields) fieldset.hidden = !drawn.has(id);
    order.forEach(({ question, shown }, index) => {
      const fieldset = this.fields.get(question);
      if (!fieldset) return;
      const number = fieldset.querySelector(".exam__number");
      number.textContent = `Question ${index + 1} of ${order.length}`;
      const options = new Map(
        [...fieldset.querySelectorAll(".exam__option")].map((each) => [each.dataset.option, each]),
      );
      const mark = fieldset.querySelector(".exam__mark");
      for (const letter of shown) if (options.has(letter)) mark.before(options.get(letter));
      this.list.append(fieldset);
    });
    this.tick();
  }

  tick() {
    for (const [id, fieldset] of this.fields) {
      const letters = chosen(this.attempt, id);
      /** @type {NodeListOf<HTMLInputElement>} */
      const inputs = fieldset.querySelectorAll(".exam__option input");
      for (const input of inputs) input.checked = letters.includes(input.value);
      this.marks.get(id).checked = this.attempt.marked?.[id]?.v === true;
    }
  }

  /** Keeps one answer at once. */
  keep(input) {
    const fieldset = input.closest(".exam__question");
    if (!this.attempt || this.attempt.submitted) return;
    const id = fieldset.dataset.question;
    const checked = [...fieldset.querySelectorAll(".exam__option input:checked")];
    const letters = checked.map(({ value }) => value);
    this.edit((attempt) => answer(attempt, id, letters));
    this.count();
  }

  mark(id, on) {
    this.edit((attempt) => {
      attempt.marked ??= {};
      attempt.marked[id] = { v: on, t: stamp(attempt.marked[id]?.t) };
    });
  }

  /** How far the learner is, and whether it is safe to close the page. */
  count() {
    if (this.attempt) this.progress.replaceChildren(...progressLine(this.attempt, this.store.kept));
  }

  review() {
    this.drawReview();
    this.state("review");
    this.table.querySelector("h2").focus();
  }

  drawReview() {
    const go = (id) => {
      this.state("open");
      const fieldset = this.fields.get(id);
      fieldset.scrollIntoView({ block: "start" });
      (fieldset.querySelector("input:checked") ?? fieldset.querySelector("input")).focus();
    };
    const open = this.attempt.drawn.order.filter(({ question }) => {
      return !chosen(this.attempt, question).length;
    }).length;
    const title = make("h2", { id: "exam-review", tabindex: "-1" }, "Your answers");
    const back = button("Back to the questions", () => go(this.attempt.drawn.order[0].question));
    const sentence = make("p", { role: "status" }, missingSentence(open));
    const hand = button("Hand in these answers", () => {
      if (open) announce(sentence, missingSentence(open));
      else this.handIn();
    });
    hand.classList.add("md-button--primary");
    this.table.replaceChildren(
      title,
      sentence,
      reviewTable(this.attempt, this.fields, go),
      make("p", { class: "exam__onward" }, back, " ", hand),
    );
  }

  /** From here on the answers of this attempt stay as they are. */
  handIn() {
    this.edit(handIn);
    // Another tab may have begun the next attempt, or forgotten everything, meanwhile.
    if (!this.attempt?.submitted) return;
    this.state("submitted");
    this.finish.focus();
  }

  offerNext() {
    const begin = () => {
      this.next.open = false;
      this.begin();
    };
    this.next.replaceChildren(...newAttemptPanel(this.attempt.number + 1, begin));
    this.finish.say(closedSentence(this.attempt));
  }

  /** Another tab went on with the exam. */
  refresh(record) {
    const other = current(record);
    const moved = other?.request !== this.attempt?.request;
    if (moved || Boolean(other?.submitted) !== Boolean(this.attempt?.submitted)) {
      this.take(record);
      return;
    }
    this.attempt = other;
    if (!other) return;
    this.tick();
    this.count();
    if (this.form.dataset.state === "review") this.drawReview();
  }
}

/** @type {import("./main.js").Start} */
export function start([form], { facts, shelf, signal }) {
  const exam = new Exam(/** @type {HTMLFormElement} */ (form), shelf, facts);
  exam.store.watch((record) => exam.refresh(record), signal);
}
