/**
 * The evaluation of the course, part of handing in. Answers are kept on the device as they are
 * given, and go into the request under no name of their own; the provider counts them apart from
 * the certificate.
 */

import { stamp } from "./records.js";

/** @typedef {Record<string, number|string|Record<string, number|string>>} Answers */

export class Evaluation {
  /**
   * @param {HTMLElement} section
   * @param {import("./store.js").Store} store
   */
  constructor(section, store) {
    this.store = store;
    this.fields = /** @type {HTMLInputElement[]} */ ([
      ...section.querySelectorAll("input, textarea"),
    ]);
    this.show();
    section.addEventListener("change", ({ target }) => {
      this.keep(/** @type {HTMLInputElement} */ (target));
    });
  }

  show() {
    const { answers } = this.store.read();
    for (const field of this.fields) {
      const kept = answers[field.name]?.v;
      if (field.type === "radio")
        field.checked = kept !== undefined && field.value === String(kept);
      else field.value = kept ?? "";
    }
  }

  /** @param {HTMLInputElement} field */
  keep(field) {
    const number = field.type === "radio" || field.type === "number";
    const value = number && field.value ? Number(field.value) : field.value.trim();
    this.store.change((record) => {
      record.answers[field.name] = { v: value, t: stamp(record.answers[field.name]?.t) };
    });
  }

  /** What lacks an answer that the author asks for, and numbers out of bounds. */
  problems() {
    const { answers } = this.store.read();
    const seen = new Set();
    return this.fields.flatMap((field) => {
      const asked = field.closest("[data-asked]")?.getAttribute("data-asked") ?? field.name;
      if (seen.has(field.name)) return [];
      seen.add(field.name);
      if (!field.validity.valid && field.type === "number") {
        return [{ field, text: `Give a whole number of minutes: ${asked}` }];
      }
      const empty = answers[field.name] === undefined || answers[field.name].v === "";
      return field.dataset.required !== undefined && empty
        ? [{ field, text: `Choose an answer: ${asked}` }]
        : [];
    });
  }

  /** @returns {Answers} */
  read() {
    const { answers } = this.store.read();
    /** @type {Answers} */
    const found = {};
    for (const name of new Set(this.fields.map((field) => field.name))) {
      const value = answers[name]?.v;
      if (value === undefined || value === "") continue;
      const [item, unit] = name.split("/");
      if (unit === undefined) found[item] = value;
      else found[item] = { .../** @type {object} */ (found[item] ?? {}), [unit]: value };
    }
    return found;
  }
}
