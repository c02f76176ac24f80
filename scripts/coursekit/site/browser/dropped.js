/** Files that were dropped on the page or chosen there, those in folders included. */

import { isNothing } from "./received.js";

/** @typedef {{name: string, file: File}} Given a file with the folder that it came in */

/**
 * Those of an input that takes files or a folder.
 * @param {HTMLInputElement} input
 * @returns {Given[]}
 */
export const chosenIn = (input) =>
  [...input.files]
    .map((file) => ({ name: file.webkitRelativePath || file.name, file }))
    .filter(isSomebodys);

/** Whether a file is not one that systems put into folders. @param {Given} given */
const isSomebodys = ({ name }) =>
  !name.includes("/") || !isNothing(name.slice(name.indexOf("/") + 1));

/** Whether something that is dragged has files in it. @param {DragEvent} event */
export const carriesFiles = (event) => Boolean(event.dataTransfer?.types.includes("Files"));

/**
 * Those that were dropped. What is in them must be asked for before anything is waited for: the
 * browser empties the list as soon as the event is over.
 * @param {DataTransfer} transfer
 * @returns {Promise<Given[]>}
 */
export async function droppedIn(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const loose = [...transfer.files].map((file) => ({ name: file.name, file }));
  if (!entries.some((entry) => entry?.isDirectory)) return loose;
  const all = await Promise.all(entries.map((entry) => (entry ? filesIn(entry) : [])));
  return all.flat().filter(isSomebodys);
}

/** @param {FileSystemEntry} entry @returns {Promise<Given[]>} */
async function filesIn(entry) {
  if (entry.isFile) {
    const fileEntry = /** @type {FileSystemFileEntry} */ (entry);
    const file = await new Promise((found, failed) => fileEntry.file(found, failed));
    return [{ name: entry.fullPath.replace(/^\//, ""), file }];
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  const all = [];
  // A folder is read in portions; an empty one is the last.
  for (;;) {
    const some = await new Promise((found, failed) => reader.readEntries(found, failed));
    if (!some.length) return all.flat();
    all.push(...(await Promise.all(some.map(filesIn))));
  }
}
