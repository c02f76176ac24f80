/** The units of an assignment: ticked one by one or by a path, in order, each with its own date. */

import { ASSIGNABLE, unitOf } from "./assignable.js";
import { minutesOf } from "./assignment-view.js";
import { make } from "./dom.js";
import { makeTable } from "./make-table.js";

/** @type {[string, (unit: import("./page.js").Unit) => boolean][]} */
const GROUPS = [
  ["Modules", ({ kind }) => kind === "module"],
  ["Cases that are part of the course", ({ kind, required }) => kind === "case" && required],
  ["Further cases", ({ kind, required }) => kind === "case" && !required],
];

export class AssignedUnits {
  /** Ids in the order in which they were chosen. @type {string[]} */
  chosen = [];
  /** The dates of single units. @type {Map<string, string>} */
  own = new Map();

  /**
   * @param {import("./assignable.js").Path[]} paths
   * @param {() => void} changed
   */
  constructor(paths, changed) {
    this.changed = changed;
    this.paths = paths;
    this.path = make("select", { id: "assign-path" }, make("option", { value: "" }, "–"));
    for (const { id, title, units } of paths) {
      const minutes = units.reduce((sum, unit) => sum + minutesOf(unit), 0);
      const words = `${title} (${units.length} parts, about ${minutes} minutes)`;
      this.path.append(make("option", { value: id }, words));
    }
    this.summary = make("p", { class: "assign__summary" });
    this.path.addEventListener("change", () => this.takePath());
    /** @type {Map<string, HTMLInputElement>} */
    this.boxes = new Map();
    this.list = make("div", {}, ...GROUPS.flatMap((group) => this.group(...group)));
    this.order = make("div");
  }

  /** @returns {Node[]} */
  get elements() {
    const label = make("label", { for: "assign-path" }, "Start from a path (you can change it)");
    const path = make("p", { class: "field" }, label, this.path);
    return [...(this.paths.length ? [path, this.summary] : []), this.list];
  }

  /** @returns {Node[]} */
  group(title, belongs) {
    const units = ASSIGNABLE.filter(belongs);
    if (!units.length) return [];
    const ticks = units.map(({ id, title: name }) => {
      const input = make("input", { type: "checkbox", id: `assign-${id}` });
      input.addEventListener("change", () => this.tick(id, input.checked));
      this.boxes.set(id, input);
      const label = make("label", { for: input.id }, `${name} (${minutesOf(id)} minutes)`);
      return make("p", { class: "tick" }, input, label);
    });
    const legend = make("legend", {}, title);
    return [make("fieldset", { class: "assign__group" }, legend, ...ticks)];
  }

  tick(id, on) {
    this.chosen = on ? [...this.chosen, id] : this.chosen.filter((each) => each !== id);
    if (!on) this.own.delete(id);
    this.show();
    this.changed();
  }

  takePath() {
    const path = this.paths.find(({ id }) => id === this.path.value);
    this.summary.textContent = path?.summary ?? "";
    if (path) this.take(path.units.map((id) => ({ id })));
    this.changed();
  }

  /**
   * Takes the units of an assignment in place of those chosen.
   * @param {import("./assignment-link.js").AssignedUnit[]} units
   * @param {string} [due] the date for all
   */
  take(units, due) {
    const known = units.filter(({ id }) => unitOf(id));
    this.chosen = known.map(({ id }) => id);
    const dated = known.filter((unit) => unit.due && unit.due !== due);
    this.own = new Map(dated.map((unit) => [unit.id, unit.due]));
    this.show();
  }

  /** Shows what is ticked, in its order, with a place for the date of each. */
  show() {
    for (const [id, box] of this.boxes) box.checked = this.chosen.includes(id);
    const rows = this.chosen.map((id, place) => {
      const { title } = unitOf(id);
      const input = make("input", { type: "date", "aria-label": `Date of its own: ${title}` });
      input.value = this.own.get(id) ?? "";
      input.addEventListener("input", () => {
        this.own.set(id, input.value);
        this.changed();
      });
      return [`${place + 1}. ${title}`, String(minutesOf(id)), input];
    });
    const head = ["In this order", "Minutes", "A date of its own (optional)"];
    this.order.replaceChildren(...(rows.length ? [makeTable("What you assign", head, rows)] : []));
  }

  /**
   * @param {string} due the date for all, or empty
   * @returns {import("./assignment-link.js").AssignedUnit[]}
   */
  units(due) {
    return this.chosen.map((id) => {
      const until = this.own.get(id) || due;
      return { id, ...(until ? { due: until } : {}) };
    });
  }
}
