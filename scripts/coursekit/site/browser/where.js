/**
 * On the pages of a unit: how much is left, said below the heading, and kept up as the learner
 * reads. A section counts as read when its end has been on the screen for a moment; a button says
 * the same for whoever read it elsewhere.
 */

import { button, make } from "./dom.js";
import { isWhole, openInWords, progressOf } from "./progress.js";
import { stamp } from "./records.js";
import { reminder } from "./reminder.js";
import { keepStorage } from "./store.js";

/** How long the end of a section has to be in sight, in milliseconds. */
const MOMENT = 1500;

const day = new Intl.DateTimeFormat("en", { dateStyle: "long" });

class Where {
  /** @type {import("./page.js").Unit} */
  unit;
  /** @type {string} */
  root;
  /** @type {import("./shelf.js").Shelf} */
  shelf;
  /** Whether the page is the lesson, not the practice of it. @type {boolean} */
  lesson;

  /**
   * @param {import("./page.js").PageFacts} facts
   * @param {import("./shelf.js").Shelf} shelf
   */
  constructor({ unit, page, root }, shelf) {
    Object.assign(this, { unit, root, shelf, lesson: page.kind !== "practice" });
    this.store = shelf.unit(unit.id);
    // Its place is in the page, so that nothing moves when the words come.
    this.line = document.querySelector("article .where");
    if (this.lesson) this.addButton();
    this.show();
  }

  addButton() {
    this.mark = button("", () => this.toggle());
    this.said = make("span", { class: "where__said", role: "status" });
    const end = make("p", { class: "where__end" }, this.mark, " ", this.said);
    const references = document.querySelector("article .references");
    if (references) references.before(end);
    else document.getElementById("course-data")?.before(end);
    this.end = end;
  }

  show() {
    const progress = progressOf(this.unit, this.store.read());
    const read = !progress.unread.length;
    this.line.replaceChildren(...this.words(progress));
    if (this.mark) this.mark.textContent = read ? "I have not read this yet" : "I have read this";
    return progress;
  }

  words(progress) {
    const open = openInWords(progress);
    const words = [];
    if (isWhole(progress)) {
      const when = progress.completed ? ` on ${day.format(new Date(progress.completed))}` : "";
      words.push(make("strong", {}, "Done"), `${when}.`);
    } else {
      const { minutes } = progress;
      const left = `${minutes} ${minutes === 1 ? "minute" : "minutes"} left`;
      words.push(make("strong", {}, minutes ? `About ${left}` : "Read"));
      words.push(open ? `; open: ${open}.` : ".");
    }
    const changed = progress.changed.length;
    if (changed) words.push(` ${changed} changed since you answered.`);
    const due = reminder(this.shelf.device, this.store.read().opened);
    if (due) words.push(` ${due}`);
    words.push(" ", make("a", { href: `${this.root}progress/` }, "My progress"));
    return words;
  }

  /** Something was read, answered or decided: notes the time when nothing is left. */
  changed() {
    const progress = this.show();
    if (!isWhole(progress) || progress.completed) return;
    this.store.change((record) => {
      record.completed ??= stamp();
    });
  }

  toggle() {
    const { unread } = progressOf(this.unit, this.store.read());
    const read = unread.length > 0;
    this.store.change((record) => {
      const seen = Object.values(record.sections ?? {});
      record.read = { t: stamp(record.read?.t, ...seen), v: read };
    });
    this.said.textContent = read ? "Marked as read." : "Marked as not read.";
    keepStorage();
  }

  /** Notes the sections as their ends come into sight. @param {AbortSignal} signal */
  follow(signal) {
    const known = new Set(this.unit.sections.map(({ id }) => id));
    const headings = [...document.querySelectorAll("article h2[id]")].filter(({ id }) =>
      known.has(id),
    );
    const ends = new Map(headings.map(({ id }, place) => [headings[place + 1] ?? this.end, id]));
    /** What is in sight, and the timer that waits for the moment to pass. */
    const waiting = new Map();
    const wait = (target) => {
      clearTimeout(waiting.get(target));
      waiting.set(
        target,
        setTimeout(() => this.seen(ends.get(target)), MOMENT),
      );
    };
    const leave = (target) => {
      clearTimeout(waiting.get(target));
      waiting.delete(target);
    };
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) (isIntersecting ? wait : leave)(target);
    });
    for (const element of ends.keys()) observer.observe(element);
    // Whoever comes back to the tab has what was in sight before them once more.
    const back = () => [...waiting.keys()].forEach(wait);
    document.addEventListener("visibilitychange", back, { signal });
    signal.addEventListener("abort", () => {
      observer.disconnect();
      [...waiting.keys()].forEach(leave);
    });
  }

  /** @param {string} section whose end was in sight */
  seen(section) {
    if (document.hidden) return;
    this.store.change((record) => {
      record.sections ??= {};
      record.sections[section] = stamp(record.sections[section], record.read?.t);
      record.last = { t: stamp(record.last?.t), at: section };
    });
  }
}

/** @type {import("./main.js").Start} */
export function start(_, { facts, shelf, signal }) {
  const where = new Where(facts, shelf);
  where.store.watch(() => where.show(), signal);
  where.store.listen(() => where.changed(), signal);
  if (where.lesson) where.follow(signal);
  if (!where.store.read().opened) {
    where.store.change((record) => {
      record.opened = stamp();
    });
  }
}
