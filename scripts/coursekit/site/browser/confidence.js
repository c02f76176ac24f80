/** How sure a learner is of an answer, asked with the first try and never after it. */

import { make } from "./dom.js";

/** What may be said, in percent; a guess among four options is right one time in four. */
const STEPS = [25, 50, 75, 90, 100];

export class Confidence {
  /** @param {{asked: {id: string}, form: HTMLElement}} question */
  constructor({ asked, form }) {
    const name = `${asked.id}-sure`;
    this.inputs = STEPS.map((step) =>
      make("input", { type: "radio", name, value: String(step), id: `${name}-${step}` }),
    );
    const labels = STEPS.map((step, place) => {
      const words = step === 25 ? "25 % (a guess)" : `${step} %`;
      return make("span", {}, this.inputs[place], make("label", { for: `${name}-${step}` }, words));
    });
    const legend = make("legend", {}, "How sure are you?");
    this.set = make("fieldset", { class: "question__sure" }, legend, ...labels);
    form.querySelector(".question__actions").before(this.set);
  }

  get value() {
    const chosen = this.inputs.find((input) => input.checked);
    return chosen ? Number(chosen.value) : undefined;
  }

  get missing() {
    return !this.set.disabled && this.value === undefined;
  }

  focus() {
    this.inputs[0].focus();
  }

  /**
   * Shows what was said with the first try; after it, nothing is asked any more.
   * @param {import("./records.js").Entry | null} entry
   */
  show(entry) {
    const sure = entry?.first.sure;
    for (const input of this.inputs) input.checked = Number(input.value) === sure;
    this.set.disabled = entry !== null;
    this.set.hidden = entry !== null && sure === undefined;
  }
}
