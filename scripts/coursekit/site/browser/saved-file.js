/** What all files have in common that the pages of this site save: how one is read, what it is. */

/** A file that is not what was asked for, or cannot be read as that; the message is for people. */
export class TurnedAway extends Error {}

/** Bytes; a completion of sixty modules with all objectives is about 60 kB. */
export const LARGEST_SAVED = 1_000_000;

const FORMATS = {
  "course-completion/1": "a completion file",
  "course-progress/1":
    "a private copy of somebody's progress; delete it and ask for the completion file",
  "course-request/1": "a certificate request, which is for the provider",
  "course-request/1 sealed": "a certificate request, which is for the provider",
  "course-signoff/1": "a sign-off, which a supervisor made",
};

const NOT_OURS = "not a file that this site saved";

/** What is quoted in a JSON text. */
const STRING = /"(?:[^"\\]|\\.)*"/gs;

/**
 * What is in a file that a page of this site saved. Numbers in it are whole, since no format of
 * ours has others.
 * @param {Uint8Array} bytes
 * @returns {Record<string, any>}
 */
export function parseSaved(bytes) {
  if (bytes.length > LARGEST_SAVED) {
    throw new TurnedAway("too large for a file that this site saved");
  }
  let data;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    data = JSON.parse(text);
    if (/[0-9][.eE]/.test(text.replace(STRING, ""))) throw new RangeError("not whole");
  } catch {
    throw new TurnedAway(NOT_OURS);
  }
  if (data === null || typeof data !== "object" || Array.isArray(data)) {
    throw new TurnedAway(NOT_OURS);
  }
  return data;
}

/** What a file of another format is. @param {Record<string, any>} data @returns {string} */
export const whatItIs = ({ format }) =>
  typeof format === "string" && Object.hasOwn(FORMATS, format) ? FORMATS[format] : NOT_OURS;
