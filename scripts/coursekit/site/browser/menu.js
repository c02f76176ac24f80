/**
 * The theme's menu on a narrow screen, for whoever has no pointer: a button opens the drawer, a
 * button opens each panel of it and leads back, and what is covered or closed is out of the order of
 * Tab.
 */

import { buttonFor } from "./label-button.js";

const PANEL = ".md-nav";
/** What the open drawer covers. */
const COVERED = ".md-header, .md-content, .md-sidebar--secondary, .md-footer";

/** The button that opens the drawer; made once a page. */
function menuButton() {
  const label = /** @type {HTMLLabelElement} */ (
    document.querySelector("label.md-header__button[for=__drawer]")
  );
  const made = label && buttonFor(label, "Menu");
  made?.setAttribute("aria-controls", "menu");
  return made ?? document.querySelector("button.md-header__button[for=__drawer]");
}

/** The buttons that open panels and lead back from them. */
function panelButtons(drawer) {
  for (const label of drawer.querySelectorAll(".md-nav__item label[for]")) {
    const text = label.closest(".md-nav__item").textContent.trim().split("\n", 1)[0];
    if (label.matches(".md-nav__title")) buttonFor(label, `Back from ${text}`);
    else buttonFor(label, label.textContent.trim() ? "" : `Pages of ${text}`);
  }
}

/** The panel in front: the innermost of those that are open one in the other. */
function frontPanel(drawer) {
  let panel = drawer.querySelector(PANEL);
  for (;;) {
    const open = panel.querySelector(
      ":scope > .md-nav__list > .md-nav__item > .md-nav__toggle:checked",
    );
    const inner = open?.parentElement.querySelector(`:scope > ${PANEL}`);
    if (!inner) return panel;
    panel = inner;
  }
}

/** Whether panels lie one over the other; in a fork of the theme they open below each other. */
function areStacked(drawer, narrow) {
  const inner = drawer.querySelector(`${PANEL} ${PANEL}`);
  return narrow && Boolean(inner) && getComputedStyle(inner).position === "absolute";
}

/** Lets only the panel in front be reached, and says of each opener whether its panel is open. */
function layOut(drawer, narrow) {
  const front = frontPanel(drawer);
  const stacked = areStacked(drawer, narrow);
  for (const panel of drawer.querySelectorAll(PANEL)) {
    panel.inert = stacked && !panel.contains(front);
  }
  for (const stop of drawer.querySelectorAll("a[href], button")) {
    stop.inert = stacked && stop.closest(PANEL) !== front;
  }
  for (const opener of drawer.querySelectorAll("button.md-nav__link")) {
    const turned = document.getElementById(opener.getAttribute("for"));
    opener.ariaExpanded = String(/** @type {HTMLInputElement} */ (turned).checked);
  }
}

/** What is in focus when the drawer opens: the current page, or the first link in sight. */
function firstStop(drawer) {
  const front = frontPanel(drawer);
  const stops = [...front.querySelectorAll(".md-nav__link")].filter(
    (stop) => stop.closest(PANEL) === front && stop.checkVisibility(),
  );
  return stops.find((stop) => stop.matches(".md-nav__link--active")) ?? stops[0];
}

/**
 * Makes the menu work by keyboard, and the closed drawer inert.
 * @param {MediaQueryList} narrow whether the theme's sidebar is a drawer
 * @param {AbortSignal} signal
 */
export function startMenu(narrow, signal) {
  const toggle = /** @type {HTMLInputElement} */ (document.getElementById("__drawer"));
  const drawer = /** @type {HTMLElement} */ (document.querySelector(".md-sidebar--primary"));
  const opener = toggle && menuButton();
  if (!opener || !drawer) return;
  drawer.id = "menu";
  panelButtons(drawer);
  const isOpen = () => narrow.matches && toggle.checked;
  const show = () => {
    opener.ariaExpanded = String(toggle.checked);
    drawer.inert = narrow.matches && !toggle.checked;
    for (const part of document.querySelectorAll(COVERED)) {
      /** @type {HTMLElement} */ (part).inert = isOpen();
    }
    layOut(drawer, narrow.matches);
    if (isOpen()) firstStop(drawer)?.focus({ preventScroll: true });
  };
  const turn = ({ target }) => {
    layOut(drawer, narrow.matches);
    const [there, back] = drawer.querySelectorAll(`button[for="${target.id}"]`);
    if (!isOpen() || !areStacked(drawer, true)) return;
    (target.checked ? back : there)?.focus({ preventScroll: true });
  };
  const press = (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    toggle.click();
    opener.focus();
  };
  document.addEventListener("keydown", press, { signal });
  toggle.addEventListener("change", show, { signal });
  drawer.addEventListener("change", turn, { signal });
  narrow.addEventListener("change", show, { signal });
  show();
}
