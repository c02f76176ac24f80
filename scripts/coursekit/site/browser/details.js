/**
 * The personal part of the exam form: name, licenses, attestation. What is typed here goes into the
 * file and nowhere else; it is never kept in the browser's storage.
 */

import { make } from "./dom.js";
import { textProblem } from "./printable.js";

/** How many fields without an id of their own were given one, to be linked to. */
let named = 0;

/** @typedef {{field: HTMLElement, text: string}} Problem */

/** The letters and digits of a name, without case and accents, to compare by. */
const bare = (name) =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** Name, licenses and attestation of the exam form. */
export class Details {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.rows = form.querySelector(".exam__licenses");
    this.pattern = copy(form.querySelector(".exam__license"));
    this.made = 1;
    this.#forget();
    this.none = this.#offerNone();
    form.querySelector("[data-action=add-license]").addEventListener("click", () => this.#add());
    this.rows.addEventListener("click", ({ target }) => {
      const press = /** @type {HTMLElement} */ (target).closest("[data-action=remove-license]");
      if (press) this.#remove(press.closest(".exam__license"));
    });
  }

  /** @param {string} name @returns {HTMLInputElement | null} */
  #field(name) {
    return this.form.querySelector(`[name="${name}"]`);
  }

  /** Empties every field: Firefox puts back, after a reload, what was typed before it. */
  #forget() {
    for (const input of this.form.querySelector(".exam__details").querySelectorAll("input")) {
      if (input.type === "checkbox") input.checked = false;
      else input.value = "";
    }
  }

  /** The box for a learner who has no license yet; the form may hold one already. */
  #offerNone() {
    let box = this.#field("no-license");
    if (!box) {
      box = make("input", { type: "checkbox", name: "no-license", id: "no-license" });
      const label = make("label", { for: "no-license" }, "I have no license number yet");
      this.rows.before(make("p", { class: "exam__none" }, box, " ", label));
    }
    const show = () => {
      this.rows.hidden = box.checked;
      this.form.querySelector("[data-action=add-license]").hidden = box.checked;
    };
    box.addEventListener("change", show);
    show();
    return box;
  }

  #rowList() {
    return [...this.rows.querySelectorAll(".exam__license")];
  }

  #add() {
    this.made += 1;
    const row = copy(this.pattern);
    for (const element of row.querySelectorAll("[id], [for]")) {
      for (const name of ["id", "for"]) {
        if (element.hasAttribute(name)) {
          element.setAttribute(name, `${element.getAttribute(name)}-${this.made}`);
        }
      }
    }
    for (const input of row.querySelectorAll("input")) input.value = "";
    this.#rowList().at(-1).after(row);
    this.#number();
    row.querySelector("input").focus();
  }

  /** The last row is emptied instead of removed, so that the form never loses its pattern. */
  #remove(row) {
    const rows = this.#rowList();
    if (rows.length === 1) {
      for (const input of row.querySelectorAll("input")) input.value = "";
      row.querySelector("input").focus();
      return;
    }
    const next = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
    row.remove();
    this.#number();
    next.querySelector("input").focus();
  }

  #number() {
    this.#rowList().forEach((row, index) => {
      const legend = row.querySelector("legend");
      legend.textContent = `${legend.textContent.replace(/\s*\d*\s*$/, "")} ${index + 1}`;
    });
  }

  /** What the learner gave, and what is wrong with it. */
  read() {
    /** @type {Problem[]} */
    const problems = [];
    const licenses = this.#licenses(problems);
    const learner = {
      name: this.#text("learner-name", "Your name", problems),
      email: this.#email(problems),
      licenses,
    };
    const attestation = {
      text: document.getElementById("attestation-text").textContent.trim().replace(/\s+/g, " "),
      name: this.#text("attestation-name", "Your typed name", problems),
    };
    if (learner.name && attestation.name && bare(attestation.name) !== bare(learner.name)) {
      const text = "You signed with another name than the one above; sign with the same.";
      problems.push({ field: this.#field("attestation-name"), text });
    }
    const accepted = this.#field("attestation");
    if (!accepted.checked) {
      problems.push({ field: accepted, text: "The statement is not confirmed yet." });
    }
    return { learner, attestation, problems };
  }

  #text(name, label, problems) {
    const field = this.#field(name);
    const value = field.value.trim();
    const problem = value ? textProblem(field.value) : "is missing.";
    if (problem) problems.push({ field, text: `${label} ${problem}` });
    return value;
  }

  #email(problems) {
    const field = this.#field("learner-email");
    const value = field?.value.trim() ?? "";
    if (!value) return "";
    const problem = /^[^\s@]+@[^\s@]+$/.test(value)
      ? textProblem(value)
      : "has not the form name@example.org.";
    if (problem) problems.push({ field, text: `Your e-mail address ${problem}` });
    return value;
  }

  #licenses(problems) {
    if (this.none.checked) return [];
    const filled = this.#rowList()
      .map((row) => [...row.querySelectorAll("input")])
      .filter((inputs) => inputs.some((input) => input.value.trim()));
    if (!filled.length) {
      const text = "Give a license, or tick “I have no license number yet”.";
      problems.push({ field: this.rows.querySelector("input"), text });
    }
    return filled.map((inputs) => Object.fromEntries(inputs.map((i) => this.#cell(i, problems))));
  }

  #cell(input, problems) {
    const value = input.value.trim();
    const problem = value ? textProblem(input.value) : "is missing.";
    const label = input.labels[0]?.textContent.trim() ?? input.name;
    if (problem) {
      const row = input.closest(".exam__license").querySelector("legend").textContent.trim();
      problems.push({ field: input, text: `${row}: ${label} ${problem}` });
    }
    return [input.name, value];
  }

  /** A new attempt is attested anew. */
  forgetAttestation() {
    this.#field("attestation").checked = false;
    this.#field("attestation-name").value = "";
  }
}

/** @param {HTMLElement} element */
const copy = (element) => /** @type {HTMLElement} */ (element.cloneNode(true));

/**
 * Lists the problems, each with a link to its field, and marks the fields.
 * @param {HTMLElement} alert the element with role=alert
 * @param {Problem[]} problems
 */
export function showProblems(alert, problems) {
  clearProblems(alert);
  if (!problems.length) return;
  const count = problems.length === 1 ? "One thing is" : `${problems.length} things are`;
  alert.textContent = `${count} missing or not right yet. Nothing was saved.`;
  const list = make("ul", { class: "exam__problem-list" });
  for (const { field, text } of problems) {
    field.setAttribute("aria-invalid", "true");
    field.id ||= `field-${(named += 1)}`;
    const link = make("a", { href: `#${field.id}` }, text);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      field.focus();
      field.scrollIntoView({ block: "center" });
    });
    list.append(make("li", {}, link));
  }
  alert.after(list);
  alert.tabIndex = -1;
  alert.focus();
}

/** @param {HTMLElement} alert */
export function clearProblems(alert) {
  alert.textContent = "";
  alert.parentElement.querySelector(".exam__problem-list")?.remove();
  for (const field of alert.closest("form").querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
  }
}
