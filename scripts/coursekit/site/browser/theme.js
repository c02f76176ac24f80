/**
 * What the theme leaves undone for people who use a keyboard or a screen reader: a name for the
 * search dialog, names that tell landmarks apart, a button for the colours, and a menu for phones
 * (`menu.js`).
 */

import { buttonFor } from "./label-button.js";

/** Where the theme turns its sidebar into a drawer. */
const NARROW = matchMedia("(max-width: 76.234375em)");

/** Gives the search dialog a name. */
function nameSearch() {
  const dialog = document.querySelector(".md-search[role=dialog]");
  if (dialog && !dialog.ariaLabel) dialog.ariaLabel = "Search";
}

/** Tells landmarks of one name apart by counting them. */
function nameLandmarks() {
  const seen = new Map();
  for (const nav of document.querySelectorAll("nav[aria-labelledby], nav[aria-label]")) {
    const by = document.getElementById(nav.getAttribute("aria-labelledby") ?? "");
    const name = (nav.ariaLabel ?? by?.textContent ?? "").trim().replace(/\s+/g, " ");
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    if (count === 1) continue;
    nav.removeAttribute("aria-labelledby");
    nav.ariaLabel = `${name} (${count})`;
  }
}

/**
 * Takes the list of results out of the order of Tab while the search is closed.
 * @param {AbortSignal} signal
 */
function mendSearch(signal) {
  const toggle = /** @type {HTMLInputElement} */ (document.getElementById("__search"));
  const results = /** @type {HTMLElement} */ (document.querySelector(".md-search__output"));
  if (!toggle || !results) return;
  const show = () => (results.inert = !toggle.checked);
  toggle.addEventListener("change", show, { signal });
  show();
}

/**
 * Puts a button in the place of the radios that choose the colours: a key reached the one whose
 * label was hidden, and pressed on it chose the opposite of its name.
 */
function mendPalette() {
  const radios = /** @type {NodeListOf<HTMLInputElement>} */ (
    document.querySelectorAll(".md-option")
  );
  for (const radio of radios) radio.hidden = true;
  const labels = /** @type {NodeListOf<HTMLLabelElement>} */ (
    document.querySelectorAll(".md-option + label")
  );
  const buttons = [...labels].map((label) => buttonFor(label, label.title));
  // The one that is pressed gives way to the other, once the theme too has heard of it.
  const follow = () => buttons.find((each) => !each.hidden)?.focus();
  for (const radio of radios) radio.addEventListener("change", () => queueMicrotask(follow));
  // The theme listens to the radios' Enter, and would change the colours a second time.
  const keep = (event) => event.key === "Enter" && event.stopPropagation();
  for (const each of buttons) each.addEventListener("keydown", keep);
}

/**
 * Loads what the menu needs once the sidebar is a drawer.
 * @param {AbortSignal} signal
 */
async function mendMenu(signal) {
  if (NARROW.matches) {
    (await import("./menu.js")).startMenu(NARROW, signal);
    const hasContents = document.querySelector("[data-md-toggle=toc]");
    if (hasContents) (await import("./contents.js")).startContents(signal);
  } else NARROW.addEventListener("change", () => mendMenu(signal), { signal, once: true });
}

/** @param {AbortSignal} signal */
export async function startTheme(signal) {
  nameSearch();
  nameLandmarks();
  mendSearch(signal);
  mendPalette();
  await mendMenu(signal);
}
