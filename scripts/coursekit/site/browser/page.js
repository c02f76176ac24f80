/** What the server says about the page: the JSON in `#course-data`. */

/**
 * @typedef {object} Asked a question or a decision point
 * @property {string} id
 * @property {string} hash of what is asked
 * @property {string} [title]
 * @property {boolean} [before] asked before the lesson
 * @property {boolean} [scored] a decision whose first choice counts
 * @property {string} [objective] the objective that it serves, where it counts in the score
 *
 * @typedef {object} Unit a module with its lesson and practice, a case, or a scene
 * @property {string} id
 * @property {"module"|"case"|"scene"} kind
 * @property {string} title
 * @property {string} url from the root of the site
 * @property {string} [practice] address of the practice page of a module
 * @property {boolean} required
 * @property {{id: string, title: string, seconds: number}[]} sections
 * @property {number} [each] seconds that one question takes
 * @property {Asked[]} questions
 * @property {Asked[]} decisions
 * @property {string[]} boxes to write in
 *
 * @typedef {object} PageFacts
 * @property {{id: string, title: string, version: string}} course
 * @property {{name: string, email: string, sealing_key?: JsonWebKey & {kid?: string}}} provider
 * @property {string} site address at which the site is published, with a slash at its end
 * @property {string} root address of the site's root, seen from this page
 * @property {{kind: "module"|"practice"|"case"|"scene"|"other", address: string}} page
 * @property {Unit | null} unit
 * @property {Unit[]} [scenes] on the page of the exam
 */

/**
 * Reads the facts of this page.
 * @returns {PageFacts | null} null on a page that carries none
 */
export function pageFacts() {
  const element = document.getElementById("course-data");
  return element ? JSON.parse(element.textContent) : null;
}
