/**
 * The theme fetches its search index, the heaviest file of the site, with every page. Here it waits
 * until somebody opens the search: what the theme asks for is held back until then.
 *
 * From file:// a browser starts no worker by its address. There the file of the worker hands its
 * text over (the downloaded copy is made so), and the worker is started from that.
 */

import { make } from "./dom.js";

const INDEX = /\/search\/search_index\.json$/;

/** Fulfilled when the search is opened. */
const opened = new Promise((open) => {
  document.getElementById("__search")?.addEventListener("change", open, { once: true });
});

const { Worker: AnyWorker, XMLHttpRequest: AnyRequest } = globalThis;

class LateRequest extends AnyRequest {
  #late = false;

  /**
   * @param {string} method
   * @param {string | URL} url
   */
  open(method, url, asynchronous = true) {
    this.#late = INDEX.test(String(url));
    super.open(method, url, asynchronous);
  }

  async send(body) {
    if (this.#late) await opened;
    super.send(body);
  }
}

/** A worker that starts when the search is opened; messages to it wait. */
class LateWorker extends EventTarget {
  #worker;

  /** @param {string} url */
  constructor(url) {
    super();
    this.#worker = this.#start(new URL(url, location.href));
  }

  async #start(url) {
    await opened;
    const worker = new AnyWorker(url.protocol === "file:" ? await fromText(url) : url);
    worker.addEventListener("message", ({ data }) => {
      this.dispatchEvent(new MessageEvent("message", { data }));
    });
    return worker;
  }

  async postMessage(message) {
    (await this.#worker).postMessage(message);
  }
}

/** An address for the worker whose file, a script here, puts its text into `workerText`. */
async function fromText(url) {
  const script = make("script", { src: url });
  await new Promise((loaded) => {
    script.addEventListener("load", loaded);
    document.head.append(script);
  });
  return URL.createObjectURL(new Blob([globalThis.workerText], { type: "text/javascript" }));
}

export function startLateSearch() {
  globalThis.XMLHttpRequest = LateRequest;
  globalThis.Worker = /** @type {any} */ (LateWorker);
}
