/**
 * The verification page: the signed facts first, in large type, then each check by itself. What
 * is checked comes from the address's fragment (a scanned code) or from a file; it never leaves
 * the page.
 */

import { readFile } from "./credential.js";
import { announce, make } from "./dom.js";
import { checkCertificate } from "./verify-checks.js";
import { looksShort, readShort } from "./verify-short.js";

const WORDS = { ok: "ok", failed: "failed", unchecked: "could not be checked" };

/**
 * Starts the verification page in `#verify`, which has the provider's facts in its data attributes.
 * @param {HTMLElement[]} elements that one element
 */
export function start([element]) {
  const site = {
    issuer: element.dataset.issuer ?? "",
    keys: JSON.parse(element.dataset.keys || "[]"),
    course: { id: element.dataset.courseId, version: element.dataset.courseVersion },
  };
  const result = make("div", { class: "verify__result" });
  const status = make("p", { class: "verify__status", role: "status" });
  let latest = 0;

  /** Shows what `read` gives, unless something newer was asked for meanwhile. */
  async function show(read) {
    const mine = ++latest;
    result.replaceChildren();
    status.classList.remove("verify__status--heard");
    announce(status, "Checking …");
    let shown;
    try {
      const certificate = await read();
      shown = report(certificate, await checkCertificate(certificate, site));
    } catch (error) {
      shown = { parts: [], summary: problem(error) };
    }
    if (mine !== latest) return;
    result.replaceChildren(...shown.parts);
    // For those who see the result below, the announcement would only say it twice.
    status.classList.toggle("verify__status--heard", shown.parts.length > 0);
    announce(status, shown.summary);
  }

  const showFile = (file) => file && show(() => readFile(file));
  element.replaceChildren(chooser(showFile), status, result);
  listen(element, {
    fragment: (text) => show(() => readShort(text)),
    file: showFile,
  });
}

/** Calls back for every fragment and every dropped file, until the element has left the page. */
function listen(element, { fragment, file }) {
  const controller = new AbortController();
  const { signal } = controller;
  const whileShown = (act) => (event) => (element.isConnected ? act(event) : controller.abort());
  const readFragment = () => {
    const text = decodeFragment(location.hash.slice(1));
    if (looksShort(text)) fragment(text);
  };
  addEventListener("hashchange", whileShown(readFragment), { signal });
  const carriesFile = (event) => event.dataTransfer?.types.includes("Files");
  // Anywhere on the page: a file dropped beside the frame would otherwise replace the page.
  document.addEventListener(
    "dragover",
    whileShown((event) => {
      if (carriesFile(event)) event.preventDefault();
    }),
    { signal },
  );
  document.addEventListener(
    "drop",
    whileShown((event) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      file(event.dataTransfer.files[0]);
    }),
    { signal },
  );
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

/** The frame with the file input, which works by mouse, keyboard and drop. */
function chooser(showFile) {
  const input = make("input", {
    type: "file",
    id: "verify-file",
    class: "verify__input",
    accept: ".pdf,.json,application/pdf,application/json",
  });
  input.addEventListener("change", () => {
    showFile(input.files[0]);
    input.value = ""; // so that the same file can be chosen again
  });
  const label = make("label", { for: "verify-file", class: "verify__label" }, "Certificate file");
  const hint = make("p", { class: "verify__hint", id: "verify-hint" });
  hint.textContent = "A certificate’s PDF, or its .json file. You can also drop it on this page.";
  input.setAttribute("aria-describedby", hint.id);
  return make("div", { class: "verify__chooser" }, label, input, hint);
}

/** What went wrong, for a person. */
function problem(error) {
  if (error.name === "NotReadableError" || error.name === "NotFoundError") {
    return "The browser could not read the file. Choose it again.";
  }
  return error.message;
}

/** Draws a certificate and its checks; every text is set as text. */
function report(certificate, checks) {
  const isOk = (wanted) => checks.some(({ name, state }) => name === wanted && state === "ok");
  const confirmed = isOk("Signature") && isOk("Issuer");
  const title = confirmed ? "What was signed" : "What it says (not confirmed)";
  const facts = make("dl", { class: "verify__facts" });
  for (const [label, value] of certificate.facts) {
    facts.append(make("div", {}, make("dt", {}, label), make("dd", { dir: "auto" }, value)));
  }
  const list = make("ul", { class: "verify__checks" });
  for (const { name, state, reason } of checks) {
    const word = make("span", { class: "verify__word" }, WORDS[state]);
    const item = make("li", { class: `verify__check verify__check--${state}` });
    item.append(make("strong", {}, name), ": ", word, ". ", make("span", {}, sentence(reason)));
    list.append(item);
  }
  const parts = [
    make("h2", { class: "verify__title" }, title),
    facts,
    make("h2", { class: "verify__title" }, "Checks"),
    list,
  ];
  if (certificate.sample) {
    parts.unshift(
      make("p", { class: "verify__sample" }, "SAMPLE – not a certificate. It certifies nothing."),
    );
  }
  const states = checks.map(({ name, state }) => `${name}: ${WORDS[state]}.`).join(" ");
  const kind = certificate.sample ? "Sample" : "Certificate";
  return { parts, summary: `${kind} of ${certificate.name}. ${states}` };
}

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;
