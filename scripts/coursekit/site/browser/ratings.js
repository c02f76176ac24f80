/**
 * The self-assessment: every line rated before the course; after it every line again, and with it
 * how the start looks from there ("then"). While the second round is filled in, the first one does
 * not show.
 */

import { announce, button, make } from "./dom.js";
import { ratedLines } from "./rating-results.js";
import { stamp } from "./records.js";
import { keepStorage } from "./store.js";

const STAGES = { before: "Before the course", after: "After the course" };

class SelfAssessment {
  /**
   * @param {HTMLElement} element with the form as JSON in `data-form`
   * @param {import("./shelf.js").Shelf} shelf
   */
  constructor(element, shelf) {
    this.form = JSON.parse(element.dataset.form);
    this.store = shelf.form("ratings");
    /** @type {[string, HTMLButtonElement][]} */
    this.tabs = Object.entries(STAGES).map(([stage, words]) => [
      stage,
      button(words, () => this.turn(stage)),
    ]);
    this.said = make("p", { class: "rating__said", role: "status" });
    this.lines = make("div", { class: "rating__lines" });
    const anchors = this.form.anchors.map((words) => make("li", {}, words));
    element.append(
      make("p", { class: "rating__stages" }, ...this.tabs.map(([, tab]) => tab)),
      this.said,
      make("ol", { class: "rating__anchors", "aria-label": "What the ratings mean" }, ...anchors),
      make("p", {}, make("strong", {}, "Sure"), ` = ${this.form.sure}`),
      this.lines,
    );
    const { rated, all } = ratedLines(this.form, this.store.read().before);
    this.turn(rated === all ? "after" : "before");
  }

  /** @param {"before"|"after"|string} stage to fill in */
  turn(stage) {
    this.stage = stage;
    for (const [name, tab] of this.tabs) tab.setAttribute("aria-pressed", String(name === stage));
    this.lines.replaceChildren(...this.form.rows.flatMap((row) => this.row(row)));
    this.count();
  }

  row({ title, lines }) {
    return [make("h3", {}, title), ...lines.map((line) => this.line(line))];
  }

  line({ id, text }) {
    const shelves = this.stage === "before" ? ["before"] : ["after", "then"];
    const groups = shelves.map((shelf) => this.group(shelf, id));
    return make("fieldset", { class: "rating" }, make("legend", {}, text), ...groups);
  }

  /** One set of ratings of a line; "then" is not asked how sure. */
  group(shelf, id) {
    const kept = this.store.read()[shelf][id];
    const name = `${shelf}-${id}`;
    const asks = { before: "Now", after: "Now", then: "At the start, as you see it now" }[shelf];
    const choices = [...this.form.anchors.keys()].map((place) => [place + 1, String(place + 1)]);
    const radios = [...choices, [0, "n/a"]].map(([value, words]) => {
      const input = /** @type {HTMLInputElement} */ (
        make("input", { type: "radio", name, value: String(value), id: `${name}-${value}` })
      );
      input.checked = kept?.v === value;
      input.addEventListener("change", () => this.keep(shelf, id, { v: Number(value) }));
      return make("span", {}, input, make("label", { for: input.id }, String(words)));
    });
    const label = make("span", { class: "rating__asks", id: `${name}-asks` }, asks);
    const parts = [label, make("span", { class: "rating__steps" }, ...radios)];
    if (shelf !== "then") parts.push(this.sure(shelf, id, name, kept));
    return make(
      "div",
      { class: "rating__group", role: "radiogroup", "aria-labelledby": `${name}-asks` },
      ...parts,
    );
  }

  sure(shelf, id, name, kept) {
    const input = /** @type {HTMLInputElement} */ (
      make("input", { type: "number", min: "0", max: "100", step: "5", id: `${name}-sure` })
    );
    input.value = kept?.sure === undefined ? "" : String(kept.sure);
    input.addEventListener("change", () => {
      if (input.value && input.validity.valid) this.keep(shelf, id, { sure: Number(input.value) });
    });
    const label = make("label", { for: input.id }, "Sure, 0 to 100");
    return make("span", { class: "rating__sure" }, label, " ", input);
  }

  keep(shelf, id, fact) {
    this.store.change((record) => {
      const before = record[shelf][id];
      record[shelf][id] = { ...before, ...fact, t: stamp(before?.t) };
    });
    keepStorage();
    this.count();
  }

  count() {
    const record = this.store.read();
    const { rated, all } = ratedLines(this.form, record[this.stage]);
    const then =
      this.stage === "after"
        ? `, and ${ratedLines(this.form, record.then).rated} for the start`
        : "";
    announce(
      this.said,
      `${STAGES[this.stage]}: ${rated} of ${all} lines rated${then}. Kept on this device.`,
    );
  }
}

/** @type {import("./main.js").Start} */
export function start([element], { shelf }) {
  new SelfAssessment(element, shelf);
}
