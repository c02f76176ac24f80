/**
 * Decision points of a vignette. Each option is a disclosure element that opens on what follows
 * from it. The first one opened is the choice; the most defensible one is named once it is
 * opened. All others may be opened after that, to compare.
 */

import { announce, button, make } from "./dom.js";
import { nextAnswer, saved, stamp } from "./records.js";
import { keepStorage } from "./store.js";

const SAY = {
  best: "Your first choice is the most defensible one. Open the others to see what they cost.",
  other: "Your first choice is marked. Another one is more defensible: open the others to compare.",
  found: "This is the most defensible choice.",
  further: "Opened. Your first choice stays marked.",
  restored: "Your first choice is marked.",
  over: "Started over. Choose what you would do.",
  changed: "This decision changed since you chose.",
};

class Decision {
  /**
   * @param {HTMLElement} element
   * @param {import("./store.js").Store} store
   */
  constructor(element, store) {
    this.store = store;
    this.id = element.dataset.decision;
    this.hash = element.dataset.hash;
    this.result = element.querySelector(":scope > .decision__result");
    this.options = [...element.querySelectorAll(":scope > .decision__option")].map((details) => ({
      details,
      letter: details.dataset.option,
      best: "best" in details.dataset,
      summary: details.querySelector("summary"),
    }));
    this.over = button("Start over", () => this.startOver());
    this.over.classList.add("decision__over");
    this.result.after(this.over);
    for (const option of this.options) {
      // The click, not the toggle event: finding text in the page opens an option, too, and that
      // is no choice. The keyboard arrives here as a click.
      option.summary.addEventListener("click", () => {
        if (!option.details.open) this.choose(option);
      });
    }
    this.restore();
    // An option that was opened while this module was still loading is a choice like any other.
    const early = this.options.find(({ details }) => details.open);
    if (early && !this.entry()) this.choose(early);
  }

  /** The entry under this wording of the decision, if an option was opened. */
  entry(record = this.store.read()) {
    const entry = saved(record, "decisions", this.id);
    return entry?.h === this.hash && entry.v.length ? entry : null;
  }

  choose(option) {
    const before = this.entry();
    if (before?.v.includes(option.letter)) return;
    this.store.change((record) => {
      record.decisions ??= {};
      const entry = saved(record, "decisions", this.id);
      record.decisions[this.id] = before
        ? { ...entry, v: [...before.v, option.letter], t: stamp(entry.t) }
        : nextAnswer(entry, { h: this.hash, v: [option.letter], ok: option.best });
    });
    keepStorage();
    this.mark();
    announce(this.result, sentence(option, before));
  }

  /** Says in each opened option's own line what it is. */
  mark() {
    const opened = this.entry()?.v ?? [];
    for (const { letter, best, summary } of this.options) {
      const words = [];
      if (opened[0] === letter) words.push("Your first choice");
      if (best && opened.includes(letter)) words.push("Most defensible choice");
      summary.querySelector(".decision__mark")?.remove();
      if (words.length) {
        summary.append(make("span", { class: "decision__mark" }, ` ${words.join(" · ")}`));
      }
    }
    this.over.hidden = opened.length === 0;
  }

  restore() {
    const entry = saved(this.store.read(), "decisions", this.id);
    this.mark();
    if (!entry) return;
    const changed = entry.h !== this.hash && entry.v.length;
    this.result.textContent = changed ? SAY.changed : this.entry() ? SAY.restored : "";
  }

  startOver() {
    this.store.change((record) => {
      const entry = saved(record, "decisions", this.id);
      if (entry) record.decisions[this.id] = { ...entry, v: [], t: stamp(entry.t) };
    });
    for (const { details } of this.options) details.open = false;
    this.options[0].summary.focus();
    this.mark();
    announce(this.result, SAY.over);
  }
}

function sentence(option, before) {
  if (!before) return option.best ? SAY.best : SAY.other;
  return option.best ? SAY.found : SAY.further;
}

/**
 * Starts every decision point of the page.
 * @param {Iterable<HTMLElement>} elements
 * @param {import("./store.js").Store} store
 * @param {AbortSignal} [signal]
 */
export function startDecisions(elements, store, signal) {
  const decisions = [...elements].map((element) => new Decision(element, store));
  store.watch(() => decisions.forEach((decision) => decision.mark()), signal);
}
