/** The competences of the modules that are ticked, each with its rating and what it rests on. */

import { unitOf } from "./assignable.js";
import { make } from "./dom.js";
import { printableLine } from "./printable.js";
import { BASES, NOT_OBSERVED, RATINGS } from "./signoff-file.js";

const LONGEST_NOTE = 500;

/**
 * @typedef {{id: string, text: string}} Competence
 * @typedef {{competence: Competence, rating: HTMLSelectElement, basis: HTMLSelectElement,
 *   note: HTMLInputElement, element: HTMLElement}} Rated
 */

export class Ratings {
  /** The competences that were shown once, with what was chosen. @type {Map<string, Rated[]>} */
  made = new Map();

  /** @param {Record<string, Competence[]>} competences by module */
  constructor(competences) {
    this.competences = competences;
    this.boxes = Object.keys(competences).map((id) => {
      const input = make("input", { type: "checkbox", id: `sign-off-${id}`, value: id });
      input.addEventListener("change", () => this.show());
      const label = make("label", { for: input.id }, unitOf(id)?.title ?? id);
      return { input, row: make("p", { class: "tick" }, input, label) };
    });
    const legend = make("legend", {}, "Modules that you talked over");
    const rows = this.boxes.map(({ row }) => row);
    this.choice = make("fieldset", { class: "assign__group" }, legend, ...rows);
    this.list = make("div");
  }

  /** @returns {string[]} */
  get modules() {
    return this.boxes.filter(({ input }) => input.checked).map(({ input }) => input.value);
  }

  show() {
    this.list.replaceChildren(
      ...this.modules.flatMap((id) => [
        make("h4", {}, unitOf(id)?.title ?? id),
        ...this.of(id).map(({ element }) => element),
      ]),
    );
  }

  /** @param {string} module @returns {Rated[]} */
  of(module) {
    if (!this.made.has(module)) this.made.set(module, this.competences[module].map(rated));
    return this.made.get(module);
  }

  /** All that are shown. @returns {Rated[]} */
  get all() {
    return this.modules.flatMap((module) => this.of(module));
  }

  /** @returns {import("./signoff-file.js").RatedCompetence[]} */
  get items() {
    return this.all.map(({ competence, rating, basis, note }) => {
      const said = printableLine(note.value, LONGEST_NOTE);
      const isRated = rating.value !== NOT_OBSERVED;
      return {
        competence: competence.id,
        rating: rating.value,
        ...(isRated ? { basis: basis.value } : {}),
        ...(said ? { note: said } : {}),
      };
    });
  }

  /** The first rating that has no basis. */
  get withoutBasis() {
    return this.all.find(({ rating, basis }) => rating.value !== NOT_OBSERVED && !basis.value);
  }

  /** The texts of what is rated, by id. */
  get texts() {
    return new Map(this.all.map(({ competence }) => [competence.id, competence.text]));
  }
}

/** @param {Competence} competence @returns {Rated} */
function rated(competence) {
  const { id, text } = competence;
  const rating = choice(`sign-off-rating-${id}`, Object.entries(RATINGS));
  const basis = choice(`sign-off-basis-${id}`, [["", "–"], ...Object.entries(BASES)]);
  const note = make("input", { type: "text", id: `sign-off-note-${id}`, autocomplete: "off" });
  note.maxLength = LONGEST_NOTE;
  const based = field(basis, "It rests on");
  const show = () => {
    based.hidden = rating.value === NOT_OBSERVED;
  };
  rating.addEventListener("change", show);
  show();
  const element = make(
    "fieldset",
    { class: "sign-off__item" },
    make("legend", {}, text),
    field(rating, "Rating"),
    based,
    field(note, "What you saw or heard (optional; nothing about a client)"),
  );
  return { competence, rating, basis, note, element };
}

/** @param {string} id @param {[string, string][]} values */
const choice = (id, values) =>
  make("select", { id }, ...values.map(([value, words]) => make("option", { value }, words)));

const field = (input, words) =>
  make("p", { class: "field" }, make("label", { for: input.id }, words), input);
