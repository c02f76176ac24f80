/** Where a supervisor gives the page files: by mouse, by keyboard, or dropped anywhere on it. */

import { make } from "./dom.js";
import { carriesFiles, chosenIn, droppedIn } from "./dropped.js";

/**
 * @param {(files: import("./dropped.js").Given[]) => void} take
 * @returns {HTMLElement}
 */
export function chooser(take) {
  return make(
    "div",
    { class: "team__chooser" },
    fileInput(
      "team-files",
      "Files that were handed in, or a zip file of them",
      { multiple: "" },
      take,
    ),
    fileInput("team-folder", "Or a whole folder of them", { webkitdirectory: "" }, take),
    fileInput("team-roster", "Your team as a CSV file (optional)", { accept: ".csv,.tsv" }, take),
    make(
      "p",
      { class: "team__hint" },
      "You can also drop all of them anywhere on this page. Nothing is uploaded: the page reads " +
        "them on this device, and forgets them when you leave it.",
    ),
  );
}

function fileInput(id, words, attributes, take) {
  const input = make("input", { type: "file", id, ...attributes });
  input.addEventListener("change", () => {
    take(chosenIn(input));
    input.value = ""; // so that the same file can be chosen again
  });
  return make("p", { class: "field" }, make("label", { for: id }, words), input);
}

/**
 * Takes what is dropped anywhere on the page: beside the frame it would replace the page.
 * @param {(files: import("./dropped.js").Given[]) => void} take
 * @param {AbortSignal} signal
 */
export function takeDropped(take, signal) {
  document.addEventListener(
    "dragover",
    (event) => {
      if (carriesFiles(event)) event.preventDefault();
    },
    { signal },
  );
  document.addEventListener(
    "drop",
    async (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      take(await droppedIn(event.dataTransfer));
    },
    { signal },
  );
}
