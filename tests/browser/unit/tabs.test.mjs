/**
 * Tabs over one storage, as browsers share it: every tab is a process with its own copy, a write
 * shows in other tabs a while later, and is announced by the event `storage` then. However the
 * tabs take turns, nothing that one of them saved is lost once all events have arrived.
 */

import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { Store } from "../../../scripts/coursekit/site/browser/store.js";

const RUNS = { numRuns: 500 };
const KEY = "course/sample/lens";

/** Storage as several tabs see it. */
class Machine {
  /** @param {number} count of tabs */
  constructor(count) {
    /** Every write so far, in the order in which the browser has taken them. */
    this.log = [];
    this.tabs = Array.from({ length: count }, (_, tab) => this.#open(tab));
  }

  #open(tab) {
    const seen = { at: 0, value: null };
    const write = (value) => {
      seen.value = value;
      this.log.push({ tab, value });
    };
    const place = {
      getItem: () => seen.value,
      setItem: (key, value) => key === KEY && write(value),
      removeItem: () => write(null),
    };
    const store = new Store({ key: KEY, kind: "unit", name: "lens", place: () => place });
    globalThis.addEventListener = (_, hear) => (seen.hear = hear);
    store.watch(() => {});
    delete globalThis.addEventListener;
    return { store, seen, clear: () => write(null) };
  }

  /** Lets one tab see the next write of the others. */
  deliver(tab) {
    const { seen } = this.tabs[tab];
    while (seen.at < this.log.length && this.log[seen.at].tab === tab) seen.at += 1;
    if (seen.at === this.log.length) return false;
    const { value } = this.log[(seen.at += 1) - 1];
    // A write of this tab's own that the browser took later stays on top.
    const mine = this.log.slice(seen.at).findLast((write) => write.tab === tab);
    seen.value = mine ? mine.value : value;
    seen.hear({ key: KEY, newValue: value });
    return true;
  }

  settle() {
    for (let rounds = 0; rounds < 1000; rounds += 1) {
      if (!this.tabs.map((_, tab) => this.deliver(tab)).some(Boolean)) return;
    }
    assert.fail("the tabs write over each other without end");
  }

  get stored() {
    return JSON.parse(this.log.at(-1).value);
  }
}

const TABS = 3;
const tab = fc.nat(TABS - 1);
const note = fc.record({ kind: fc.constant("note"), tab, id: fc.constantFrom("w1", "w2", "w3") });
const hear = fc.record({ kind: fc.constant("hear"), tab });

test("nothing is lost, however tabs take turns", () => {
  const kept = (steps) => {
    const machine = new Machine(TABS);
    const saves = new Map();
    steps.forEach((step, place) => {
      if (step.kind === "hear") return machine.deliver(step.tab);
      const t = String(1000 + place);
      const id = `${step.id}-${step.tab}`;
      machine.tabs[step.tab].store.change((record) => {
        record.notes[id] = { text: `save ${place}`, t };
      });
      return saves.set(id, `save ${place}`);
    });
    if (!saves.size) return;
    machine.settle();
    const texts = Object.entries(machine.stored.notes).map(([id, { text }]) => [id, text]);
    assert.deepEqual(new Map(texts.sort()), new Map([...saves].sort()));
    for (const { store } of machine.tabs)
      assert.deepEqual(store.read().notes, machine.stored.notes);
  };
  fc.assert(fc.property(fc.array(fc.oneof(note, hear), { maxLength: 30 }), kept), RUNS);
});

test("what all tabs have seen and one has cleared stays cleared", () => {
  const machine = new Machine(TABS);
  machine.tabs[0].store.change((record) => {
    record.notes.w1 = { text: "mine", t: "1" };
  });
  machine.settle();
  machine.tabs[1].clear();
  machine.settle();
  assert.equal(machine.log.at(-1).value, null);
  machine.tabs[0].store.change((record) => {
    record.notes.w2 = { text: "new", t: "2" };
  });
  machine.settle();
  assert.deepEqual(machine.stored.notes, { w2: { text: "new", t: "2" } });
});
