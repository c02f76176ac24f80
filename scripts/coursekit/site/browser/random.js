/** Chance that nobody can guess, from the browser's cryptographic generator. */

/**
 * A whole number from 0 to `limit` - 1, each equally likely: draws that would favour the low
 * numbers are thrown away.
 * @param {number} limit 1 to 2^32
 * @returns {number}
 */
export function randomBelow(limit) {
  const draw = new Uint32Array(1);
  const fair = 2 ** 32 - (2 ** 32 % limit);
  do crypto.getRandomValues(draw);
  while (draw[0] >= fair);
  return draw[0] % limit;
}

/**
 * A shuffled copy (Fisher and Yates).
 * @template T
 * @param {T[]} list
 * @returns {T[]}
 */
export function shuffled(list) {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = randomBelow(last + 1);
    [copy[last], copy[other]] = [copy[other], copy[last]];
  }
  return copy;
}

/**
 * A UUID, version 4. `crypto.randomUUID` is missing on plain http, so it is made here.
 * @returns {string}
 */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
