/**
 * The form with which a supervisor writes an assignment link. What is typed here goes into the link
 * and is neither sent nor kept.
 */

import { lastingAddress } from "./address.js";
import { assignable, unitOf } from "./assignable.js";
import { assignSheet } from "./assign-sheet.js";
import { AssignedUnits } from "./assign-units.js";
import { LIMITS, LONG_LINK, fragmentFor, readLink } from "./assignment-link.js";
import { unknownUnits } from "./assignment-view.js";
import { announce, button, make } from "./dom.js";
import { dueDates, hasDates } from "./due-dates.js";
import { printAlone } from "./print-alone.js";
import { printableLine } from "./printable.js";
import { saveFile, today } from "./save.js";

/** What names the assignment: its label, and what it is for. */
const LINES = {
  title: "Title (optional)",
  by: "From whom (optional), as your supervisees know you",
  id: "Tag (optional), such as a cohort; it comes back in each file",
};

class Assign {
  /** @type {import("./page.js").PageFacts} */
  facts;
  /** @type {import("./assignment-link.js").Assignable} */
  course;

  /**
   * @param {HTMLElement} element
   * @param {import("./main.js").Context} context
   */
  constructor(element, { facts }) {
    const { paths } = JSON.parse(element.dataset.facts);
    Object.assign(this, { facts, course: assignable(paths) });
    this.chosen = new AssignedUnits(paths, () => this.show());
    this.due = make("input", { type: "date", id: "assign-due" });
    this.lines = Object.entries(LINES).map(([name, words]) => this.line(name, words));
    this.link = make("textarea", { id: "assign-link", rows: "4", readonly: "" });
    this.length = make("p", { class: "assign__length", role: "status" });
    this.said = make("p", { role: "status" });
    this.open = make("a", { class: "md-button" }, "See it as your supervisee will");
    this.named = make("input", { type: "checkbox", id: "assign-named" });
    this.paper = make("section", { class: "print-alone assign__sheet" });
    this.read = make("div", { class: "assign__read" });
    this.made = this.outputs();
    this.none = make("p");
    const step = (title, ...content) => [make("h3", {}, title), ...content];
    element.append(
      ...step("1. What to assign", ...this.chosen.elements),
      ...step("2. Until when", field(this.due, "One date for all parts (optional)")),
      make("p", {}, "A part is due until the end of that day, by the supervisee's own clock."),
      this.chosen.order,
      ...step("3. What it is called", ...this.lines.map(({ row }) => row)),
      ...step("4. The link", this.none, this.made, this.said),
      this.paste(),
      this.paper,
    );
    for (const input of [this.due, ...this.lines.map((each) => each.input)]) {
      input.addEventListener("input", () => this.show());
    }
    this.fromAddress();
    this.show();
  }

  line(name, words) {
    const input = make("input", { type: "text", id: `assign-${name}` });
    input.autocomplete = name === "by" ? "name" : "off";
    input.maxLength = LIMITS[name];
    return { name, input, row: field(input, `${words}; at most ${LIMITS[name]} characters`) };
  }

  outputs() {
    const copy = button("Copy the link", () => this.copy());
    copy.classList.add("md-button--primary");
    this.calendar = button("Save the dates for a calendar", () => this.saveCalendar());
    const print = button("Print a sheet", () => this.print());
    const naming = make("label", { for: this.named.id }, "Name the parts in the calendar");
    return make(
      "div",
      {},
      field(this.link, "To send to your supervisees, by mail or on paper"),
      this.length,
      make("p", { class: "assign__actions" }, copy, this.open, print, this.calendar),
      make("p", { class: "tick" }, this.named, naming),
    );
  }

  /** A field for a link that is to be changed. */
  paste() {
    const area = make("textarea", { id: "assign-paste", rows: "3", spellcheck: "false" });
    area.maxLength = LIMITS.text;
    return make(
      "details",
      { class: "assignment__paste" },
      make("summary", {}, "Change an assignment that you have made"),
      field(area, "Paste its link"),
      make(
        "p",
        {},
        button("Fill in the form from it", () => this.fill(area.value)),
      ),
      this.read,
    );
  }

  fromAddress() {
    if (/[#&]m=/.test(location.hash)) this.fill(location.hash);
  }

  /** Fills in the form from a link. @param {string} text */
  fill(text) {
    const read = readLink(text, this.course);
    if ("why" in read) {
      this.read.replaceChildren(make("p", { role: "alert" }, read.why));
      return;
    }
    const { assignment, due, unknown, problems } = read;
    this.chosen.take(assignment.units, due);
    this.due.value = due ?? "";
    for (const { name, input } of this.lines) input.value = assignment[name] ?? "";
    this.read.replaceChildren(
      make("p", { role: "alert" }, "The form above is filled in from the link."),
      ...problems.map((problem) => make("p", {}, problem)),
      ...unknownUnits(unknown),
    );
    this.show();
  }

  /** @returns {import("./assignment-link.js").Assignment} */
  get assignment() {
    const texts = this.lines.map(({ name, input }) => [
      name,
      printableLine(input.value, LIMITS[name]),
    ]);
    const given = Object.fromEntries(texts.filter(([, text]) => text));
    return { ...given, units: this.chosen.units(this.due.value) };
  }

  /** Where the link leads: the assignment page of this site. */
  get address() {
    return `${lastingAddress(this.facts)}assignment/#${fragmentFor(this.assignment, this.due.value)}`;
  }

  show() {
    const { assignment } = this;
    const { length } = assignment.units;
    this.none.hidden = length > 0 && length <= LIMITS.units;
    this.made.hidden = !this.none.hidden;
    this.none.textContent = length
      ? `A link holds ${LIMITS.units} parts, and ${length} are ticked.`
      : "Tick at least one part above, and the link stands here.";
    const { address } = this;
    this.link.value = address;
    this.open.href = `${this.facts.root}assignment/${address.slice(address.indexOf("#"))}`;
    this.calendar.hidden = !hasDates(assignment);
    this.named.parentElement.hidden = this.calendar.hidden;
    const past = assignment.units.some(({ due }) => due && due < today());
    this.length.textContent =
      `${address.length} characters.` +
      (address.length > LONG_LINK ? " Some mail programs cut a link of this length." : "") +
      (past ? " A date in it is past." : "");
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.link.value);
      announce(this.said, "Copied.");
    } catch {
      this.link.select();
      announce(this.said, "This browser does not let a page copy. The link is marked: copy it.");
    }
  }

  saveCalendar() {
    const titleOf = this.named.checked ? (id) => unitOf(id).title : null;
    const text = dueDates({ assignment: this.assignment, url: this.address, titleOf });
    saveFile("due-dates.ics", text, "text/calendar;charset=utf-8");
    announce(this.said, "Saved as due-dates.ics.");
  }

  print() {
    this.paper.replaceChildren(...assignSheet(this.assignment, this.address, this.facts));
    printAlone(this.paper);
  }
}

/** @param {HTMLElement} input @param {string} words */
const field = (input, words) =>
  make("p", { class: "field" }, make("label", { for: input.id }, words), input);

/** @type {import("./main.js").Start} */
export function start([element], context) {
  const form = new Assign(element, context);
  addEventListener("hashchange", () => form.fromAddress(), { signal: context.signal });
}
