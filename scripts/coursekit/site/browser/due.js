/** On the pages of a unit that is assigned: until when, as long as it is not done. */

import { acceptedIn, dueInWords, duties } from "./assignments.js";
import { make } from "./dom.js";
import { progressOf } from "./progress.js";

/** @type {import("./main.js").Start} */
export function start([where], { facts, shelf, signal }) {
  const { unit } = facts;
  const line = make("p", { class: "where due" });
  const stores = [shelf.form("assignments"), shelf.unit(unit.id)];
  const show = () => {
    const due = duties(acceptedIn(stores[0].read())).get(unit.id);
    const open = progressOf(unit, stores[1].read()).state !== "done";
    line.hidden = !due || !open;
    line.textContent = due ? `${dueInWords(due)}.` : "";
  };
  where.after(line);
  show();
  for (const store of stores) {
    store.watch(show, signal);
    store.listen(show, signal);
  }
}
