/**
 * Reads zip files without a library: stored and deflated entries. All that is unpacked is bounded,
 * since a few bytes can unpack to gigabytes.
 */

import { crc32 } from "./crc32.js";
import { UnreadableZip, directory } from "./zip-directory.js";

/** Bytes of a zip file. */
export const LARGEST_FILE = 20_000_000;

/** Bytes of one entry, unpacked. */
export const LARGEST_ENTRY = 1_000_000;

/** Bytes of all that is unpacked from one file. */
const LARGEST_UNPACKED = 100_000_000;

/** It is the number of entries that costs time when they are empty. */
const MOST_ENTRIES = 20_000;

const LOCAL = { signature: 0x04034b50, size: 30 };
const ENCRYPTED = 0x1;
const [STORED, DEFLATED] = [0, 8];

/**
 * The entries of a zip file whose names `wanted` takes, one at a time.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {(name: string) => boolean} wanted
 * @returns {AsyncGenerator<import("./team-files.js").Received>}
 */
export async function* unzip(bytes, wanted) {
  const entries = directory(bytes).filter(({ name }) => wanted(name));
  requireModest(entries, bytes.length);
  for (const entry of entries) {
    const problem = unreadable(entry);
    const { name } = entry;
    if (problem) {
      yield { name, problem };
      continue;
    }
    const content = await unpack(bytes, entry);
    yield content ? { name, bytes: content } : { name, problem: "damaged in its zip file" };
  }
}

/** Refuses what takes more room or time than any hand-in does. */
function requireModest(entries, size) {
  const sum = (list, of) => list.reduce((all, entry) => all + entry[of], 0);
  const figure = (number) => number.toLocaleString("en");
  if (entries.length > MOST_ENTRIES) {
    const words = `a zip file of ${figure(entries.length)} files; more than ${figure(MOST_ENTRIES)}`;
    throw new UnreadableZip(`${words} are not read`);
  }
  if (sum(entries, "packed") > size) {
    throw new UnreadableZip("a damaged zip file: its files take more room than it has");
  }
  const small = entries.filter((entry) => entry.size <= LARGEST_ENTRY);
  if (sum(small, "size") > LARGEST_UNPACKED) {
    throw new UnreadableZip("a zip file that unpacks to more than 100 MB");
  }
}

/** @param {import("./zip-directory.js").Entry} entry @returns {string} empty when it can be read */
function unreadable({ name, flags, method, size }) {
  if (flags & ENCRYPTED) return "locked with a password";
  if (method !== STORED && method !== DEFLATED) {
    return "packed in a way that is not read here; unpack the zip file first";
  }
  if (size > LARGEST_ENTRY) return "larger than 1 MB, which no file of this site is";
  return name.toLowerCase().endsWith(".zip") ? "a zip file in a zip file; unpack it first" : "";
}

/**
 * What is in an entry; null when it is damaged.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {import("./zip-directory.js").Entry} entry
 */
async function unpack(bytes, entry) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const { at, packed, size, method } = entry;
  const isThere = at + LOCAL.size <= bytes.length && view.getUint32(at, true) === LOCAL.signature;
  if (!isThere) return null;
  const start = at + LOCAL.size + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const raw = bytes.subarray(start, start + packed);
  const content = method === STORED ? raw : await inflate(raw, size);
  return content?.length === size && crc32(content) === entry.check ? content : null;
}

/** Inflates no more than the directory says; null when there is more, or none of it. */
async function inflate(raw, size) {
  const stream = new Blob([raw]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const content = new Uint8Array(size);
  let filled = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return content.subarray(0, filled);
      if (filled + value.length > size) {
        await reader.cancel();
        return null;
      }
      content.set(value, filled);
      filled += value.length;
    }
  } catch {
    return null;
  }
}
