/**
 * After the exam: the evaluation, the learner's details, the attestation, and the file that asks
 * for a certificate, sealed to the provider where the provider has published a key for it.
 */

import { Details, clearProblems, showProblems } from "./details.js";
import { button, make } from "./dom.js";
import { Evaluation } from "./evaluation.js";
import { nextSteps } from "./exam-words.js";
import { isWhole, progressOf } from "./progress.js";
import { buildRequest } from "./request.js";
import { saveFile, today } from "./save.js";
import { canSeal, seal } from "./seal.js";

const UNSEALED =
  "This browser cannot seal the file on this page, so your name and license numbers would be " +
  "readable to anyone who gets hold of it. Open the site by its https address to seal it.";

const BAD_KEY =
  "The provider's published key cannot be used, so the file cannot be sealed. Tell the provider. " +
  "Unsealed, your name and license numbers would be readable to anyone who gets hold of the file.";

export class Finish {
  /** @type {HTMLFormElement} */
  form;
  /** @type {import("./shelf.js").Shelf} */
  shelf;
  /** @type {import("./page.js").PageFacts} */
  facts;
  /** @type {() => import("./attempt.js").Attempt} */
  attempt;

  /**
   * @param {HTMLFormElement} form
   * @param {import("./shelf.js").Shelf} shelf
   * @param {import("./page.js").PageFacts} facts
   * @param {() => import("./attempt.js").Attempt} attempt gives the attempt that was handed in
   */
  constructor(form, shelf, facts, attempt) {
    Object.assign(this, { form, shelf, facts, attempt });
    this.details = new Details(form);
    const evaluation = form.querySelector(".exam__evaluation");
    this.evaluation = evaluation && new Evaluation(evaluation, shelf.form("evaluation"));
    this.problems = form.querySelector(".exam__problems");
    this.hand = form.querySelector("[type=submit]");
    this.done = form.querySelector(".exam__done");
    this.state = make("p", { class: "exam__outcome", role: "status", tabindex: "-1" });
    form.querySelector(".exam__finish").prepend(this.state);
    this.outcome = make("p", { class: "exam__outcome", role: "status", tabindex: "-1" });
    this.done.before(this.outcome);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  /** The parts of the page that show once the answers are handed in. */
  get sections() {
    return [this.form.querySelector(".exam__finish")];
  }

  /** @param {string} sentence */
  say(sentence) {
    this.state.textContent = sentence;
  }

  focus() {
    this.state.focus();
    this.state.scrollIntoView({ block: "start" });
  }

  /** A new attempt is attested anew. */
  forget() {
    this.details.forgetAttestation();
    this.outcome.textContent = "";
    this.done.hidden = true;
    clearProblems(this.problems);
  }

  async submit() {
    const { learner, attestation, problems } = this.details.read();
    const all = [...(this.evaluation?.problems() ?? []), ...problems];
    showProblems(this.problems, all);
    if (all.length) return;
    const request = buildRequest({
      course: this.facts.course,
      attempt: this.attempt(),
      learner,
      attestation,
      evaluation: this.evaluation?.read() ?? {},
      scenes: this.scenes(),
    });
    const text = `${JSON.stringify(request, null, 2)}\n`;
    const key = this.facts.provider.sealing_key;
    if (!key) this.save(text, false);
    else await this.sealAndSave(text, key);
  }

  /** Seals the file; where that cannot be done, the learner decides, and nothing is lost. */
  async sealAndSave(text, key) {
    if (!canSeal()) {
      this.offerUnsealed(UNSEALED, text);
      return;
    }
    try {
      this.save(await this.sealed(text, key), true);
    } catch {
      this.offerUnsealed(BAD_KEY, text);
    }
  }

  /** Which scenes the learner has worked through, and when last. */
  scenes() {
    return (this.facts.scenes ?? []).flatMap((unit) => {
      const progress = progressOf(unit, this.shelf.unit(unit.id).read());
      const worked = isWhole(progress) && progress.last;
      return worked ? [{ scene: unit.id, worked }] : [];
    });
  }

  /** @param {string} text @param {JsonWebKey & {kid?: string}} key */
  async sealed(text, key) {
    const { course } = this.facts;
    const file = {
      format: "course-request/1 sealed",
      course: { id: course.id, version: course.version },
      jwe: await seal(text, key),
    };
    return `${JSON.stringify(file, null, 2)}\n`;
  }

  save(text, sealed) {
    const name = `course-request-${today()}.json`;
    saveFile(name, text);
    const again = button("Save the same file again", () => saveFile(name, text));
    this.done.replaceChildren(again, ...nextSteps(this.facts, sealed));
    this.done.hidden = false;
    this.outcome.textContent = `Saved: ${name}. Look for it where your browser puts downloads.`;
    this.outcome.focus();
  }

  /** @param {string} reason @param {string} text */
  offerUnsealed(reason, text) {
    const anyway = button("Save it unsealed all the same", () => this.save(text, false));
    this.done.replaceChildren(make("p", {}, reason), anyway);
    this.done.hidden = false;
    this.outcome.textContent = "Nothing was saved yet.";
    this.outcome.focus();
  }
}
