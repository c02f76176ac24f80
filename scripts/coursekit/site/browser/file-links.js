/**
 * In the downloaded copy, a link that a script has made may lead to a folder, which a browser would
 * list. It is led to the page in that folder when it is used; links in the pages lead there already.
 */

/** @param {Event} event */
function lead({ target }) {
  const link = target instanceof Element ? target.closest("a") : null;
  if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
}

export function startFileLinks() {
  for (const use of ["click", "auxclick", "contextmenu"]) addEventListener(use, lead, true);
}
