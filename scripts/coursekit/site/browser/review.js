/**
 * Review sessions: a short mixed set of the course's practice questions, those first that need it
 * most. The questions come up blank, and an answer counts as a further try in its module's record.
 * What is kept of the sessions themselves is which set was drawn today and what was written.
 */

import { Again } from "./again.js";
import { SESSIONS } from "./calendar.js";
import { announce, button, make } from "./dom.js";
import { drawSet, SIZE } from "./draw.js";
import { Box } from "./notes.js";
import { stamp } from "./records.js";
import { today } from "./save.js";

/** The sessions that come back to what the learner set out to change. */
const LATE = ["30", "90"];
const CHANGE = "The change you planned: made, partly, not? What got in the way?";

/**
 * @typedef {object} Drawn a set, as the record of the review keeps it for each session
 * @property {string} t when this was noted
 * @property {string} day the learner's own date, on which the set stands
 * @property {string[]} questions ids
 * @property {string[]} past ids of the sets drawn before it on that day
 * @property {number} answered how many questions the learner had answered when it was drawn
 * @property {Record<string, boolean>} right how the first try in this set went, by id
 */

class Review {
  /**
   * @param {HTMLElement} element
   * @param {import("./shelf.js").Shelf} shelf
   */
  constructor(element, shelf) {
    this.store = shelf.form("review");
    this.all = /** @type {HTMLElement} */ (element.querySelector(".review__all"));
    /** Every question of the course, in its order, with its heading. */
    this.pieces = [...this.all.querySelectorAll(".question")].map((section) => ({
      heading: /** @type {HTMLElement} */ (section.previousElementSibling),
      section: /** @type {HTMLElement} */ (section),
      unit: section.dataset.unit,
      question: new Again(section, shelf.unit(section.dataset.unit)),
    }));
    this.intro = make("p", { class: "review__intro" });
    this.set = make("div", { class: "review__set" });
    this.late = make("div", { class: "review__late" });
    this.result = make("p", { class: "review__result", role: "status" });
    this.another = button("Draw another set", () => this.drawAnew());
    this.all.hidden = true;
    element.append(this.intro, this.set, this.late, this.result, make("p", {}, this.another));
  }

  /** @param {Omit<Drawn, "t"|"day">} facts of the set that the page shows from now on */
  keep(facts) {
    this.store.change((record) => {
      const t = stamp(record.drawn[this.session]?.t);
      /** @type {Drawn} */
      this.drawn = { ...facts, t, day: today() };
      record.drawn[this.session] = this.drawn;
    });
  }

  /** @param {string} session days after the course, or nothing for a visit in between */
  begin(session) {
    this.session = session;
    const known = new Set(this.pieces.map(({ question }) => question.asked.id));
    const kept = this.store.read().drawn[session];
    const stands = kept?.day === today() && kept.questions.every((id) => known.has(id));
    if (stands) this.drawn = kept;
    else this.draw([]);
    this.show();
  }

  /** @param {string[]} past ids drawn today */
  draw(past) {
    const candidates = this.pieces.map(({ question, unit }) => ({
      id: question.asked.id,
      unit,
      entry: question.entry,
    }));
    const answered = candidates.filter(({ entry }) => entry).length;
    this.keep({ questions: drawSet(candidates, past), past, answered, right: {} });
  }

  drawAnew() {
    const { past, questions } = this.drawn;
    this.draw([...past, ...questions]);
    this.show();
    this.focus();
  }

  focus() {
    const heading = /** @type {HTMLElement} */ (this.set.firstElementChild);
    heading.tabIndex = -1;
    heading.focus();
  }

  show() {
    const { questions, right } = this.drawn;
    const byId = new Map(this.pieces.map((piece) => [piece.question.asked.id, piece]));
    this.all.append(...this.pieces.flatMap(({ heading, section }) => [heading, section]));
    for (const id of questions) {
      const { heading, section, question } = byId.get(id);
      this.set.append(heading, section);
      question.told = (ok) => this.tell(id, ok);
      if (id in right) question.resume();
      else question.restore();
    }
    this.showLate();
    showReferences();
    this.intro.textContent = this.words();
    this.result.textContent = this.outcome();
  }

  words() {
    const { questions, answered } = this.drawn;
    const number = questions.length;
    const lead = this.session ? `Session at ${this.session} days. ` : "";
    if (!answered) {
      return (
        `${lead}You have answered no practice question on this device yet, so here are ${number} ` +
        "from the first modules."
      );
    }
    if (answered < SIZE) {
      return (
        `${lead}You have answered ${answered} of the course’s practice questions on this ` +
        "device, so the others here are new."
      );
    }
    return (
      `${lead}Here are ${number} questions that you have answered before: those you missed at the ` +
      "first try, then those you have not seen for longest."
    );
  }

  /** @param {string} id @param {boolean} ok */
  tell(id, ok) {
    const { right, ...rest } = this.drawn;
    this.keep({ ...rest, right: { [id]: ok, ...right } });
    const said = this.outcome();
    if (said) announce(this.result, said);
  }

  outcome() {
    const { questions, right } = this.drawn;
    const done = questions.filter((id) => id in right);
    if (done.length < questions.length) return "";
    return `That was the set: ${done.filter((id) => right[id]).length} of ${done.length} right.`;
  }

  /** In the late sessions, a box for what became of the plan. */
  showLate() {
    this.box?.save();
    this.box = undefined;
    this.late.replaceChildren();
    if (!LATE.includes(this.session)) return;
    const id = `change-${this.session}`;
    const label = make("p", { class: "write__label", id: `${id}-label` }, CHANGE);
    const element = make("div", { class: "write", "data-write": id }, label);
    this.late.append(element);
    this.box = new Box(element, this.store);
  }
}

/** Of the works that the page lists, shows those that are cited where a reader can see it. */
function showReferences() {
  const links = [...document.querySelectorAll('article a[href^="#ref-"]')];
  const seen = links.filter((link) => !link.closest(".review__all"));
  const cited = new Set(seen.map((link) => link.getAttribute("href")));
  const works = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".references li[id]")]);
  for (const work of works) work.hidden = !cited.has(`#${work.id}`);
  const list = /** @type {HTMLElement | null} */ (document.querySelector("article .references"));
  if (list) list.hidden = !cited.size;
}

/** The session that the address names, as in `#7`. */
function sessionOf({ hash }) {
  return SESSIONS.map(String).find((days) => hash === `#${days}`);
}

/** @type {import("./main.js").Start} */
export function start([element], { shelf, signal }) {
  const review = new Review(element, shelf);
  review.begin(sessionOf(location) ?? "");
  const turn = () => {
    const session = sessionOf(location);
    if (session === undefined || session === review.session) return;
    review.begin(session);
    review.focus();
  };
  addEventListener("hashchange", turn, { signal });
  addEventListener("pagehide", () => review.box?.save(), { signal });
}
