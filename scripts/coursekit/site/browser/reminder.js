/** How old the last copy is: some browsers throw data away after seven days without a visit. */

const DAY = 86_400_000;

/** Days after which a copy counts as old. */
const OLD = 5;

/** @param {import("./shelf.js").Device} device */
export function copyAge({ copied }) {
  if (!copied) return "You have not saved a copy yet.";
  const days = Math.floor((Date.now() - Date.parse(copied)) / DAY);
  if (days < 1) return "Last copy saved: today.";
  return `Last copy saved: ${days === 1 ? "yesterday" : `${days} days ago`}.`;
}

/**
 * A reminder for whoever has something to lose.
 * @param {import("./shelf.js").Device} device
 * @param {string | undefined} opened when the learner first did something here
 * @returns {string} empty when none is due
 */
export function reminder(device, opened) {
  const since = device.copied ?? opened;
  const due = since !== undefined && Date.now() - Date.parse(since) > OLD * DAY;
  return due ? copyAge(device) : "";
}
