/** What the server says about the page: the JSON in `#course-data`. */

/**
 * @typedef {object} PageFacts
 * @property {{id: string, title: string, version: string}} course
 * @property {{name: string, email: string}} provider
 * @property {{kind: string, module?: string}} page
 */

/**
 * Reads the facts of this page.
 * @returns {PageFacts | null} null on a page that carries none
 */
export function pageFacts() {
  const element = document.getElementById("course-data");
  return element ? JSON.parse(element.textContent) : null;
}
