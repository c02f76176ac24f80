/**
 * Hand in: a learner sees what is in the completion file, and saves it. What is typed here goes
 * into the file and is kept nowhere.
 */

import { acceptedIn } from "./assignments.js";
import { canCheck } from "./check-code.js";
import { completionOf, ratingsIn, statusOf, textOf } from "./completion.js";
import { announce, button, make } from "./dom.js";
import { preview } from "./hand-in-preview.js";
import { UNITS } from "./outline.js";
import { textProblem } from "./printable.js";
import { saveFile, today } from "./save.js";

const NO_CODE =
  "The file cannot be made on this page, because it came without encryption. Open the site by its " +
  "https address.";
const LONGEST = { name: 80, ref: 40 };

class HandIn {
  /** @type {import("./page.js").PageFacts} */
  facts;
  /** @type {import("./shelf.js").Shelf} */
  shelf;
  /** @type {import("./hand-in-preview.js").Words} */
  words;

  /**
   * @param {HTMLElement} element
   * @param {import("./main.js").Context} context
   */
  constructor(element, { facts, shelf }) {
    const words = JSON.parse(element.dataset.facts);
    const titles = new Map(UNITS.map(({ id, title }) => [id, title]));
    Object.assign(this, { facts, shelf, words: { ...words, units: titles } });
    this.name = field("hand-in-name", "Your name", LONGEST.name);
    this.name.input.autocomplete = "name";
    this.ref = field(
      "hand-in-ref",
      "Your staff or student number, if your supervisor asks for one (optional)",
      LONGEST.ref,
    );
    this.which = make("select", { id: "hand-in-which" });
    this.rated = make("input", { type: "checkbox", id: "hand-in-rated" });
    this.only = make("input", { type: "checkbox", id: "hand-in-only" });
    this.ticks = make("div");
    this.problem = make("p", { role: "alert", class: "hand-in__problem" });
    this.shown = make("div", { class: "hand-in__shown" });
    this.said = make("p", { role: "status" });
    const show = button("Show what is in the file", () => this.look());
    show.classList.add("md-button--primary");
    element.append(
      this.name.row,
      this.ref.row,
      make(
        "p",
        { class: "field" },
        label("hand-in-which", "The assignment it answers"),
        this.which,
      ),
      this.ticks,
      this.problem,
      make("p", {}, show),
      this.shown,
      this.said,
    );
    // What is shown is what is saved: whatever is changed is looked at again.
    element.addEventListener("input", () => this.clear());
    this.which.addEventListener("change", () => this.offer());
    this.choices();
  }

  get ratings() {
    return ratingsIn(this.shelf.form("ratings").read(), Object.keys(this.words.ratings));
  }

  /** The assignments to choose from: the one accepted last is chosen. */
  choices() {
    const before = this.which.value;
    this.accepted = acceptedIn(this.shelf.form("assignments").read());
    const options = this.accepted.map(({ key, assignment: { title, units } }) => {
      const count = `${units.length} ${units.length === 1 ? "part" : "parts"}`;
      return make("option", { value: key }, title ? `${title} (${count})` : count);
    });
    this.which.replaceChildren(...options, make("option", { value: "" }, "None"));
    const keys = this.accepted.map(({ key }) => key);
    this.which.value = keys.includes(before) ? before : (keys.at(-1) ?? "");
    this.clear();
    this.offer();
  }

  /** The boxes to tick, where there is something to tick them for. */
  offer() {
    const tick = (input, words) => make("p", { class: "tick" }, input, label(input.id, words));
    const count = Object.keys(this.ratings).length;
    this.ticks.replaceChildren(
      ...(this.which.value
        ? [tick(this.only, "Leave out the parts that this assignment does not name")]
        : []),
      ...(count ? [tick(this.rated, `Put in my self-ratings (${count} lines)`)] : []),
    );
  }

  clear() {
    this.shown.replaceChildren();
    announce(this.problem, "");
    announce(this.said, "");
    for (const { input } of [this.name, this.ref]) input.removeAttribute("aria-invalid");
  }

  /** @returns {{name: string, ref: string} | null} null when something is missing, and said */
  learner() {
    const [name, ref] = [this.name, this.ref].map(({ input }) => input.value.trim());
    const wrong = [
      [this.name.input, "Your name", name ? textProblem(name, LONGEST.name) : "is missing."],
      [this.ref.input, "Your number", textProblem(ref, LONGEST.ref)],
    ].filter(([, , problem]) => problem);
    if (!wrong.length) return { name, ref };
    announce(this.problem, wrong.map(([, what, problem]) => `${what} ${problem}`).join(" "));
    for (const [input] of wrong)
      /** @type {Element} */ (input).setAttribute("aria-invalid", "true");
    /** @type {HTMLElement} */ (wrong[0][0]).focus();
    return null;
  }

  /** What the file tells of: what is assigned, and the rest of the course unless it is left out. */
  modules(accepted) {
    const assigned = new Set(accepted?.assignment.units.map(({ id }) => id));
    const whole = !accepted || !this.only.checked;
    return UNITS.filter(({ kind }) => kind !== "scene").flatMap((unit) => {
      const status = statusOf(unit, this.shelf.unit(unit.id).read());
      const more = whole && (unit.required || status.status !== "not-started");
      return assigned.has(unit.id) || more ? [status] : [];
    });
  }

  async look() {
    this.clear();
    const learner = this.learner();
    if (!learner) return;
    if (!canCheck()) {
      announce(this.problem, NO_CODE);
      return;
    }
    const accepted = this.accepted.find(({ key }) => key === this.which.value) ?? null;
    const rated = this.rated.isConnected && this.rated.checked;
    const completion = await completionOf({
      course: this.facts.course,
      learner,
      accepted,
      modules: this.modules(accepted),
      ratings: rated ? this.ratings : null,
    });
    const heading = make("h3", { tabindex: "-1" }, "What is in the file");
    const save = button("Save the file", () => this.save(completion));
    save.classList.add("md-button--primary");
    this.shown.replaceChildren(heading, ...preview(completion, this.words), make("p", {}, save));
    heading.focus();
  }

  save(completion) {
    const name = `course-completion-${today()}.json`;
    saveFile(name, textOf(completion));
    announce(this.said, `Saved: ${name}. Send it by whatever way your supervisor asks for.`);
  }
}

const label = (id, words) => make("label", { for: id }, words);

/** A line to type in, and its row. */
function field(id, words, longest) {
  const input = make("input", { type: "text", id, autocomplete: "off" });
  input.maxLength = 2 * longest;
  return { input, row: make("p", { class: "field" }, label(id, words), input) };
}

/** @type {import("./main.js").Start} */
export function start([element], context) {
  const { shelf, signal } = context;
  const form = new HandIn(element, context);
  const again = () => form.choices();
  for (const name of /** @type {const} */ (["assignments", "ratings"])) {
    shelf.form(name).watch(again, signal);
    shelf.form(name).listen(again, signal);
  }
  addEventListener("course:loaded", again, { signal });
}
