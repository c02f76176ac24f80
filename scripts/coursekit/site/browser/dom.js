/** The few helpers every part of the page needs. Text is always set as text, never as HTML. */

/**
 * Makes an element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node|string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * Makes an element of a drawing.
 * @param {string} tag
 * @param {Record<string, string|number>} [attributes]
 * @param {...(Node|string)} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * Makes a button that does something on this page (never one that submits a form).
 * @param {string} label
 * @param {() => void} press
 * @returns {HTMLButtonElement}
 */
export function button(label, press) {
  const element = make("button", { type: "button", class: "md-button" }, label);
  element.addEventListener("click", press);
  return element;
}

/**
 * Puts a sentence into a live region. The same sentence twice is emptied first, because a region
 * whose text does not change is not read out again.
 * @param {HTMLElement} region
 * @param {string} text
 */
export function announce(region, text) {
  if (region.textContent !== text || text === "") {
    region.textContent = text;
    return;
  }
  region.textContent = "";
  setTimeout(() => {
    if (region.textContent === "") region.textContent = text;
  }, 60);
}

/**
 * "a", "a and b", "a, b and c".
 * @param {string[]} words
 * @returns {string}
 */
export function inWords(words) {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
