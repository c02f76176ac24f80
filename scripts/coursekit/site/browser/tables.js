/**
 * Tables on a narrow screen. A table with a heading row is stacked there by the style sheet: each
 * cell carries the heading of its column, and the roles are written out because a stacked table
 * loses its own. Any other table, and every printed form, scrolls inside its own frame, which the
 * keyboard can reach.
 */

import { make } from "./dom.js";

const ROLES = { THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };

/** The table, or the frame that the theme has put around it and that is not needed here. */
const place = (table) => table.closest(".md-typeset__scrollwrap") ?? table;

/** Lays a table with a heading row out for a narrow screen. @param {HTMLTableElement} table */
export function stack(table) {
  place(table).replaceWith(table);
  const headings = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  table.classList.add("stacks");
  table.setAttribute("role", "table");
  for (const part of table.querySelectorAll("thead, tbody, tr, td")) {
    part.setAttribute("role", ROLES[part.tagName]);
  }
  for (const heading of table.querySelectorAll("th")) {
    heading.setAttribute("role", heading.closest("thead") ? "columnheader" : "rowheader");
  }
  for (const row of table.tBodies[0]?.rows ?? []) {
    [...row.cells].forEach((cell, column) => {
      if (headings[column]) cell.dataset.label = headings[column];
    });
  }
}

/** How many frames the page has: two of them must not have one name. */
let framed = 0;

/** @param {HTMLTableElement} table */
function frame(table) {
  const name = table.caption?.textContent.trim() || nameFromBefore(table);
  const label = name ? `Table: ${name}` : "Table";
  const wrap = make("div", {
    class: "table-frame",
    role: "region",
    tabindex: "0",
    "aria-label": framed ? `${label} (${framed + 1})` : label,
  });
  framed += 1;
  table.classList.add("framed");
  place(table).replaceWith(wrap);
  wrap.append(table);
}

/** The heading nearest before a table names it. */
function nameFromBefore(table) {
  let name = "";
  const all = document.querySelectorAll("article h1, article h2, article h3, .sheet__title");
  for (const heading of all) {
    const after = heading.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (after) name = heading.textContent.replace("¶", "").trim();
  }
  return name;
}

/** @type {import("./main.js").Start} */
export function start(tables) {
  framed = document.querySelectorAll(".table-frame").length;
  for (const table of /** @type {HTMLTableElement[]} */ (tables)) {
    if (table.classList.contains("stacks") || table.classList.contains("framed")) continue;
    if (table.tHead?.rows.length === 1 && !table.closest(".sheet")) stack(table);
    else frame(table);
  }
}
