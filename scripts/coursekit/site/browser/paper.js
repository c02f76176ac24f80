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
  for (const sheet of document.querySelectorAll(".sheet")) {
    if (sheet.previousElementSibling?.matches(".sheet__print")) continue;
    const print = button("Print this page", () => window.print());
    print.classList.add("sheet__print");
    sheet.before(print);
  }
}
