/**
 * The contents of a page where the theme makes a second drawer of them, as MaterialX does on phones:
 * buttons open it, and while it is closed it is out of the order of Tab.
 */

import { buttonFor } from "./label-button.js";

/** @param {AbortSignal} signal */
export function startContents(signal) {
  const toggle = /** @type {HTMLInputElement} */ (document.querySelector("[data-md-toggle=toc]"));
  const drawer = /** @type {HTMLElement} */ (document.querySelector(".md-sidebar--secondary"));
  if (!toggle || !drawer) return;
  const labels = /** @type {NodeListOf<HTMLLabelElement>} */ (
    document.querySelectorAll("label.md-top__side")
  );
  const names = { __drawer: "Open the menu", __toc: "Contents of this page" };
  const openers = [...labels].map((label) => buttonFor(label, names[label.htmlFor]));
  const isDrawer = () => getComputedStyle(drawer).position === "fixed";
  const show = () => {
    drawer.inert = isDrawer() && !toggle.checked;
    if (isDrawer() && toggle.checked) drawer.querySelector("a")?.focus({ preventScroll: true });
  };
  const press = ({ key }) => {
    if (key !== "Escape" || !isDrawer() || !toggle.checked) return;
    toggle.click();
    openers.at(-1)?.focus();
  };
  toggle.addEventListener("change", show, { signal });
  document.addEventListener("keydown", press, { signal });
  addEventListener("resize", show, { signal });
  show();
}
