/** What this device keeps, and for whom: a shared computer, and forgetting everything. */

import { announce, button, make } from "./dom.js";

const SHARED =
  "On a shared computer your answers are kept in this tab alone and are gone when you close it. " +
  "Save a copy before you leave, and load it the next time.";
const OWN = "Your answers are kept in this browser on this device, for whoever uses it.";

class Device {
  /** @type {import("./shelf.js").Shelf} */
  shelf;

  /**
   * @param {HTMLElement} element
   * @param {import("./main.js").Context} context
   */
  constructor(element, { facts, shelf }) {
    Object.assign(this, { shelf, root: facts.root });
    this.words = make("p");
    this.said = make("p", { role: "status" });
    this.switch = button("", () => this.toggle());
    this.forget = button("Forget everything here", () => this.ask());
    this.dialog = this.makeDialog();
    element.append(
      this.words,
      make("p", {}, this.switch, " ", this.forget),
      this.said,
      this.dialog,
    );
    this.show();
  }

  makeDialog() {
    const no = button("Keep it", () => this.dialog.close());
    const yes = button("Forget everything", () => this.clear());
    const title = make("h3", { id: "forget-title" }, "Forget everything on this device?");
    const text =
      "All answers, notes, ratings and exam answers of this course leave this browser. Files that " +
      "you saved stay yours.";
    const dialog = make(
      "dialog",
      { "aria-labelledby": "forget-title" },
      title,
      make("p", {}, text),
      make("p", {}, no, " ", yes),
    );
    return /** @type {HTMLDialogElement} */ (dialog);
  }

  show() {
    const { shared } = this.shelf.device;
    this.words.textContent = shared ? SHARED : OWN;
    this.switch.textContent = shared ? "This is my own device" : "This is a shared computer";
  }

  toggle() {
    const shared = !this.shelf.device.shared;
    try {
      this.shelf.share(shared);
    } catch {
      announce(this.said, "This browser did not allow it; nothing was changed.");
      return;
    }
    this.show();
    announce(this.said, shared ? "Moved into this tab." : "Moved to this device.");
  }

  ask() {
    this.dialog.showModal();
  }

  async clear() {
    this.dialog.close();
    try {
      this.shelf.forget();
    } catch {
      announce(this.said, "This browser did not allow it; clear the site's data in its settings.");
      return;
    }
    dispatchEvent(new Event("course:loaded"));
    this.show();
    announce(this.said, "Forgotten. Nothing of this course is kept in this browser.");
  }
}

/** @type {import("./main.js").Start} */
export function start([element], context) {
  new Device(element, context);
}
