/** Save a copy, load a copy: with a look at what would change before anything does. */

import { acceptedIn } from "./assignments.js";
import { announce, button, make } from "./dom.js";
import { copyOf, loadCopy, readCopy } from "./copy.js";
import { current } from "./attempt.js";
import { KINDS } from "./records.js";
import { UNITS } from "./outline.js";
import { inShort } from "./overview.js";
import { progressOf } from "./progress.js";
import { copyAge } from "./reminder.js";
import { saveFile, today } from "./save.js";

class Copies {
  /** @type {import("./page.js").PageFacts} */
  facts;
  /** @type {import("./shelf.js").Shelf} */
  shelf;

  /**
   * @param {HTMLElement} element
   * @param {import("./main.js").Context} context
   */
  constructor(element, { facts, shelf }) {
    Object.assign(this, { facts, shelf });
    this.age = make("p", { class: "copies__age" });
    const save = button("Save a copy", () => this.save());
    save.classList.add("md-button--primary");
    this.file = /** @type {HTMLInputElement} */ (
      make("input", { type: "file", accept: ".json,application/json,text/plain", id: "load-copy" })
    );
    this.file.addEventListener("change", () => this.choose());
    const label = make("label", { for: "load-copy" }, "Load a copy that you saved before");
    this.said = make("p", { role: "status" });
    this.preview = make("div", { class: "copies__preview" });
    element.append(
      this.age,
      make("p", {}, save),
      make("p", { class: "field" }, label, this.file),
      this.said,
      this.preview,
    );
    this.showAge();
  }

  showAge() {
    this.age.textContent = copyAge(this.shelf.device);
  }

  save() {
    const ids = UNITS.map(({ id }) => id);
    const copy = copyOf(this.shelf, this.facts.course, ids);
    const name = `course-progress-${today()}.json`;
    saveFile(name, `${JSON.stringify(copy, null, 1)}\n`);
    this.shelf.note({ copied: copy.saved });
    announce(this.said, `Saved: ${name}. It is private: your answers and notes are in it.`);
    this.showAge();
  }

  async choose() {
    const [file] = this.file.files;
    if (!file) return;
    const read = readCopy(await file.text(), this.facts.course.id);
    this.file.value = "";
    this.preview.replaceChildren();
    if ("why" in read) {
      announce(this.said, `${read.why} Nothing was changed.`);
      return;
    }
    this.offer(read.copy, read.dropped);
  }

  /** Shows what loading would change, and changes nothing yet. */
  offer(copy, dropped) {
    const rows = changes(this.shelf, copy);
    const left = dropped ? ` ${dropped} entries in it cannot be read and are left out.` : "";
    if (!rows.length) {
      announce(this.said, `Everything in this copy is on this device already.${left}`);
      return;
    }
    announce(this.said, `Nothing is changed yet. This is what would change.${left}`);
    const head = ["Part", "On this device", "After loading"];
    const table = make(
      "table",
      { "aria-label": "What loading the copy would change" },
      make("thead", {}, make("tr", {}, ...head.map((name) => make("th", { scope: "col" }, name)))),
      make(
        "tbody",
        {},
        ...rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, cell)))),
      ),
    );
    const load = button("Load it", () => this.load(copy));
    load.classList.add("md-button--primary");
    const leave = button("Leave things as they are", () => {
      this.preview.replaceChildren();
      announce(this.said, "Nothing was changed.");
    });
    this.preview.append(table, make("p", {}, load, " ", leave));
    load.focus();
  }

  load(copy) {
    loadCopy(this.shelf, copy);
    this.preview.replaceChildren();
    announce(this.said, "Loaded. Nothing that was newer on this device was overwritten.");
    dispatchEvent(new Event("course:loaded"));
  }
}

/**
 * What loading a copy would change: part, here, after.
 * @param {import("./shelf.js").Shelf} shelf
 * @param {import("./copy.js").Copy} copy
 * @returns {string[][]}
 */
function changes(shelf, copy) {
  const units = UNITS.flatMap((unit) => {
    const theirs = copy.units[unit.id];
    if (!theirs) return [];
    const ours = shelf.unit(unit.id).read();
    const after = KINDS.unit.join(ours, theirs);
    const words = [ours, after].map((record) => inWords(unit, record));
    return words[0] === words[1] ? [] : [[unit.title, ...words]];
  });
  const exams = [shelf.exam().read(), KINDS.exam.join(shelf.exam().read(), copy.exam ?? {})];
  const exam = exams.map(examInWords);
  const rated = shelf.form("ratings").read();
  const ratings = [rated, KINDS.ratings.join(rated, copy.ratings ?? {})].map(ratingsInWords);
  const held = shelf.form("assignments").read();
  const joined = KINDS.assignments.join(held, copy.assignments ?? {});
  const assignments = [held, joined].map(assignmentsInWords);
  return [
    ...units,
    ...(assignments[0] === assignments[1] ? [] : [["Assignments", ...assignments]]),
    ...(exam[0] === exam[1] ? [] : [["Exam", ...exam]]),
    ...(ratings[0] === ratings[1] ? [] : [["Self-assessment", ...ratings]]),
  ];
}

function inWords(unit, record) {
  const answered = Object.keys(record.answers).length + Object.keys(record.decisions).length;
  const notes = Object.values(record.notes).filter(({ text }) => text).length;
  const parts = [inShort(progressOf(unit, record))];
  if (answered) parts.push(`${answered} answered`);
  if (notes) parts.push(`${notes} ${notes === 1 ? "note" : "notes"}`);
  return parts.join("; ");
}

function examInWords(record) {
  const attempt = current(record);
  if (!attempt) return "Not begun";
  if (attempt.submitted) return `Attempt ${attempt.number}, handed in`;
  return `Attempt ${attempt.number}, ${Object.keys(attempt.answers).length} answered`;
}

function assignmentsInWords(record) {
  const named = acceptedIn(record).map(({ assignment: { title, units } }) => {
    const parts = units.map(({ id, due }) => (due ? `${id} until ${due}` : id));
    return `${title ? `${title}: ` : ""}${parts.join(", ")}`;
  });
  return named.join("; ") || "None";
}

function ratingsInWords({ before = {}, after = {} }) {
  const count = (shelf) => Object.keys(shelf).length;
  return `${count(before)} lines before, ${count(after)} after`;
}

/** @type {import("./main.js").Start} */
export function start([element], context) {
  new Copies(element, context);
}
