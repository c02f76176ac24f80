/**
 * The files that a supervisor was sent, one at a time: single ones and those in zip files; the same
 * as in reports/received.py.
 */

import { LARGEST_FILE, unzip } from "./zip.js";
import { UnreadableZip } from "./zip-directory.js";

/** What could play tricks with the page that shows a name. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * @param {string} name with the folder that it came in
 * @param {Blob} file
 * @returns {AsyncGenerator<import("./team-files.js").Received>}
 */
export async function* received(name, file) {
  const shown = name.replace(UNSEEN, "\ufffd");
  if (file.size > LARGEST_FILE) {
    yield { name: shown, problem: "larger than 20 MB" };
    return;
  }
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    yield { name: shown, problem: "the browser could not read it; choose it again" };
    return;
  }
  if (name.toLowerCase().endsWith(".zip")) yield* unpacked(shown, bytes);
  else yield { name: shown, bytes };
}

async function* unpacked(zip, bytes) {
  try {
    for await (const { name, ...rest } of unzip(bytes, (entry) => !isNothing(entry))) {
      yield { name: `${zip}/${name}`.replace(UNSEEN, "\ufffd"), ...rest };
    }
  } catch (error) {
    if (!(error instanceof UnreadableZip)) throw error;
    yield { name: zip, problem: error.message };
  }
}

/** Whether a file is one that systems put beside those of people. @param {string} name */
export function isNothing(name) {
  const folders = name.split("/");
  const last = folders.pop();
  return (
    /^(\.|~\$)/.test(last) ||
    ["thumbs.db", "desktop.ini"].includes(last.toLowerCase()) ||
    folders.some((folder) => folder === "__MACOSX" || folder.startsWith("."))
  );
}
