/**
 * Ends what an earlier version of this file began: it drops the copy that this browser keeps of the
 * course, and itself. Open pages stay as they are, and the next one comes from the site.
 */

addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => {
  event.waitUntil(caches.delete(CACHE).then(() => registration.unregister()));
});
