/** The version of the course, at the foot of every page. Only who keeps a copy is told more there. */

/** @type {import("./main.js").Start} */
export async function start(elements, context) {
  if (!navigator.serviceWorker?.controller) return;
  const { start: tell } = await import("./newer.js");
  tell(elements, context);
}
