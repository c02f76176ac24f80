/**
 * Everything that this device keeps of the course: one store a unit, one for the exam, one for each
 * form, and what is known of the device itself. On a shared computer all of it lies in the tab's own
 * storage, which goes with the tab.
 */

import { uuid } from "./random.js";
import { ASKED, Store } from "./store.js";

/** What can be kept besides the units: their keys begin with a sign that no id begins with. */
const FORMS = {
  ratings: "+ratings",
  evaluation: "+evaluation",
  review: "+review",
  assignments: "+assignments",
};

/** @typedef {{shared?: boolean, device?: string, copied?: string, since?: string}} Device */

export class Shelf {
  #stores = new Map();

  /**
   * @param {string} course the course's id
   * @param {(notice: import("./store.js").Notice) => void} [trouble]
   */
  constructor(course, trouble) {
    this.start = `course/${course}/`;
    this.trouble = trouble;
    this.place = () => (this.device.shared ? sessionStorage : localStorage);
  }

  /** @param {string} id of a module, a case or a scene */
  unit(id) {
    return this.#store(id, "unit", id);
  }

  exam() {
    return this.#store("exam", "exam");
  }

  /** @param {keyof typeof FORMS} name */
  form(name) {
    return this.#store(FORMS[name], name);
  }

  #store(name, kind, unit) {
    const key = this.start + name;
    if (!this.#stores.has(key)) {
      const { place, trouble } = this;
      this.#stores.set(key, new Store({ key, kind, name: unit, place, trouble }));
    }
    return this.#stores.get(key);
  }

  /** What is known of this device; nothing, when storage does not answer. @returns {Device} */
  get device() {
    try {
      return JSON.parse(localStorage.getItem(`${this.start}+device`) ?? "{}") ?? {};
    } catch {
      return {};
    }
  }

  /** @param {Device} facts to be noted beside what is known */
  note(facts) {
    try {
      const known = { device: uuid().slice(0, 8), ...this.device, ...facts };
      localStorage.setItem(`${this.start}+device`, JSON.stringify(known));
    } catch {
      // Nothing can be kept here; the stores say so.
    }
  }

  /** The keys of everything kept of this course, what was set aside included. */
  keys() {
    try {
      const storage = this.place();
      const all = Array.from({ length: storage.length }, (_, place) => storage.key(place));
      return all.filter((key) => key?.startsWith(this.start));
    } catch {
      return [];
    }
  }

  /**
   * Moves everything to the other storage: to the tab's own on a shared computer, or back.
   * @param {boolean} shared
   */
  share(shared) {
    const [from, to] = shared ? [localStorage, sessionStorage] : [sessionStorage, localStorage];
    const keys = this.keys().filter((key) => key !== `${this.start}+device`);
    for (const key of keys) to.setItem(key, from.getItem(key));
    for (const key of keys) from.removeItem(key);
    this.note({ shared });
  }

  /** Forgets everything of this course on this device, what was set aside included. */
  forget() {
    for (const storage of [localStorage, sessionStorage]) {
      for (const key of Object.keys(storage)) {
        if (key.startsWith(this.start)) storage.removeItem(key);
      }
    }
    localStorage.removeItem(ASKED);
    this.#stores.clear();
  }
}
