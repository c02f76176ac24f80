/**
 * Sign off: a supervisor rates what a supervisee can do, says on what each rating rests, prints a
 * sheet and saves a file. What is typed here goes into the two and is kept nowhere.
 */

import { readCompletion } from "./completion-file.js";
import { announce, button, make } from "./dom.js";
import { printAlone } from "./print-alone.js";
import { textProblem } from "./printable.js";
import { saveFile, today } from "./save.js";
import { TurnedAway, parseSaved, whatItIs } from "./saved-file.js";
import { Unfit } from "./shape.js";
import { Ratings } from "./sign-off-ratings.js";
import { Sessions } from "./sign-off-sessions.js";
import { signOffSheet } from "./sign-off-sheet.js";
import { SIGNOFF, readSignoff } from "./signoff-file.js";

const STATEMENT =
  "I rated what is written here, on the basis that is written beside it. A rating is my judgment " +
  "of what I saw and heard. It is no continuing-education credit, and no proof of what the " +
  "supervisee did when I was not there.";

/** The lines to fill in: the label, how long they may be, and whether they must be filled in. */
const LINES = {
  learner: ["Supervisee’s name", 80, true],
  ref: ["Staff or student number (optional)", 40, false],
  supervisor: ["Your name", 80, true],
  credential: ["Your credential (optional)", 80, false],
  license: ["Your license number and state (optional)", 40, false],
};

class SignOff {
  /** The check code of the completion file that was read. @type {string | undefined} */
  about;

  /**
   * @param {HTMLElement} element
   * @param {import("./main.js").Context} context
   */
  constructor(element, { facts }) {
    this.course = facts.course;
    this.lines = Object.fromEntries(
      Object.entries(LINES).map(([name, [words, longest]]) => [name, line(name, words, longest)]),
    );
    this.lines.supervisor.input.autocomplete = "name";
    this.date = make("input", { type: "date", id: "sign-off-date" });
    this.date.value = today();
    this.file = make("input", { type: "file", id: "sign-off-file", accept: ".json" });
    this.file.addEventListener("change", () => this.fillIn());
    this.filled = make("p", { role: "status", class: "team__said" });
    this.ratings = new Ratings(JSON.parse(element.dataset.facts).competences);
    this.sessions = new Sessions(today());
    this.statement = make("textarea", { id: "sign-off-statement", rows: "4" });
    this.statement.value = STATEMENT;
    this.statement.maxLength = 600;
    this.problem = make("p", { role: "alert", class: "hand-in__problem" });
    this.paper = make("section", { class: "print-alone sign-off__sheet" });
    this.shown = make("div");
    this.said = make("p", { role: "status" });
    const show = button("Show the sign-off", () => this.look());
    show.classList.add("md-button--primary");
    const { learner, ref, supervisor, credential, license } = this.lines;
    element.append(
      make("h3", {}, "1. Who"),
      field(this.file, "Fill in from their completion file (optional)"),
      this.filled,
      ...[learner, ref, supervisor, credential, license].map(({ row }) => row),
      field(this.date, "Date"),
      make("h3", {}, "2. What you rate, and on what it rests"),
      this.ratings.choice,
      this.ratings.list,
      make("h3", {}, "3. When you met (optional)"),
      this.sessions.element,
      make("h3", {}, "4. What you state"),
      field(this.statement, "At most 600 characters"),
      this.problem,
      make("p", {}, show),
      this.shown,
      this.said,
    );
    // What is shown is what is saved: whatever is changed is looked at again.
    for (const event of ["input", "change"]) element.addEventListener(event, () => this.clear());
  }

  clear() {
    this.shown.replaceChildren();
    announce(this.problem, "");
    announce(this.said, "");
  }

  /** Takes the name, the number and the check code from a completion file. */
  async fillIn() {
    const [file] = this.file.files;
    if (!file) return;
    this.about = undefined;
    try {
      const { completion, code } = await this.completionIn(file);
      const { name, ref = "" } = completion.learner;
      this.lines.learner.input.value = name;
      this.lines.ref.input.value = ref;
      const fits = code === completion.check;
      if (fits) this.about = code;
      const edited = "The file was edited since it was saved, so the sign-off does not name it.";
      announce(this.filled, fits ? `Filled in. Check code of the file: ${code}.` : edited);
    } catch (error) {
      if (!(error instanceof TurnedAway || error instanceof Unfit)) throw error;
      announce(this.filled, `Not read: ${error.message}.`);
    }
  }

  async completionIn(file) {
    const data = parseSaved(new Uint8Array(await file.arrayBuffer()));
    if (data.format !== "course-completion/1") throw new TurnedAway(whatItIs(data));
    if (data.course?.id !== this.course.id) throw new TurnedAway("for another course");
    return readCompletion(data);
  }

  /** What has to be mended first: the words, and the field to go to. @returns {[string, HTMLElement] | null} */
  wrong() {
    for (const [name, [words, longest, isNeeded]] of Object.entries(LINES)) {
      const { input } = this.lines[name];
      const typed = input.value.trim();
      const problem = typed ? textProblem(typed, Number(longest)) : isNeeded && "is missing.";
      if (problem) return [`${String(words).replace(" (optional)", "")} ${problem}`, input];
    }
    if (!this.date.value) return ["The date is missing.", this.date];
    if (!this.ratings.modules.length) {
      return ["Tick a module that you talked over.", this.ratings.boxes[0].input];
    }
    const bare = this.ratings.withoutBasis;
    if (bare) return ["Say on what this rating rests.", bare.basis];
    const { missing } = this.sessions;
    if (missing) return ["A session needs its date, and from 1 to 600 minutes.", missing];
    return this.statement.value.trim() ? null : ["The statement is missing.", this.statement];
  }

  /** @returns {import("./signoff-file.js").Signoff} */
  get signoff() {
    const typed = (name) => this.lines[name].input.value.trim();
    const optional = (name) => (typed(name) ? { [name]: typed(name) } : {});
    const { id, version } = this.course;
    return readSignoff({
      format: SIGNOFF,
      course: { id, version },
      supervisor: { name: typed("supervisor"), ...optional("credential"), ...optional("license") },
      learner: { name: typed("learner"), ...optional("ref") },
      date: this.date.value,
      ...(this.about ? { about: this.about } : {}),
      items: this.ratings.items,
      sessions: this.sessions.filledIn(this.ratings.modules),
      statement: this.statement.value,
    });
  }

  look() {
    this.clear();
    const wrong = this.wrong();
    if (wrong) {
      announce(this.problem, wrong[0]);
      wrong[1].focus();
      return;
    }
    const { signoff } = this;
    this.paper.replaceChildren(...signOffSheet(signoff, this.ratings.texts, this.course.title));
    const save = button("Save the sign-off file", () => this.save(signoff));
    save.classList.add("md-button--primary");
    const print = button("Print the sheet", () => printAlone(this.paper));
    this.shown.append(this.paper, make("p", { class: "assign__actions" }, save, print));
    this.paper.querySelector("h3").focus();
  }

  save(signoff) {
    const name = `course-signoff-${today()}.json`;
    saveFile(name, `${JSON.stringify(signoff, null, 2)}\n`);
    announce(
      this.said,
      `Saved: ${name}. Drop it on the page “Follow a team” with the other files.`,
    );
  }
}

const field = (input, words) =>
  make("p", { class: "field" }, make("label", { for: input.id }, words), input);

/** A line to type in, and its row. */
function line(name, words, longest) {
  const input = make("input", { type: "text", id: `sign-off-${name}-line`, autocomplete: "off" });
  input.maxLength = 2 * longest;
  return { input, row: field(input, words) };
}

/** @type {import("./main.js").Start} */
export function start([element], context) {
  new SignOff(element, context);
}
