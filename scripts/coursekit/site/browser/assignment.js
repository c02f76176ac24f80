/**
 * The learner's page of assignments: what a link says, to be accepted or not, and those accepted.
 */

import { lastingAddress } from "./address.js";
import { assignable, unitOf } from "./assignable.js";
import { LIMITS, readLink } from "./assignment-link.js";
import { acceptedIn, keyOf, note } from "./assignments.js";
import { isDoable, source, unitTable, unknownUnits } from "./assignment-view.js";
import { announce, button, make } from "./dom.js";
import { dueDates, hasDates } from "./due-dates.js";
import { UNITS } from "./outline.js";
import { saveFile } from "./save.js";
import { keepStorage } from "./store.js";

const day = new Intl.DateTimeFormat("en", { dateStyle: "long" });

class Assignments {
  /** @type {import("./main.js").Context} */
  context;

  /**
   * @param {HTMLElement} element
   * @param {import("./main.js").Context} context
   */
  constructor(element, context) {
    this.context = context;
    this.store = context.shelf.form("assignments");
    this.course = assignable(JSON.parse(element.dataset.facts).paths);
    this.offered = make("section", { class: "assignment__offer", "aria-label": "The link" });
    this.said = make("p", { role: "status", class: "assignment__said", tabindex: "-1" });
    this.mine = make("div");
    element.append(this.offered, this.said, this.mine, this.paste());
    this.fromAddress();
    this.show();
  }

  /** A field for whoever was sent a link that a mail program cut. */
  paste() {
    const id = "assignment-link";
    const field = make("textarea", { id, rows: "3", spellcheck: "false" });
    field.maxLength = LIMITS.text;
    const read = button("Read the link", () => this.offer(field.value));
    return make(
      "details",
      { class: "assignment__paste" },
      make("summary", {}, "The link did not work, or its end was cut off"),
      make(
        "p",
        { class: "field" },
        make("label", { for: id }, "Paste the whole link here, with all that follows the # sign"),
        field,
      ),
      make("p", {}, read),
    );
  }

  /** Offers what the address of the page says. */
  fromAddress() {
    if (/[#&]m=/.test(location.hash)) this.offer(location.hash);
  }

  /** @param {string} text */
  offer(text) {
    const read = readLink(text, this.course);
    if ("why" in read) {
      this.offered.replaceChildren(make("p", { class: "assignment__why" }, read.why));
      announce(this.said, read.why);
      return;
    }
    const { assignment, unknown, problems } = read;
    const heading = make("h2", { tabindex: "-1" }, "You were sent an assignment");
    this.offered.replaceChildren(
      heading,
      source(assignment),
      ...problems.map((problem) => make("p", { class: "assignment__why" }, problem)),
      ...(isDoable(assignment) ? [unitTable(assignment, this.context)] : []),
      ...unknownUnits(unknown),
      ...this.answers(assignment),
    );
    heading.focus();
  }

  /** The buttons below an offer. @returns {Node[]} */
  answers(assignment) {
    if (!isDoable(assignment)) {
      return [
        make("p", {}, "The link names no part of this course, so there is nothing to accept."),
      ];
    }
    const accept = button("Accept", () => this.accept(assignment));
    accept.classList.add("md-button--primary");
    const words =
      "If you accept, this device keeps what stands above and the site leads you by its dates. " +
      "Nobody is told.";
    const same = this.accepted.find(({ assignment: { id } }) => id && id === assignment.id);
    const twin =
      "You accepted another assignment with the same tag. If this one is to take its place, remove " +
      "the other one below.";
    return [
      make("p", {}, words),
      ...(same && same.key !== keyOf(assignment) ? [make("p", {}, twin)] : []),
      make(
        "p",
        {},
        accept,
        " ",
        button("Leave it", () => this.leave("Nothing was kept.")),
      ),
    ];
  }

  get accepted() {
    return acceptedIn(this.store.read());
  }

  accept(assignment) {
    const key = keyOf(assignment);
    const again = this.accepted.some((each) => each.key === key);
    if (!again) note(this.store, key, true);
    this.leave(again ? "You had accepted it before." : "Accepted. It is kept on this device.");
    keepStorage();
  }

  /** Empties the offer, and takes the link out of the address: others may use this computer. */
  leave(words) {
    history.replaceState(history.state, "", location.pathname + location.search);
    this.offered.replaceChildren();
    this.show();
    announce(this.said, words);
    this.said.focus();
  }

  show() {
    const { accepted } = this;
    const nothing =
      "You have accepted no assignment. Open the link that your supervisor sent you; what it says " +
      "shows here.";
    this.mine.replaceChildren(
      ...(accepted.length || this.offered.hasChildNodes()
        ? accepted.map((each, place) => this.card(each, place, accepted.length))
        : [make("p", {}, nothing)]),
    );
  }

  /** @param {import("./assignments.js").Accepted} one @param {number} place @param {number} of */
  card({ key, accepted, assignment }, place, of) {
    const name = of > 1 ? `Assignment ${place + 1} of ${of}` : "The assignment that you accepted";
    const unknown = assignment.units.map(({ id }) => id).filter((id) => !unitOf(id));
    const since = day.format(new Date(accepted));
    return make(
      "section",
      { class: "assignment__mine", "aria-label": name },
      make("h2", {}, name),
      source(assignment, [["Accepted on", since]]),
      unitTable(assignment, this.context),
      ...unknownUnits(unknown),
      make(
        "p",
        {},
        ...(hasDates(assignment) ? [this.calendar(assignment), " "] : []),
        button("Remove this assignment", () => this.remove(key)),
      ),
    );
  }

  calendar(assignment) {
    return button("Save the dates for a calendar", () => {
      const url = `${lastingAddress(this.context.facts)}assignment/`;
      const text = dueDates({ assignment, url, titleOf: null });
      saveFile("due-dates.ics", text, "text/calendar;charset=utf-8");
      announce(this.said, "Saved as due-dates.ics. Open the file to add the dates.");
    });
  }

  /** Takes an assignment away, and offers to take that back. */
  remove(key) {
    note(this.store, key, false);
    this.show();
    announce(this.said, "Removed. What you have done in its parts is still there. ");
    const undo = button("Take it back", () => {
      note(this.store, key, true);
      this.show();
      announce(this.said, "It is back.");
      this.said.focus();
    });
    this.said.append(undo);
    undo.focus();
  }
}

/** @type {import("./main.js").Start} */
export function start([element], context) {
  const { shelf, signal } = context;
  const page = new Assignments(element, context);
  const show = () => page.show();
  page.store.watch(show, signal);
  for (const { id } of UNITS) shelf.unit(id).watch(show, signal);
  addEventListener("course:loaded", show, { signal });
  addEventListener("hashchange", () => page.fromAddress(), { signal });
}
