/** A practice question that is asked again, in a review. */

import { Question } from "./questions.js";
import { saved } from "./records.js";

/** It comes up blank, whatever was answered before, and tells how it went. */
export class Again extends Question {
  /** Told whether an answer is right, each time one is recorded. */
  told = (_right) => {};

  get entry() {
    return saved(this.store.read(), "answers", this.asked);
  }

  restore() {
    this.clear();
    this.confidence?.show(this.entry);
  }

  /** Shows the last answer, as it was given in this set. */
  resume() {
    super.restore();
  }

  record(v) {
    super.record(v);
    this.told(this.isRight(v));
  }
}
