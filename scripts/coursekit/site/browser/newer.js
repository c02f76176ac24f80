/**
 * On a page that comes from the copy which this browser keeps: the footer says so, and a newer
 * version is offered. It is never taken unasked: open pages would then load parts of two versions.
 */

import { button, make } from "./dom.js";
import { findCopy, takeNewer, watch } from "./kept-copy.js";

/** @type {import("./main.js").Start} */
export async function start([footer], { facts, signal }) {
  const registration = await findCopy(facts.root);
  if (!registration) return;
  footer.append(", kept on this device");
  const notice = make("p", { class: "course-notice", role: "status" });
  document.querySelector("article h1")?.after(notice);
  const offer = () => {
    if (!registration.waiting || notice.hasChildNodes()) return;
    const use = button("Use it", () => takeNewer(registration));
    notice.append("A newer version of the course is there. Your answers stay. ", use);
  };
  watch(registration, offer, signal);
  navigator.serviceWorker.addEventListener(
    "controllerchange",
    () => notice.replaceChildren("Another tab has taken a newer version. Reload this page."),
    { signal },
  );
}
