/** The copy of the course that this browser keeps: a service worker, and the files that it serves. */

/**
 * @param {string} root address of the site's root, seen from this page
 * @returns {Promise<ServiceWorkerRegistration | undefined>}
 */
export async function findCopy(root) {
  const scope = new URL(root, location.href).href;
  const found = await navigator.serviceWorker.getRegistration(scope);
  // A worker of the folder above may serve this page, too; it is not ours.
  return found?.scope === scope ? found : undefined;
}

/**
 * Asks the worker for something, see ANSWERS in sw.js.
 * @param {ServiceWorker} worker
 * @param {"which" | "use" | "forget"} what
 * @returns {Promise<any>}
 */
export function ask(worker, what) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((answer) => {
    port1.onmessage = ({ data }) => answer(data);
    worker.postMessage(what, [port2]);
  });
}

/**
 * Takes the version that waits, and shows this page as that version has it.
 * @param {ServiceWorkerRegistration} registration
 */
export function takeNewer({ waiting }) {
  if (!waiting) return; // another tab was quicker, and its page says so
  waiting.addEventListener("statechange", () => {
    if (waiting.state === "activated") location.reload();
  });
  ask(waiting, "use");
}

/**
 * Calls when a version of the copy that the browser has found is there as a whole, or has failed.
 * @param {ServiceWorkerRegistration} registration
 * @param {() => void} changed
 * @param {AbortSignal} signal
 */
export function watch(registration, changed, signal) {
  const follow = () => {
    registration.installing?.addEventListener("statechange", changed, { signal });
    changed();
  };
  registration.addEventListener("updatefound", follow, { signal });
  follow();
}
