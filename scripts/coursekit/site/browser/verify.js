/**
 * The verification page: the signed facts first, in large type, then each check by itself. What
 * is checked comes from the address's fragment (a scanned code), from a file, or from what was
 * typed or pasted; it never leaves the page.
 */

import { announce, make } from "./dom.js";
import { verifyFile, verifyText } from "./verify-input.js";
import { drawReport, readOut } from "./verify-report.js";
import { looksShort } from "./verify-short.js";

/**
 * Starts the verification page in `#verify`, which says in its data what is known of the provider.
 * @param {HTMLElement[]} elements that one element
 * @param {{signal: AbortSignal}} context
 */
export function start([element], { signal }) {
  const known = JSON.parse(element.dataset.known ?? "{}");
  const result = make("div", { class: "verify__result" });
  const status = make("p", { class: "verify__status", role: "status" });
  let latest = 0;

  /**
   * Shows what `verify` finds, unless something newer was asked for meanwhile.
   * @param {() => Promise<import("./verify-input.js").Report>} verify
   */
  async function show(verify) {
    const mine = ++latest;
    result.replaceChildren();
    status.classList.remove("visually-hidden");
    announce(status, "Checking …");
    let parts = [];
    let said;
    try {
      const report = await verify();
      parts = drawReport(report);
      said = readOut(report);
    } catch (error) {
      said = problem(error);
    }
    if (mine !== latest) return;
    result.replaceChildren(...parts);
    // For those who see the result, the announcement would only say it twice.
    status.classList.toggle("visually-hidden", parts.length > 0);
    announce(status, said);
  }

  /** Shows it, and goes there: the result stands above what was used to ask for it. */
  async function ask(verify) {
    await show(verify);
    result.querySelector("h2")?.focus();
  }

  const form = makeForm({
    file: (file) => ask(() => verifyFile(file, known)),
    text: (text) => ask(() => verifyText(text, known)),
    nothing: () => announce(status, "Type or paste the number or the code first."),
  });
  element.replaceChildren(result, status, form);
  listen(signal, {
    code: (text) => show(() => verifyText(text, known)),
    file: (file) => ask(() => verifyFile(file, known)),
  });
}

/** Calls back for every code in the address and every dropped file. */
function listen(signal, { code, file }) {
  const readFragment = () => {
    const text = decodeFragment(location.hash.slice(1));
    if (looksShort(text)) code(text);
  };
  addEventListener("hashchange", readFragment, { signal });
  const carriesFile = (event) => event.dataTransfer?.types.includes("Files");
  // Anywhere on the page: a file dropped beside the frame would otherwise replace the page.
  const stay = (event) => {
    if (carriesFile(event)) event.preventDefault();
  };
  const take = (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    file(event.dataTransfer.files[0]);
  };
  document.addEventListener("dragover", stay, { signal });
  document.addEventListener("drop", take, { signal });
  readFragment();
}

/** Some readers of codes escape characters of the fragment that need no escape. */
function decodeFragment(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Two ways to ask, by mouse, keyboard, drop and paste. */
function makeForm({ file, text, nothing }) {
  const input = make("input", {
    type: "file",
    id: "verify-file",
    class: "verify__file",
    accept: ".pdf,.json,application/pdf,application/json",
    "aria-describedby": "verify-file-hint",
  });
  input.addEventListener("change", () => {
    if (input.files[0]) file(input.files[0]);
    input.value = ""; // so that the same file can be chosen again
  });
  const area = make("textarea", {
    id: "verify-text",
    class: "verify__text",
    rows: "2",
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "characters",
    "aria-describedby": "verify-text-hint",
  });
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  const form = make(
    "form",
    { class: "verify__ask" },
    field(
      "verify-file",
      "Certificate file",
      input,
      "Its PDF or its .json. Or drop it on this page.",
    ),
    field("verify-text", "Number or code", area, "XXXX-XXXX-XXXX-XXXX, or the link in its code."),
    make("button", { type: "submit", class: "md-button" }, "Check"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (area.value.trim()) text(area.value);
    else nothing();
  });
  return form;
}

function field(id, label, control, hint) {
  return make(
    "div",
    { class: "verify__field" },
    make("label", { for: id, class: "verify__label" }, label),
    control,
    make("p", { class: "verify__hint", id: `${id}-hint` }, hint),
  );
}

/** What went wrong, for a person. */
function problem(error) {
  if (error.name === "NotReadableError" || error.name === "NotFoundError") {
    return "The browser could not read the file. Choose it again.";
  }
  return error.message;
}
