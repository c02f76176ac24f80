/**
 * Reads the credential back out of a certificate's PDF, without a PDF library: the embedded file
 * is a stream object of its own, plain or deflated, with its length in its dictionary.
 */

import { NotACertificate, inflate } from "./verify-bytes.js";

/** Bytes; a credential is about 6 kB. */
export const LARGEST_CREDENTIAL = 200_000;

/**
 * Finds the credential attached to a PDF.
 * @param {Uint8Array<ArrayBuffer>} bytes the file
 * @returns {Promise<string>} the credential's JSON
 */
export async function credentialInPdf(bytes) {
  // One character a byte, so that places in the text are places in the file.
  const text = new TextDecoder("latin1").decode(bytes);
  const found = [];
  for (const { index } of text.matchAll(/\/Type\s*\/EmbeddedFile\b/g)) {
    const content = await embedded(text, bytes, index);
    if (content?.includes('"credentialSubject"')) found.push(content);
  }
  if (found.length > 1) {
    throw new NotACertificate("More than one credential is attached; the PDF was altered.");
  }
  if (!found.length) {
    throw new NotACertificate(
      "No credential is attached to this PDF. Printing or converting a certificate to a new PDF " +
        "loses it, and so does a download that was cut off: use the file that was issued, or scan the code on the paper.",
    );
  }
  return found[0];
}

/** Decodes the embedded file whose dictionary holds `index`; null when that is not possible. */
async function embedded(text, bytes, index) {
  const dictionary = text.lastIndexOf("obj", index);
  const keyword = text.indexOf("stream", index);
  if (dictionary < 0 || keyword < 0 || keyword - dictionary > 2000) return null;
  const entries = text.slice(dictionary, keyword);
  const length = Number(/\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(entries)?.[1]);
  const start = keyword + (text.startsWith("\r\n", keyword + 6) ? 8 : 7);
  if (!(length <= bytes.length - start)) return null;
  const raw = bytes.subarray(start, start + length);
  if (!entries.includes("/Filter")) return decode(raw);
  if (!entries.includes("/FlateDecode")) return null;
  try {
    return decode(await inflate(raw, "deflate", LARGEST_CREDENTIAL));
  } catch {
    return null;
  }
}

function decode(bytes) {
  return new TextDecoder().decode(bytes);
}
