/** Where links lead that are kept outside the site: in calendars and in mail. */

/**
 * To this site, which has the learner's answers. A copy on the learner's own machine has no address
 * that lasts, so its links lead to the published site.
 * @param {import("./page.js").PageFacts} facts
 * @returns {string} with a slash at its end
 */
export function lastingAddress({ site, root }) {
  const { href, protocol, hostname } = location;
  const own = !protocol.startsWith("http") || /^(localhost|127\..*|\[::1\])$/.test(hostname);
  return own ? site : new URL(root, href).href;
}
