/** Text that somebody typed and that ends up in a file or on paper: what can be printed. */

/**
 * Characters that print as nothing or change the order of what is printed: controls, direction
 * marks and overrides, halves of a surrogate pair, what is private or not assigned.
 */
const UNPRINTABLE =
  /[\p{Cc}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/**
 * What is wrong with one field, in words; null when nothing is.
 * @param {string} value trimmed
 * @param {number} [longest] in characters
 * @returns {string | null}
 */
export function textProblem(value, longest = 80) {
  const match = UNPRINTABLE.exec(value);
  if (match) {
    const code = match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    return `contains a character that cannot be printed (U+${code}). Type it again by hand.`;
  }
  const { length } = [...value];
  if (length > longest) return `has ${length} characters; ${longest} is the most.`;
  return null;
}

/**
 * What can be printed of a text from elsewhere, in one line and no longer than allowed.
 * @param {string} text
 * @param {number} longest in characters
 */
export function printableLine(text, longest) {
  const kept = text.normalize("NFC").replace(new RegExp(UNPRINTABLE, "gu"), " ");
  const characters = [...kept.replace(/\s+/g, " ").trim()];
  return characters.slice(0, longest).join("").trim();
}
