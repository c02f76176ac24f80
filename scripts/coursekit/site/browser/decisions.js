/**
 * Decision points of a vignette. Each option is a disclosure element that opens on what follows
 * from it. The first one opened is the choice; the most defensible one is named once it is
 * opened. All others may be opened after that, to compare.
 */

import { announce, button, make } from "./dom.js";
import { changedSince, keep, nextEntry, saved, stamp } from "./records.js";
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
    this.asked = { id: element.dataset.decision, hash: element.dataset.hash };
    this.result = element.querySelector(":scope > .decision__result");
    /** @type {NodeListOf<HTMLDetailsElement>} */
    const all = element.querySelectorAll(":scope > .decision__option");
    this.options = [...all].map((details) => ({
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

  /** The entry under this wording of the decision, if an option is opened. */
  entry(record = this.store.read()) {
    const entry = saved(record, "decisions", this.asked);
    return entry?.v.length ? entry : null;
  }

  choose(option) {
    const before = this.entry();
    if (before?.v.includes(option.letter)) return;
    this.store.change((record) => {
      const entry = saved(record, "decisions", this.asked);
      const opened = { ...entry, v: [...(before?.v ?? []), option.letter], t: stamp(entry?.t) };
      const chosen = nextEntry(entry, { v: [option.letter], ok: option.best });
      keep(record, "decisions", this.asked, before ? opened : chosen);
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
    const record = this.store.read();
    this.mark();
    if (this.entry(record)) this.result.textContent = SAY.restored;
    else if (changedSince(record, "decisions", this.asked)) this.result.textContent = SAY.changed;
  }

  startOver() {
    this.store.change((record) => {
      const entry = saved(record, "decisions", this.asked);
      if (entry) keep(record, "decisions", this.asked, { ...entry, v: [], t: stamp(entry.t) });
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

/** @type {import("./main.js").Start} */
export function start(elements, { facts, shelf, signal }) {
  const store = shelf.unit(facts.unit.id);
  const decisions = elements.map((element) => new Decision(element, store));
  store.watch(() => decisions.forEach((decision) => decision.mark()), signal);
}
