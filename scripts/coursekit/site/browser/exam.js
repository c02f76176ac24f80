/**
 * The exam: draws an order, keeps every answer as it is given, takes up an attempt after a reload,
 * and saves the file that asks for a certificate. It knows no key: the provider grades. No clock.
 */

import { answer, chosen, fit, newAttempt, seconds } from "./attempt.js";
import { Details, clearProblems, showProblems } from "./details.js";
import { button, make } from "./dom.js";
import {
  changedSentence,
  closedSentence,
  newAttemptPanel,
  nextSteps,
  progressLine,
  startPanel,
} from "./exam-words.js";
import { buildRequest, fileName, saveFile } from "./request.js";
import { keepStorage } from "./store.js";

class Exam {
  /**
   * @param {HTMLFormElement} form
   * @param {import("./store.js").Store} store
   * @param {import("./page.js").PageFacts} facts
   */
  constructor(form, store, facts) {
    Object.assign(this, { form, store });
    Object.assign(this, { course: facts.course, provider: facts.provider });
    this.details = new Details(form);
    this.list = form.querySelector(".exam__questions");
    this.problems = form.querySelector(".exam__problems");
    this.done = form.querySelector(".exam__done");
    this.hand = form.querySelector("[type=submit]");
    this.handLabel = this.hand.textContent;
    this.fields = new Map(
      [...form.querySelectorAll(".exam__question")].map((set) => [set.dataset.question, set]),
    );
    for (const fieldset of this.fields.values()) {
      fieldset.querySelector("legend").prepend(make("span", { class: "exam__number" }));
    }
    this.bank = [...this.fields].map(([id, set]) => ({
      id,
      hash: set.dataset.hash,
      group: set.dataset.group,
      drawn: Number(set.dataset.drawn),
      letters: [...set.querySelectorAll(".exam__option")].map(({ dataset }) => dataset.option),
    }));
    this.addPanels();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    // Enter in a field would hand the exam in; only the button does.
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
    });
    this.list.addEventListener("change", (event) => this.keep(event.target));
    this.take(store.read());
  }

  addPanels() {
    this.start = make("section", { class: "exam__start" });
    this.list.before(this.start);
    this.progress = make("p", { class: "exam__progress" });
    this.list.after(this.progress);
    this.closing = make(
      "p",
      { class: "exam__closing" },
      "Saving the file closes this attempt: its answers stay as they are.",
    );
    (this.hand.closest("p") ?? this.hand).before(this.closing);
    this.outcome = make("p", { class: "exam__outcome", role: "status", tabindex: "-1" });
    if (!this.done.textContent.trim()) this.done.append(...nextSteps(this.provider));
    this.done.prepend(this.outcome);
    this.same = button("Save the same file again", () => saveFile(this.file.name, this.file.text));
    this.same.hidden = true;
    this.next = make("details", { class: "exam__next" });
    this.done.append(this.same, this.next);
  }

  /** Takes up what the record says: nothing begun, an attempt under way, or one handed in. */
  take(record) {
    this.attempt = record.attempt ?? null;
    clearProblems(this.problems);
    if (!this.attempt) {
      this.offerStart();
      return;
    }
    if (!this.attempt.submitted) this.refit();
    this.lay();
    this.start.hidden = true;
    this.state(this.attempt.submitted ? "submitted" : "open");
  }

  /** Which parts are on the page, and whether answers may still change. */
  state(name) {
    this.form.dataset.state = name;
    const begun = name !== "ready";
    for (const part of [this.list, this.progress, this.hand, ...this.sections()]) {
      part.hidden = !begun;
    }
    for (const set of this.fields.values()) set.disabled = name === "submitted";
    this.closing.hidden = name !== "open";
    this.done.hidden = name !== "submitted";
    this.hand.textContent = name === "submitted" ? "Save the file again" : this.handLabel;
    if (name === "submitted") this.offerNext();
    this.count();
  }

  sections() {
    return this.form.querySelectorAll(".exam__details");
  }

  offerStart() {
    const begin = () => {
      this.begin(1);
      this.focusFirst();
    };
    this.start.replaceChildren(...startPanel(newAttempt(this.bank, 1).order.length, begin));
    this.start.hidden = false;
    this.state("ready");
  }

  begin(number) {
    const record = this.store.change((stored) => {
      if (stored.attempt) {
        const { request, started, submitted, order } = stored.attempt;
        const asked = order.map(({ question }) => question);
        const past = { number: stored.attempt.number, request, started, submitted, asked };
        stored.past = [...(stored.past ?? []), past];
      }
      const before = new Set((stored.past ?? []).flatMap(({ asked }) => asked ?? []));
      stored.attempt = newAttempt(this.bank, number, before);
    });
    this.file = null;
    this.same.hidden = true;
    this.outcome.textContent = "";
    this.take(record);
  }

  focusFirst() {
    this.form.querySelector(".exam__question input").focus();
    this.list.scrollIntoView({ block: "start" });
  }

  /** A question that was reworded since the attempt began is asked anew, and that is said. */
  refit() {
    const fitted = structuredClone(this.attempt);
    const fresh = fit(fitted, this.bank);
    if (!fresh && fitted.order.length === this.attempt.order.length) return;
    this.attempt = this.store.change((stored) => {
      stored.attempt.order = fitted.order;
    }).attempt;
    this.list.prepend(changedSentence(fresh));
  }

  /** Puts questions and options into the order of this attempt, with the answers so far. */
  lay() {
    const total = this.attempt.order.length;
    const drawn = new Set(this.attempt.order.map(({ question }) => question));
    for (const [id, fieldset] of this.fields) fieldset.hidden = !drawn.has(id);
    this.attempt.order.forEach(({ question, shown }, index) => {
      const fieldset = this.fields.get(question);
      if (!fieldset) return;
      fieldset.querySelector(".exam__number").textContent = `Question ${index + 1} of ${total}`;
      const options = new Map(
        [...fieldset.querySelectorAll(".exam__option")].map((each) => [each.dataset.option, each]),
      );
      for (const letter of shown) if (options.has(letter)) fieldset.append(options.get(letter));
      this.list.append(fieldset);
    });
    this.tick();
  }

  tick() {
    for (const [id, fieldset] of this.fields) {
      const letters = chosen(this.attempt, id);
      for (const input of fieldset.querySelectorAll("input")) {
        input.checked = letters.includes(input.value);
      }
    }
  }

  /** Keeps one answer at once. */
  keep(input) {
    const fieldset = input.closest(".exam__question");
    if (!fieldset || !this.attempt || this.attempt.submitted) return;
    const id = fieldset.dataset.question;
    const letters = [...fieldset.querySelectorAll("input:checked")].map(({ value }) => value);
    const { request } = this.attempt;
    const record = this.store.change((stored) => {
      if (stored.attempt?.request === request && !stored.attempt.submitted) {
        answer(stored.attempt, id, letters);
      }
    });
    keepStorage();
    if (record.attempt?.request !== request || record.attempt.submitted) this.take(record);
    this.attempt = record.attempt;
    fieldset.removeAttribute("data-missing");
    this.count();
  }

  /** How far the learner is, and whether it is safe to close the page. */
  count() {
    if (!this.attempt) return;
    this.progress.replaceChildren(...progressLine(this.attempt, this.store.kept));
  }

  unanswered() {
    return this.attempt.order.flatMap(({ question }, index) => {
      const fieldset = this.fields.get(question);
      if (!fieldset || chosen(this.attempt, question).length) return [];
      fieldset.dataset.missing = "";
      const text = `Question ${index + 1} has no answer yet.`;
      return [{ field: fieldset.querySelector("input"), text }];
    });
  }

  submit() {
    if (!this.attempt) return;
    const { learner, attestation, problems } = this.details.read();
    const all = [...(this.attempt.submitted ? [] : this.unanswered()), ...problems];
    showProblems(this.problems, all);
    if (all.length) return;
    this.close();
    const { course, attempt } = this;
    const request = buildRequest({ course, attempt, learner, attestation });
    this.file = { name: fileName(), text: `${JSON.stringify(request, null, 2)}\n` };
    this.same.hidden = false;
    saveFile(this.file.name, this.file.text);
    this.state("submitted");
    this.outcome.textContent =
      `Saved: ${this.file.name}. Look for it where your browser puts downloads.`;
    this.outcome.focus();
  }

  /** Hands the attempt in; the second time nothing changes. */
  close() {
    if (this.attempt.submitted) return;
    const { request } = this.attempt;
    const record = this.store.change((stored) => {
      if (stored.attempt?.request === request) {
        stored.attempt.submitted ??= seconds(new Date().toISOString());
      }
    });
    this.attempt = record.attempt;
  }

  offerNext() {
    const number = this.attempt.number + 1;
    const begin = () => {
      this.details.forgetAttestation();
      this.next.open = false;
      this.begin(number);
      this.focusFirst();
    };
    this.next.replaceChildren(...newAttemptPanel(number, begin));
    this.outcome.textContent ||= closedSentence(this.attempt);
  }

  /** Another tab went on with the exam. */
  refresh(record) {
    const other = record.attempt;
    const moved = other?.request !== this.attempt?.request;
    if (moved || Boolean(other?.submitted) !== Boolean(this.attempt?.submitted)) {
      this.take(record);
      return;
    }
    this.attempt = other ?? null;
    if (!other) return;
    this.tick();
    this.count();
  }
}

/**
 * Starts the exam of the page.
 * @param {HTMLFormElement} form
 * @param {import("./store.js").Store} store
 * @param {import("./page.js").PageFacts} facts
 * @param {AbortSignal} [signal]
 */
export function startExam(form, store, facts, signal) {
  const exam = new Exam(form, store, facts);
  store.watch((record) => exam.refresh(record), signal);
}
