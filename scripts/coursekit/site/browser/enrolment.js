/** Takes promotion codes away whose end has come since the site was built. */

/** @type {import("./main.js").Start} */
export function start(codes) {
  for (const code of codes) {
    const list = code.parentElement;
    if (Date.parse(code.dataset.ends) <= Date.now()) code.remove();
    if (!list.children.length) list.remove();
  }
}
