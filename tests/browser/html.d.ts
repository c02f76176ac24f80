/**
 * What the course's pages look for is HTML, never SVG or MathML: a selector finds an `HTMLElement`,
 * and by its name alone the element of that name.
 */

interface ParentNode {
  querySelector<K extends keyof HTMLElementTagNameMap>(
    selectors: K,
  ): HTMLElementTagNameMap[K] | null;
  querySelector<E extends HTMLElement = HTMLElement>(selectors: string): E | null;
  querySelectorAll<K extends keyof HTMLElementTagNameMap>(
    selectors: K,
  ): NodeListOf<HTMLElementTagNameMap[K]>;
  querySelectorAll<E extends HTMLElement = HTMLElement>(selectors: string): NodeListOf<E>;
}

/** Written with the site: the outline of every unit. */
declare module "*/outline.js" {
  export const UNITS: import("../../scripts/coursekit/site/browser/page.js").Unit[];
}
