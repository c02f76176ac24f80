/**
 * The directory at the end of a zip file, which tells what is in it and where.
 * Source: PKWARE's APPNOTE 6.3.10, sections 4.3 to 4.5.
 */

const END = { signature: 0x06054b50, size: 22, longestComment: 65_535 };
const ZIP64 = { signature: 0x07064b50, size: 20 };
const CENTRAL = { signature: 0x02014b50, size: 46 };
const UTF_8 = 0x800;
const [FULL_16, FULL_32] = [0xffff, 0xffffffff];

/** What the bytes from 128 on mean in names that are not in UTF-8 (code page 437). */
const CODE_PAGE_437 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐" +
  "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

/** A zip file that is damaged or not read here; the message is for people. */
export class UnreadableZip extends Error {}

/**
 * @typedef {object} Entry
 * @property {string} name
 * @property {number} flags
 * @property {number} method
 * @property {number} check CRC-32 of what is in it
 * @property {number} packed its size in the file
 * @property {number} size unpacked
 * @property {number} at place of its own header
 */

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Entry[]} folders left out */
export function directory(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const offset = view.getUint32(end + 16, true);
  const locator = end - ZIP64.size;
  const isLarge = locator >= 0 && view.getUint32(locator, true) === ZIP64.signature;
  if (isLarge || count === FULL_16 || size === FULL_32 || offset === FULL_32) refuseZip64();
  // What stands before the first entry, as in a file that unpacks itself, moves all places.
  const moved = end - size - offset;
  if (moved < 0) throw new UnreadableZip("a damaged zip file");
  const entries = [];
  let place = end - size;
  while (entries.length < count) {
    const { entry, next } = readEntry(view, bytes, place);
    entries.push({ ...entry, at: entry.at + moved });
    place = next;
  }
  return entries.filter(({ name }) => !name.endsWith("/"));
}

/** The place of the record that ends a zip file; a comment may follow it. @param {DataView} view */
function endOf(view) {
  const last = view.byteLength - END.size;
  for (let place = last; place >= Math.max(0, last - END.longestComment); place -= 1) {
    if (view.getUint32(place, true) === END.signature) return place;
  }
  throw new UnreadableZip("a damaged zip file");
}

function refuseZip64() {
  throw new UnreadableZip(
    "a zip file in the large form (Zip64), which this page does not read; unpack it, and choose the folder",
  );
}

/**
 * @param {DataView} view
 * @param {Uint8Array} bytes
 * @param {number} place
 * @returns {{entry: Entry, next: number}}
 */
function readEntry(view, bytes, place) {
  const isEntry =
    place + CENTRAL.size <= view.byteLength && view.getUint32(place, true) === CENTRAL.signature;
  if (!isEntry) throw new UnreadableZip("a damaged zip file");
  const short = (at) => view.getUint16(place + at, true);
  const long = (at) => view.getUint32(place + at, true);
  const [flags, nameLength] = [short(8), short(28)];
  const start = place + CENTRAL.size;
  const entry = {
    name: nameIn(bytes.subarray(start, start + nameLength), flags),
    flags,
    method: short(10),
    check: long(16),
    packed: long(20),
    size: long(24),
    at: long(42),
  };
  if ([entry.packed, entry.size, entry.at].includes(FULL_32)) refuseZip64();
  return { entry, next: start + nameLength + short(30) + short(32) };
}

function nameIn(bytes, flags) {
  if (flags & UTF_8) return new TextDecoder().decode(bytes);
  const letter = (byte) => (byte < 128 ? String.fromCharCode(byte) : CODE_PAGE_437[byte - 128]);
  return Array.from(bytes, letter).join("");
}
