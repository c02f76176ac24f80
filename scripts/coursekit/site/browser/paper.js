/**
 * Printing. Disclosure elements are opened for the printer and closed again after it, and a
 * document that is meant for paper gets a button.
 */

import { button } from "./dom.js";

/**
 * @param {AbortSignal} [signal]
 */
export function startPaper(signal) {
  let opened = [];
  const open = () => {
    opened = [...document.querySelectorAll("article details:not([open], [hidden])")];
    for (const details of opened) details.open = true;
  };
  const close = () => {
    for (const details of opened) details.open = false;
    opened = [];
  };
  addEventListener("beforeprint", open, { signal });
  addEventListener("afterprint", close, { signal });
  const actions = document.querySelector(".sheet__actions");
  if (actions && !actions.querySelector("button")) {
    actions.prepend(button("Print this document", () => window.print()));
  }
}
