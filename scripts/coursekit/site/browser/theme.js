/**
 * What the theme leaves undone for people who use a keyboard or a screen reader: a name for the
 * search dialog, names that tell landmarks apart, and a phone menu that can be reached, opened and
 * closed without a pointer, and whose links are out of the way while it is closed.
 */

import { make } from "./dom.js";

/** Where the theme turns its sidebar into a drawer. */
const NARROW = "(max-width: 76.234375em)";

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

/** A real button in place of the label that opens the phone menu; made once a page. */
function menuButton(toggle) {
  const made = document.querySelector("button.md-header__button[aria-controls=menu]");
  const label = document.querySelector("label.md-header__button[for=__drawer]");
  if (made || !label) return made;
  const opener = make("button", { type: "button", class: label.className });
  opener.setAttribute("aria-controls", "menu");
  opener.ariaLabel = "Menu";
  opener.append(...label.childNodes);
  opener.addEventListener("click", () => toggle.click());
  label.replaceWith(opener);
  return opener;
}

/** The first link in sight of the open drawer: in the panel of the current page, if it has one. */
function firstLink(drawer) {
  const seen = (link) => link.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const here = [...drawer.querySelectorAll(".md-nav__item--active a.md-nav__link[href]")];
  return here.find(seen) ?? [...drawer.querySelectorAll("a.md-nav__link[href]")].find(seen);
}

/**
 * Makes the phone menu work by keyboard, and the closed drawer inert.
 * @param {AbortSignal} signal
 */
function mendMenu(signal) {
  const toggle = /** @type {HTMLInputElement} */ (document.getElementById("__drawer"));
  const drawer = document.querySelector(".md-sidebar--primary");
  const opener = toggle && menuButton(toggle);
  if (!opener || !drawer) return;
  drawer.id = "menu";
  const narrow = matchMedia(NARROW);
  const show = () => {
    opener.ariaExpanded = String(toggle.checked);
    drawer.inert = narrow.matches && !toggle.checked;
    if (narrow.matches && toggle.checked) firstLink(drawer)?.focus();
  };
  const escape = (event) => {
    if (event.key !== "Escape" || !toggle.checked || !narrow.matches) return;
    toggle.click();
    opener.focus();
  };
  document.addEventListener("keydown", escape, { signal });
  toggle.addEventListener("change", show, { signal });
  narrow.addEventListener("change", show, { signal });
  show();
}

/** @param {AbortSignal} signal */
export function startTheme(signal) {
  nameSearch();
  nameLandmarks();
  mendMenu(signal);
}
