/**
 * The one place where answers are kept: this browser's storage, one key a module.
 *
 * Every change reads the key again before it writes, and the `storage` event puts back what another
 * tab's write has dropped, so two tabs lose nothing. Storage that throws or is full is met with
 * memory and one plain sentence. A record that cannot be read is set aside, never deleted.
 */

import { canonical } from "./join.js";
import { KINDS, parse } from "./records.js";

/** What the learner is told; each is said once a page. */
export const NOTICES = {
  notKept: "Your browser does not keep answers for this site; they last until you close the page.",
  setAside:
    "The answers saved here could not be read. They were set aside, not deleted, and a new " +
    "record was begun.",
  newer:
    "Your answers were saved by a newer version of this page. Reload it to see them; answers you " +
    "give now last until you close it.",
};

/** @typedef {keyof typeof NOTICES} Notice */

/** One record under one key. */
export class Store {
  /** The record as this tab last knew it. */
  #mine = null;
  /** Whether #mine holds something that storage refused. */
  #unsaved = false;
  /** Whether the stored text must not be written over. */
  #closed = false;
  /** Told of every change that this tab makes. */
  #listeners = new Set();

  /**
   * @param {object} options
   * @param {string} options.key
   * @param {keyof typeof KINDS} options.kind
   * @param {string} [options.name] what the record is about: the id of a unit
   * @param {() => Storage} options.place gives the storage to use; may throw as storage does
   * @param {(notice: Notice) => void} [options.trouble] told of each problem
   */
  constructor({ key, kind, name = "", place, trouble = () => {} }) {
    this.key = key;
    this.blank = () => KINDS[kind].blank(name);
    this.join = KINDS[kind].join;
    this.place = place;
    this.trouble = trouble;
  }

  /** Whether everything this tab has changed is in storage. */
  get kept() {
    return !this.#unsaved;
  }

  /** The record as it stands now, other tabs' changes included. */
  read() {
    const stored = this.#stored();
    if (stored && this.#mine) return this.join(stored, this.#mine);
    return stored ?? (this.#unsaved || this.#closed ? this.#mine : null) ?? this.blank();
  }

  /**
   * Joins a record from elsewhere into this one.
   * @param {object} record
   */
  take(record) {
    this.#write(this.join(structuredClone(this.read()), record));
  }

  /**
   * Reads the record again, lets `edit` change it, and writes it.
   * @param {(record: any) => void} edit
   * @returns {any} the record as it is now
   */
  change(edit) {
    const record = structuredClone(this.read());
    edit(record);
    this.#write(record);
    for (const listener of this.#listeners) listener();
    return record;
  }

  /**
   * Calls back when another tab changes this record.
   * @param {(record: object) => void} changed
   * @param {AbortSignal} [signal] ends the watching
   */
  watch(changed, signal) {
    const hear = (event) => {
      if (event.key !== null && event.key !== this.key) return;
      if (event.newValue === null) {
        this.#mine = null;
        this.#unsaved = false;
      } else {
        this.#heal(event.newValue);
      }
      changed(this.read());
    };
    addEventListener("storage", hear, { signal });
  }

  /**
   * Calls back when this tab changes the record.
   * @param {() => void} changed
   * @param {AbortSignal} [signal] ends the listening
   */
  listen(changed, signal) {
    this.#listeners.add(changed);
    signal?.addEventListener("abort", () => this.#listeners.delete(changed));
  }

  /** Writes again what another tab's write has dropped. */
  #heal(text) {
    const { state, record } = parse(text);
    if (state !== "ok" || !this.#mine) return;
    const joined = this.join(record, this.#mine);
    if (canonical(joined) !== canonical(record)) this.#write(joined);
  }

  #write(record) {
    this.#mine = record;
    this.#unsaved = true;
    if (this.#closed) return;
    try {
      this.place().setItem(this.key, JSON.stringify(record));
      this.#unsaved = false;
    } catch {
      this.trouble("notKept");
    }
  }

  #stored() {
    let text;
    try {
      text = this.place().getItem(this.key);
    } catch {
      this.trouble("notKept");
      return null;
    }
    if (text === null) return null;
    const { state, record } = parse(text);
    if (state === "ok") return record;
    if (state === "corrupt") this.#setAside(text);
    else this.#close("newer");
    return null;
  }

  /** Moves a record that cannot be read to a key of its own. */
  #setAside(text) {
    if (this.#closed) return;
    try {
      this.place().setItem(`${this.key}/set-aside-${new Date().toISOString()}`, text);
      this.place().removeItem(this.key);
      this.trouble("setAside");
    } catch {
      this.#close("notKept");
    }
  }

  #close(notice) {
    this.#closed = true;
    this.trouble(notice);
  }
}

/** Where it is noted that the browser was asked; not a part of any course. */
export const ASKED = "course/asked";

/**
 * Asks the browser, once a device and after a first answer, not to clear this site's data by
 * itself: some browsers ask the learner in turn. A refusal changes nothing.
 */
export async function keepStorage() {
  try {
    if (localStorage.getItem(ASKED)) return;
    localStorage.setItem(ASKED, "1");
    await navigator.storage?.persist?.();
  } catch {
    // Not allowed here; the answers are kept as long as the browser likes.
  }
}
