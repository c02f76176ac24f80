/** The supervision sessions on which a sign-off rests: date and minutes, nothing about a client. */

import { button, make } from "./dom.js";
import { KINDS_OF_SESSION } from "./signoff-file.js";

/** @typedef {{date: HTMLInputElement, minutes: HTMLInputElement, kind: HTMLSelectElement}} Row */

export class Sessions {
  /** @type {Row[]} */
  rows = [];
  /** How many were added, so that no two fields share an id. */
  added = 0;

  /** @param {string} today */
  constructor(today) {
    this.today = today;
    this.list = make("div");
    this.element = make(
      "div",
      {},
      this.list,
      make(
        "p",
        {},
        button("Add a session", () => this.add()),
      ),
    );
  }

  add() {
    this.added += 1;
    const id = (name) => `sign-off-session-${this.added}-${name}`;
    const date = make("input", { type: "date", id: id("date") });
    date.value = this.today;
    const minutes = make("input", { type: "number", id: id("minutes"), min: "1", max: "600" });
    const kinds = Object.entries(KINDS_OF_SESSION);
    const options = kinds.map(([value, words]) => make("option", { value }, words));
    const kind = make("select", { id: id("kind") }, ...options);
    const row = { date, minutes, kind };
    this.rows.push(row);
    const remove = button("Remove this session", () => {
      this.rows = this.rows.filter((each) => each !== row);
      element.remove();
    });
    const element = make(
      "fieldset",
      { class: "sign-off__item" },
      make("legend", {}, `Session ${this.added}`),
      field(date, "Date"),
      field(minutes, "Minutes"),
      field(kind, "Individual or group"),
      make("p", {}, remove),
    );
    this.list.append(element);
    date.focus();
  }

  /** The first field that is not filled in. */
  get missing() {
    return this.rows
      .flatMap(({ date, minutes }) => [date, minutes])
      .find((input) => !input.value || !input.validity.valid);
  }

  /** @param {string[]} modules @returns {import("./signoff-file.js").Session[]} */
  filledIn(modules) {
    return this.rows.map(({ date, minutes, kind }) => ({
      date: date.value,
      minutes: Number(minutes.value),
      kind: kind.value,
      modules,
    }));
  }
}

const field = (input, words) =>
  make("p", { class: "field" }, make("label", { for: input.id }, words), input);
