/**
 * Follow a team: reads what its members handed in and shows who is how far. The page's policy
 * forbids every connection, and nothing that it reads is kept.
 */

import { ASSIGNABLE } from "./assignable.js";
import { canCheck } from "./check-code.js";
import { announce, button, make } from "./dom.js";
import { received } from "./received.js";
import { rollUp } from "./rollup.js";
import { readRoster } from "./roster.js";
import { saveFile, today } from "./save.js";
import { TurnedAway } from "./saved-file.js";
import { chooser, takeDropped } from "./team-chooser.js";
import { verifier } from "./team-certificates.js";
import { byPerson, byPersonAndUnit } from "./team-csv.js";
import { TeamFiles, isTable } from "./team-files.js";
import { TeamReport } from "./team-report.js";

const NO_CODE =
  "The files cannot be checked on this page, because it came without encryption. Open the site by " +
  "its https address, or use the offline copy.";

class TeamPage {
  /** What was given is read in its order, one batch at a time. */
  queue = Promise.resolve();

  /**
   * @param {HTMLElement} element
   * @param {import("./main.js").Context} context
   */
  constructor(element, { facts, signal }) {
    const { known, objectives } = JSON.parse(element.dataset.facts);
    this.course = facts.course;
    this.verify = verifier(known);
    this.report = new TeamReport(objectives);
    this.progress = make("progress", { "aria-label": "Files read" });
    this.progress.hidden = true;
    this.said = make("p", { class: "team__said", role: "status" });
    this.list = make("p", { class: "team__roster" });
    this.named = this.namedUnits();
    const take = (files) => {
      this.queue = this.queue.then(() => this.take(files));
    };
    element.append(
      chooser(take),
      this.named.element,
      this.progress,
      this.said,
      this.list,
      this.actions(),
      this.report.element,
    );
    takeDropped(take, signal);
    this.forget();
  }

  /** The parts that a supervisor asks of everybody, whatever the files say. */
  namedUnits() {
    const boxes = ASSIGNABLE.map(({ id, title }) => {
      const input = make("input", { type: "checkbox", id: `team-${id}`, value: id });
      input.addEventListener("change", () => this.show());
      return {
        input,
        row: make("p", { class: "tick" }, input, make("label", { for: input.id }, title)),
      };
    });
    const words =
      "By themselves those parts are shown that were assigned in any file, or all that the files " +
      "tell of. What you tick here is asked of everybody.";
    const element = make(
      "details",
      {},
      make("summary", {}, "Choose parts that everybody must do"),
      make("p", {}, words),
      ...boxes.map(({ row }) => row),
    );
    const ids = () => boxes.filter(({ input }) => input.checked).map(({ input }) => input.value);
    const untick = () => boxes.forEach(({ input }) => Object.assign(input, { checked: false }));
    return { element, ids, untick };
  }

  actions() {
    const save = (name, write) => () => this.save(name, write);
    this.made = make(
      "p",
      { class: "assign__actions" },
      button("Save as CSV, a row for each person", save("team", byPerson)),
      button("Save as CSV, a row for each person and part", save("team-records", byPersonAndUnit)),
      button("Start over", () => this.forget()),
    );
    return this.made;
  }

  forget() {
    this.team = new TeamFiles(this.course.id, this.verify);
    this.roster = null;
    this.read = 0;
    this.named.untick();
    announce(this.said, "");
    this.show();
  }

  /** @param {import("./dropped.js").Given[]} files */
  async take(files) {
    Object.assign(this.progress, { hidden: false, max: files.length, value: 0 });
    for (const { name, file } of files) {
      if (isTable(name)) await this.takeRoster(name, file);
      else await this.takeFile(name, file);
      this.progress.value += 1;
    }
    this.progress.hidden = true;
    this.show();
    this.say();
  }

  async takeFile(name, file) {
    for await (const item of received(name, file)) {
      await this.team.take(item);
      this.read += 1;
    }
  }

  async takeRoster(name, file) {
    try {
      this.roster = readRoster(new Uint8Array(await file.arrayBuffer()));
    } catch (error) {
      if (!(error instanceof TurnedAway)) throw error;
      this.team.turnedAway.push({ file: name, why: error.message });
    }
  }

  say() {
    const { people, edited, turnedAway } = this.report.summary;
    const count = (number, one, many) =>
      `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
    const words = [
      `${count(this.read, "file", "files")} read, ${count(people, "person", "people")}.`,
      ...(edited ? [`${count(edited, "file was", "files were")} edited.`] : []),
      ...(turnedAway ? [`${count(turnedAway, "file was", "files were")} turned away.`] : []),
    ];
    announce(this.said, words.join(" "));
  }

  show() {
    const { team, roster } = this;
    const order = ASSIGNABLE.map(({ id }) => id);
    this.rollup = rollUp(team, { today: today(), roster, named: this.named.ids(), order });
    const members = roster?.members.length ?? 0;
    this.list.textContent = roster ? `Your list names ${members.toLocaleString("en")}.` : "";
    this.made.hidden = !this.read && !roster && !team.turnedAway.length;
    this.report.show(this.rollup, team, roster);
  }

  save(name, write) {
    const file = `${name}-${today()}.csv`;
    saveFile(file, write(this.rollup, this.report.titleOf), "text/csv;charset=utf-8");
    announce(this.said, `Saved: ${file}. It names people: keep it where such lists belong.`);
  }
}

/** @type {import("./main.js").Start} */
export function start([element], context) {
  if (canCheck()) new TeamPage(element, context);
  else element.append(make("p", { role: "alert" }, NO_CODE));
}
