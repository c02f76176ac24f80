/** Buttons where the theme has labels of hidden inputs, which no key reaches. */

import { make } from "./dom.js";

/**
 * Puts a real button in the place of a label that turns one of the theme's inputs.
 * @param {HTMLLabelElement} label
 * @param {string} [name] what it does, where the label has no words of its own
 * @returns {HTMLButtonElement}
 */
export function buttonFor(label, name) {
  const turned = /** @type {HTMLInputElement} */ (document.getElementById(label.htmlFor));
  const made = make("button", { type: "button", class: label.className });
  if (label.id) made.id = label.id;
  if (name) made.ariaLabel = name;
  if (label.title) made.title = label.title;
  made.hidden = label.hidden;
  made.setAttribute("for", label.htmlFor); // by which the theme's style sheet finds it
  made.append(...label.childNodes);
  made.addEventListener("click", () => turned.click());
  label.replaceWith(made);
  return made;
}
