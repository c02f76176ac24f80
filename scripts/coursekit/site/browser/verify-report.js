/** Draws what a certificate states and what was found about it; every text is set as text. */

import { make } from "./dom.js";

const WORDS = { ok: "ok", failed: "failed", unchecked: "could not be checked" };

/** Facts that are read out; all of them are on the page. */
const READ_OUT = ["Name", "Course", "Completed", "Contact hours", "Certificate number", "Issued"];

const SAMPLE = "SAMPLE – not a certificate. It certifies nothing.";

/**
 * @param {import("./verify-input.js").Report} report
 * @returns {HTMLElement[]} the first one is the heading
 */
export function drawReport({ title, note, sample, facts, checks }) {
  const list = make("dl", { class: "verify__facts" });
  for (const [label, value] of facts) {
    list.append(make("div", {}, make("dt", {}, label), make("dd", { dir: "auto" }, value)));
  }
  const failed = checks.filter(({ state }) => state === "failed");
  return [
    make("h2", { class: "verify__title", tabindex: "-1" }, title),
    ...(sample ? [make("p", { class: "verify__alert" }, SAMPLE)] : []),
    ...failed.map((check) => make("p", { class: "verify__alert" }, ...inWords(check))),
    make("p", { class: "verify__note" }, note),
    list,
    make("h2", { class: "verify__title" }, "Checks"),
    drawChecks(checks),
  ];
}

function drawChecks(checks) {
  const list = make("ul", { class: "verify__checks" });
  for (const check of checks) {
    const { state } = check;
    list.append(make("li", { class: `verify__check verify__check--${state}` }, ...inWords(check)));
  }
  return list;
}

/** "Signature: ok. The facts above …" */
function inWords({ name, state, reason }) {
  const word = make("span", { class: "verify__word" }, WORDS[state]);
  return [make("strong", {}, name), ": ", word, ". ", make("span", {}, sentence(reason))];
}

const sentence = (text) =>
  `${text[0].toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;

/**
 * What a screen reader says when the report appears.
 * @param {import("./verify-input.js").Report} report
 * @returns {string}
 */
export function readOut({ sample, facts, checks }) {
  const said = facts.filter(([label]) => READ_OUT.includes(label));
  return [
    ...(sample ? [SAMPLE] : []),
    ...said.map(([label, value]) => `${label}: ${value}.`),
    ...checks.map(({ name, state }) => `${name}: ${WORDS[state]}.`),
  ].join(" ");
}
