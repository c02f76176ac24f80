/** The code of a completion file: it finds slips and edits, and is no signature. */

import { canonical, sha256 } from "./verify-bytes.js";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Whether this browser can make the code here: not on a page that came over plain http. */
export const canCheck = () => globalThis.crypto?.subtle !== undefined;

/**
 * The first 40 bits of SHA-256 over the file's canonical JSON without `check`, in Crockford's
 * base 32: `22MT-RE3Q`.
 * @param {Record<string, any>} file
 * @returns {Promise<string>}
 */
export async function checkCode({ check, ...whole }) {
  const digest = await sha256(canonical(whole));
  const number = digest.slice(0, 5).reduce((sum, byte) => sum * 256 + byte, 0);
  const code = Array.from({ length: 8 }, (_, place) => {
    return CROCKFORD[Math.floor(number / 32 ** (7 - place)) % 32];
  }).join("");
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
