/** Tables made of text and elements, laid out for a narrow screen as those of the author are. */

import { make } from "./dom.js";
import { stack } from "./tables.js";

/**
 * @param {string} name what it is a table of, for whoever does not see it
 * @param {string[]} head
 * @param {(Node | string | (Node | string)[])[][]} rows
 * @returns {HTMLTableElement}
 */
export function makeTable(name, head, rows) {
  const cell = (content) => make("td", {}, ...(Array.isArray(content) ? content : [content]));
  const table = make(
    "table",
    { "aria-label": name },
    make("thead", {}, make("tr", {}, ...head.map((each) => make("th", { scope: "col" }, each)))),
    make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map(cell)))),
  );
  stack(table);
  return table;
}

/**
 * Facts by name.
 * @param {[string, Node | string][]} facts
 * @returns {HTMLDListElement}
 */
export function makeFacts(facts) {
  const pair = ([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value));
  return make("dl", { class: "named-facts" }, ...facts.map(pair));
}
