/**
 * What the theme leaves undone for people who use a keyboard or a screen reader: a name for the
 * search dialog, names that tell landmarks apart, and a phone menu that can be reached, opened and
 * closed without a pointer, and whose links are out of the way while it is closed.
 */

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

/**
 * Makes the phone menu's label a button, and the closed drawer inert.
 * @param {AbortSignal} signal
 */
function mendMenu(signal) {
  const toggle = document.getElementById("__drawer");
  const opener = document.querySelector("label.md-header__button[for=__drawer]");
  const drawer = document.querySelector(".md-sidebar--primary");
  if (!toggle || !opener || !drawer) return;
  const narrow = matchMedia(NARROW);
  const show = () => {
    opener.ariaExpanded = String(toggle.checked);
    drawer.inert = narrow.matches && !toggle.checked;
  };
  const turn = (open) => {
    if (toggle.checked !== open) toggle.click();
    show();
  };
  opener.role = "button";
  opener.tabIndex = 0;
  opener.ariaLabel = "Menu";
  opener.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      turn(!toggle.checked);
      if (toggle.checked) drawer.querySelector("a[href]")?.focus();
    },
    { signal },
  );
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !toggle.checked || !narrow.matches) return;
      turn(false);
      opener.focus();
    },
    { signal },
  );
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
