/**
 * The one place where answers are kept: this browser's localStorage, one key a module.
 *
 * Every change reads the key again before it writes, and the `storage` event puts back what another
 * tab's write has dropped, so two tabs lose nothing. Storage that throws or is full is met with
 * memory and one plain sentence. A record that cannot be read is set aside, never deleted.
 */

import { parse, same } from "./records.js";

/** What the learner is told; each is said once a page. */
export const NOTICES = {
  notKept:
    "Your browser does not keep answers for this site; they last until you close the page.",
  setAside:
    "The answers saved here could not be read. They were set aside, not deleted, and a new " +
    "record was begun.",
  newer:
    "Your answers were saved by a newer version of this page. Reload it to see them; answers you " +
    "give now last until you close it.",
};

/** One record under one key. */
export class Store {
  /** The record as this tab last knew it. */
  #mine = null;
  /** Whether #mine holds something that storage refused. */
  #unsaved = false;
  /** Whether the stored text must not be written over. */
  #closed = false;

  /**
   * @param {object} options
   * @param {string} options.key
   * @param {() => object} options.blank makes an empty record
   * @param {(one: object, other: object) => object} options.merge
   * @param {(notice: keyof NOTICES) => void} [options.trouble] told of each problem
   */
  constructor({ key, blank, merge, trouble = () => {} }) {
    this.key = key;
    this.blank = blank;
    this.merge = merge;
    this.trouble = trouble;
  }

  /** Whether everything this tab has changed is in storage. */
  get kept() {
    return !this.#unsaved;
  }

  /** The record as it stands now, other tabs' changes included. */
  read() {
    const stored = this.#stored();
    if (stored && this.#mine) return this.merge(stored, this.#mine);
    return stored ?? (this.#unsaved || this.#closed ? this.#mine : null) ?? this.blank();
  }

  /**
   * Reads the record again, lets `edit` change it, and writes it.
   * @param {(record: any) => void} edit
   * @returns {object} the record as it is now
   */
  change(edit) {
    const record = structuredClone(this.read());
    edit(record);
    this.#write(record);
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

  /** Writes again what another tab's write has dropped. */
  #heal(text) {
    const { state, record } = parse(text);
    if (state !== "ok" || !this.#mine) return;
    const merged = this.merge(record, this.#mine);
    if (!same(merged, record)) this.#write(merged);
  }

  #write(record) {
    this.#mine = record;
    this.#unsaved = true;
    if (this.#closed) return;
    try {
      localStorage.setItem(this.key, JSON.stringify(record));
      this.#unsaved = false;
    } catch {
      this.trouble("notKept");
    }
  }

  #stored() {
    let text;
    try {
      text = localStorage.getItem(this.key);
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
      localStorage.setItem(`${this.key}/set-aside-${new Date().toISOString()}`, text);
      localStorage.removeItem(this.key);
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

let asked = false;

/**
 * Asks the browser, once a page and after a first answer, not to clear this site's data by itself.
 * A refusal changes nothing.
 */
export async function keepStorage() {
  if (asked) return;
  asked = true;
  try {
    await navigator.storage?.persist?.();
  } catch {
    // Not allowed here; the answers are kept as long as the browser likes.
  }
}
