/**
 * Boxes to write in before reading on. What is written stays on this device, is saved as it is
 * typed, and goes nowhere: the line below the box says so.
 */

import { announce, make } from "./dom.js";
import { stamp } from "./records.js";
import { keepStorage } from "./store.js";

/** Milliseconds after the last key until the text is saved. */
const PAUSE = 600;
const LONGEST = 20_000;

export class Box {
  /**
   * @param {HTMLElement} element
   * @param {import("./store.js").Store} store
   */
  constructor(element, store) {
    this.store = store;
    this.id = element.dataset.write;
    const label = element.querySelector(".write__label");
    this.input = /** @type {HTMLTextAreaElement} */ (
      make("textarea", { rows: "4", maxlength: String(LONGEST), "aria-labelledby": label.id })
    );
    this.said = make("p", { class: "write__said", role: "status" });
    element.append(this.input, this.said);
    this.show();
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("change", () => this.save());
  }

  get kept() {
    return this.store.read().notes?.[this.id]?.text ?? "";
  }

  show() {
    this.shown = this.kept;
    this.input.value = this.shown;
    this.said.textContent = this.shown ? "Kept on this device." : "Stays on this device.";
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  save() {
    clearTimeout(this.timer);
    const text = this.input.value;
    // Only what was changed here: another tab may have written more since.
    if (text === this.shown) return;
    this.shown = text;
    this.store.change((record) => {
      record.notes ??= {};
      record.notes[this.id] = { text, t: stamp(record.notes[this.id]?.t) };
    });
    keepStorage();
    announce(this.said, this.store.kept ? "Kept on this device." : "Not kept: see the notice.");
  }

  /** Another tab changed the record: shows its text, unless one typed here waits to be saved. */
  refresh() {
    if (this.input.value === this.shown && this.shown !== this.kept) this.show();
  }
}

/** @type {import("./main.js").Start} */
export function start(elements, { facts, shelf, signal }) {
  const store = shelf.unit(facts.unit.id);
  const boxes = elements.map((element) => new Box(element, store));
  store.watch(() => boxes.forEach((box) => box.refresh()), signal);
  // What was typed a moment before leaving is saved, too.
  addEventListener("pagehide", () => boxes.forEach((box) => box.save()), { signal });
}
