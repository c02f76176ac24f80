/** What the team page shows: figures, the two views, the pictures, and what counts for nothing. */

import { unitOf } from "./assignable.js";
import { make } from "./dom.js";
import { missedMost, overTime } from "./team-pictures.js";
import { PartsView } from "./team-parts.js";
import { PeopleView } from "./team-people.js";
import { FIGURES, leftOver, summaryOf } from "./team-summary.js";

export class TeamReport {
  /** @type {ReturnType<typeof summaryOf>} */
  summary;

  /** @param {Record<string, string>} objectives their texts by id */
  constructor(objectives) {
    this.textOf = (id) => (Object.hasOwn(objectives, id) ? objectives[id] : id);
    this.views = [
      { words: "By person", view: new PeopleView(this.titleOf) },
      { words: "By part", view: new PartsView(this.titleOf) },
    ];
    this.figures = make("ul", { class: "team__figures" });
    this.more = make("div");
    this.rest = make("div", { class: "team__rest" });
    this.element = make(
      "div",
      {},
      make("h3", {}, "Who is how far"),
      this.figures,
      make(
        "p",
        { class: "team__limits" },
        "This is what the files say. Nobody has checked them, and a completed part is no " +
          "continuing-education credit.",
      ),
      this.choice(),
      ...this.views.map(({ view }) => view.element),
      this.more,
      this.rest,
    );
  }

  /** The title of a part; a part that this course does not have goes by its id. */
  titleOf = (/** @type {string} */ unit) => unitOf(unit)?.title ?? unit;

  /** Which of the two views is shown. */
  choice() {
    const radios = this.views.map(({ words, view }, place) => {
      const input = make("input", { type: "radio", name: "team-view", id: `team-view-${place}` });
      input.checked = place === 0;
      view.element.hidden = place > 0;
      input.addEventListener("change", () => {
        for (const each of this.views) each.view.element.hidden = each.view !== view;
      });
      return make(
        "span",
        { class: "scale__answer" },
        input,
        make("label", { for: input.id }, words),
      );
    });
    return make(
      "fieldset",
      { class: "scale" },
      make("legend", {}, "View"),
      make("div", { class: "scale__answers" }, ...radios),
    );
  }

  /**
   * @param {import("./rollup.js").RollUp} rollup
   * @param {import("./team-files.js").TeamFiles} team
   * @param {import("./roster.js").Roster | null} roster
   */
  show(rollup, team, roster) {
    this.summary = summaryOf(rollup, team);
    const rest = leftOver(rollup, team, roster);
    this.element.hidden = !rollup.rows.length && !rest.length;
    this.figures.replaceChildren(
      ...Object.entries(FIGURES).map(([name, words]) =>
        make("li", {}, make("b", {}, this.summary[name].toLocaleString("en")), ` ${words}`),
      ),
    );
    for (const { view } of this.views) view.show(rollup);
    this.more.replaceChildren(...overTime(rollup.weeks), ...missedMost(rollup.topics, this.textOf));
    this.rest.replaceChildren(
      ...rest.flatMap(([title, lines]) => [
        make("h3", {}, title),
        make("ul", {}, ...lines.map((line) => make("li", {}, line))),
      ]),
    );
  }
}
