/**
 * Keeps the course for those who asked for it, and serves it from then on, with or without a
 * connection. FILES names every file of this version with a hash of its content, and every file is
 * kept under both: a newer version fetches what changed, and takes nothing from the one in use.
 *
 * A newer version waits until the learner takes it. Nothing of two versions is ever mixed.
 */

/** How many files are fetched at a time. */
const AT_ONCE = 6;
const HOME = registration.scope;

/** Under what a file is kept. @param {string} address from the root of the site */
const keyOf = (address) => `${HOME}${encodeURI(address)}?kept=${FILES[address]}`;

/** Tells every open tab, also those that a worker does not serve yet. */
async function tell(message) {
  const tabs = await clients.matchAll({ includeUncontrolled: true, type: "window" });
  for (const tab of tabs) tab.postMessage(message);
}

async function hashOf(body) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body)).slice(0, 8);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function keep(cache, address) {
  const response = await fetch(HOME + encodeURI(address), { cache: "no-cache" });
  if (!response.ok) throw new Error(`“${address}” was answered with ${response.status}`);
  const body = await response.arrayBuffer();
  if ((await hashOf(body)) !== FILES[address]) {
    throw new Error(`“${address}” is not the one of this version`);
  }
  const headers = { "Content-Type": response.headers.get("Content-Type") };
  await cache.put(keyOf(address), new Response(body, { headers }));
}

/** Fetches what is not kept yet; what an attempt without success has fetched counts for the next. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  const all = Object.keys(FILES);
  const missing = all.filter((address) => !kept.has(keyOf(address)));
  let done = all.length - missing.length;
  const fetchOn = async () => {
    while (missing.length) {
      await keep(cache, missing.pop());
      done += 1;
      await tell({ done, all: all.length });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchOn));
}

addEventListener("install", (event) => {
  const work = keepAll().catch(async (error) => {
    await tell({ failed: error.message });
    throw error;
  });
  event.waitUntil(work);
});

/** Drops what belongs to no file of this version. */
async function tidy() {
  const cache = await caches.open(CACHE);
  const current = new Set(Object.keys(FILES).map(keyOf));
  const old = (await cache.keys()).filter(({ url }) => !current.has(url));
  await Promise.all(old.map((request) => cache.delete(request)));
}

addEventListener("activate", (event) => event.waitUntil(tidy()));

/** What a page may ask for; the answer goes back through the port that came with it. */
const ANSWERS = {
  which: async () => ({ version: VERSION, build: BUILD }),
  use: () => skipWaiting(),
  forget: () => caches.delete(CACHE),
};

addEventListener("message", (event) => {
  const work = Promise.resolve(ANSWERS[event.data]());
  event.waitUntil(work.then((answer) => event.ports[0].postMessage(answer)));
});

/** The address of what is asked for, from the root of the site; a page's is that of its folder. */
function addressOf(url) {
  const { origin, pathname } = new URL(url);
  const path = origin + pathname;
  if (!path.startsWith(HOME)) return null;
  return decodeURI(path.slice(HOME.length)).replace(/(^|\/)index\.html$/, "$1");
}

async function serve(address, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(keyOf(address))) ?? fetch(request);
}

/** Said in place of a page that is not kept, when there is no connection. */
function notKept() {
  const text =
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Not kept</title>' +
    '<meta name="viewport" content="width=device-width">' +
    "<h1>This page is not kept for offline use</h1>" +
    `<p>Try again with a connection, or go to the <a href="${HOME}">first page</a>.</p></html>`;
  return new Response(text, { status: 503, headers: { "Content-Type": "text/html" } });
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const address = addressOf(request.url);
  if (request.method !== "GET" || address === null) return;
  if (Object.hasOwn(FILES, address)) event.respondWith(serve(address, request));
  else if (request.mode !== "navigate") return;
  else if (Object.hasOwn(FILES, `${address}/`)) {
    event.respondWith(Response.redirect(`${HOME}${encodeURI(address)}/`));
  } else event.respondWith(fetch(request).catch(notKept));
});
