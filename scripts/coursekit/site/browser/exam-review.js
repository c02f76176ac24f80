/** Before handing in: every question of the attempt in a table, with what is still to be done. */

import { chosen } from "./attempt.js";
import { button, make } from "./dom.js";

/** How much of a question tells it from the others, in characters. */
const ENOUGH = 70;

/**
 * @param {import("./attempt.js").Attempt} attempt
 * @param {Map<string, HTMLElement>} fields the questions of the page by id
 * @param {(id: string) => void} go to a question
 * @returns {HTMLElement}
 */
export function reviewTable(attempt, fields, go) {
  const rows = attempt.drawn.order.map(({ question }, place) => {
    const given = chosen(attempt, question).length > 0;
    const marked = attempt.marked?.[question]?.v === true;
    const state = [given ? "Answered" : "No answer yet", ...(marked ? ["marked"] : [])].join(", ");
    const open = button(`Question ${place + 1}`, () => go(question));
    open.className = "exam__go";
    return make(
      "tr",
      given ? {} : { class: "exam__open" },
      make("th", { scope: "row" }, open),
      make("td", {}, beginning(fields.get(question))),
      make("td", {}, state),
    );
  });
  const head = ["Question", "Begins", "State"].map((name) => make("th", { scope: "col" }, name));
  return make(
    "table",
    { class: "exam__review-table", "aria-label": "Your answers" },
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...rows),
  );
}

/** The first words of a question, its number left out. */
function beginning(fieldset) {
  const stem = /** @type {HTMLElement} */ (fieldset.querySelector(".exam__stem").cloneNode(true));
  stem.querySelector(".exam__number")?.remove();
  const text = stem.textContent.trim().replace(/\s+/g, " ");
  if (text.length <= ENOUGH) return text;
  return `${text.slice(0, text.lastIndexOf(" ", ENOUGH))} …`;
}

/**
 * A box in each question: "look at this again".
 * @param {HTMLElement} fieldset
 * @param {(on: boolean) => void} mark
 * @returns {HTMLInputElement}
 */
export function markBox(fieldset, mark) {
  const id = `${fieldset.dataset.question}-mark`;
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", id }));
  box.addEventListener("change", () => mark(box.checked));
  fieldset.append(
    make("p", { class: "exam__mark" }, box, make("label", { for: id }, "Look at this again later")),
  );
  return box;
}
