/**
 * Keeps the course in this browser for places without a connection: only when asked, with the size
 * said first, and with a way back. `sw.js` does the work; this shows how far it is.
 */

import { announce, button, make } from "./dom.js";
import { ask, findCopy, takeNewer, watch } from "./kept-copy.js";
import { keepStorage } from "./store.js";

const SAY = {
  never:
    "This browser cannot keep the course: it lacks what is needed, or is set not to allow it. " +
    "A private window, and an address that begins with http or file, have this effect.",
  begun: "Keeping the course. You may go on reading: it goes on by itself.",
  kept: "The course is kept on this device.",
  gone: "The offline copy is removed. Your answers stay.",
};

class Offline {
  /**
   * @param {HTMLElement} box
   * @param {import("./main.js").Context} context
   */
  constructor(box, { facts, signal }) {
    this.root = facts.root;
    this.size = box.dataset.size;
    this.signal = signal;
    this.text = make("p");
    this.bar = /** @type {HTMLProgressElement} */ (
      make("progress", { "aria-label": "Files kept so far", max: "1", value: "0" })
    );
    this.said = make("p", { class: "offline__said", role: "status" });
    this.actions = make("p", { class: "offline__actions" });
    box.replaceChildren(this.text, this.bar, this.said, this.actions);
  }

  async begin() {
    const { serviceWorker } = navigator;
    if (!serviceWorker) return this.refuse();
    const { signal } = this;
    serviceWorker.addEventListener("message", ({ data }) => this.hear(data), { signal });
    try {
      this.follow(await findCopy(this.root));
    } catch (error) {
      this.refuse(error);
    }
  }

  /** @param {ServiceWorkerRegistration | undefined} registration */
  follow(registration) {
    this.registration = registration;
    if (registration) watch(registration, () => this.show(), this.signal);
    else this.show();
  }

  /** Nothing can be kept here. @param {unknown} [why] what the browser says */
  refuse(why) {
    this.bar.hidden = true;
    this.actions.replaceChildren();
    this.text.textContent = why ? `${SAY.never} It says: ${why}` : SAY.never;
  }

  async show() {
    const { active, waiting, installing } = this.registration ?? {};
    this.bar.hidden = Boolean(active) || !(installing ?? waiting);
    if (active) await this.showKept(active, waiting);
    else if (this.bar.hidden) this.offer();
    else this.actions.replaceChildren();
  }

  offer() {
    this.text.textContent = `Nothing is kept yet. Keeping the course downloads it and takes ${this.size} on this device.`;
    const keep = button("Keep for offline use", () => this.keep());
    keep.classList.add("md-button--primary");
    this.actions.replaceChildren(keep);
  }

  /**
   * @param {ServiceWorker} active
   * @param {ServiceWorker | null} waiting a newer version
   */
  async showKept(active, waiting) {
    const { version, build } = await ask(active, "which");
    const newer = waiting && (await ask(waiting, "which"));
    const words = [`Kept on this device: version ${version}, build ${build}.`];
    const buttons = [button("Forget the offline copy", () => this.forget(active))];
    if (newer) {
      words.push(`A newer one is there: version ${newer.version}, build ${newer.build}.`);
      words.push("Until you use it, you see the one that is kept. Your answers stay.");
      const use = button("Use the newer version", () => takeNewer(this.registration));
      use.classList.add("md-button--primary");
      buttons.unshift(use);
    }
    if (this.said.textContent === SAY.begun) announce(this.said, SAY.kept);
    this.text.textContent = words.join(" ");
    this.actions.replaceChildren(...buttons.flatMap((each) => [each, " "]));
  }

  async keep() {
    /** @type {RegistrationOptions} */
    const options = { scope: this.root, updateViaCache: "none" };
    announce(this.said, SAY.begun);
    try {
      this.follow(await navigator.serviceWorker.register(`${this.root}sw.js`, options));
      keepStorage();
    } catch (error) {
      announce(this.said, "");
      this.refuse(error);
    }
  }

  /** What the worker tells while it fetches. */
  hear({ done, all, failed }) {
    if (failed) {
      announce(this.said, `It did not work: ${failed}. What has arrived counts for the next try.`);
      return;
    }
    if (this.registration?.active) return;
    this.bar.max = all;
    this.bar.value = done;
    this.text.textContent = `${done} of ${all} files are here.`;
  }

  async forget(active) {
    await ask(active, "forget");
    await this.registration.unregister();
    this.follow(undefined);
    announce(this.said, SAY.gone);
    this.actions.querySelector("button").focus();
  }
}

/** @type {import("./main.js").Start} */
export function start([box], context) {
  new Offline(box, context).begin();
}
