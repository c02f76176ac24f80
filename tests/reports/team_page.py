"""The team page as a small static page, what it shows as plain data, and what it ought to show."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import FilePayload, Page

from browser.pages import BROWSER, COURSE, page
from coursekit.reports import words
from coursekit.reports.csvs import by_person, by_person_and_unit
from coursekit.reports.rollup import PersonRow, RollUp, UnitTotal
from coursekit.reports.summary import summary

FIGURES = (
    "people",
    "completed",
    "in_progress",
    "not_started",
    "no_file",
    "overdue",
    "certified",
    "signed_off",
)
"""The figures of the summary in the order in which the page shows them."""


def write_page(
    folder: Path, *, course: dict[str, str], titles: Mapping[str, str], facts: dict[str, Any]
) -> Path:
    """Write the page for a course whose modules have these ``titles``."""
    shutil.copytree(BROWSER, folder / "assets/course")
    units = [
        {"id": unit, "kind": "module", "title": title, "url": f"{unit}.html", "required": True}
        for unit, title in titles.items()
    ]
    outline = f"export const UNITS = {json.dumps(units)};"
    (folder / "assets/course/outline.js").write_text(outline, encoding="utf-8")
    data = json.dumps(facts).replace('"', "&quot;")
    html = page(f'<div class="team" data-facts="{data}"></div>', kind="other")
    html = html.replace(json.dumps(COURSE), json.dumps(course | {"title": "A course"}))
    (folder / "team.html").write_text(html, encoding="utf-8")
    return folder


def payload(name: str, data: bytes) -> FilePayload:
    """Return a file as it is given to the page."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def give(tab: Page, files: list[FilePayload], into: str = "#team-files") -> None:
    """Choose files on the page, and wait until they have been read."""
    tab.set_input_files(into, files)
    tab.wait_for_selector(".team progress", state="hidden")


RECORD_SAVED = """
globalThis.saved = [];
const make = URL.createObjectURL;
URL.createObjectURL = (blob) => { saved.push(blob); return make(blob); };
HTMLAnchorElement.prototype.click = () => {};
"""
"""Notes what the page saves, and saves nothing."""

SHOWN = """async () => {
  const all = (from, what) => [...from.querySelectorAll(what)];
  const text = (element) => element.textContent;
  const rows = (name) => {
    const table = document.querySelector(`table[aria-label="${name}"]`);
    return table ? all(table, "tbody tr").map((row) => [...row.cells]) : [];
  };
  for (const details of all(document, ".team details")) details.open = true;
  while (all(document, ".team details").some(({ children }) => children.length < 2)) {
    await new Promise((next) => setTimeout(next));
  }
  const named = (name, what) => name.querySelector(`.team__${what}`)?.textContent ?? "";
  const person = ([name, state, handedIn, completed, overdue, certificates, signoffs]) => [
    ...["name", "ref", "remark"].map((what) => named(name, what)),
    text(state.firstChild),
    all(state, "li").map(text),
    ...[handedIn, completed, overdue].map(text),
    all(certificates, ".team__paper").map(text),
    all(signoffs, ".team__paper").map(text),
  ];
  const part = (details) => all(details, ".team__status").map((title) => [
    text(title), all(title.nextElementSibling, "li").map(text),
  ]);
  saved.length = 0;
  for (const button of all(document, ".team button").slice(0, 2)) button.click();
  return {
    figures: all(document, ".team__figures b").map(text),
    people: rows("People").map(person),
    parts: rows("Parts").map((cells) => cells.map(text)),
    who: all(document, "table[aria-label=Parts] ~ details").map(part),
    weeks: rows("Progress over time").map((cells) => cells.map(text)),
    topics: rows("Missed most often").map((cells) => cells.map(text)),
    rest: all(document, ".team__rest h3").map((title) => [
      text(title), all(title.nextElementSibling, "li").map(text),
    ]),
    csv: await Promise.all(saved.map(async (blob) => {
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await blob.arrayBuffer());
    })),
  };
}"""
"""Opens all that can be opened, and reads what the page shows and saves."""


def shown(tab: Page) -> dict[str, Any]:
    """Return what the page shows."""
    return tab.evaluate(SHOWN)


def expected(rollup: RollUp, titles: Mapping[str, str]) -> dict[str, Any]:
    """Return what the page ought to show of a roll-up of the command line."""
    figures = summary(rollup)
    rows = list(rollup.rows())
    return {
        "figures": [f"{figures[name]:,}" for name in FIGURES],
        "people": [_person(row, titles) for row in rows],
        "parts": [_part(total, titles) for total in rollup.totals],
        "who": [_who(rows, place) for place in range(len(rollup.totals))],
        "weeks": [[each.week, str(each.completed), str(each.so_far)] for each in rollup.weeks],
        "topics": [
            [each.objective, f" {each.missed} of {each.answered} ({each.percent} %)"]
            for each in rollup.topics
        ],
        "rest": [[title, lines] for title, lines in words.left_over(rollup)],
        "csv": ["".join(form(rollup, titles)) for form in (by_person, by_person_and_unit)],
    }


def _person(row: PersonRow, titles: Mapping[str, str]) -> list[Any]:
    person, standing = row.person, row.person.standing
    asked = [unit for unit in row.units if unit.status != "not-assigned"]
    return [
        person.name,
        person.ref,
        words.remarks(row),
        words.STATUS[row.state],
        [f"{titles.get(each.unit, each.unit)}: {words.unit_words(each)}" for each in asked]
        if standing
        else [],
        standing.handed_in if standing else "–",
        f"{row.counts['completed']} of {row.asked}" if standing else "–",
        str(row.overdue) if row.overdue else "–",
        [words.certificate_words(each) for each in person.certificates],
        [words.signoff_words(each, person) for each in person.signoffs],
    ]


def _part(total: UnitTotal, titles: Mapping[str, str]) -> list[str]:
    names = ("completed", "in-progress", "not-started", "no-file")
    people = "person" if total.scored == 1 else "people"
    mean = "–" if total.score is None else f"{total.score} % of {total.scored} {people}"
    counts = [str(total.counts[name]) for name in names]
    return [
        titles.get(total.unit, total.unit),
        str(total.people),
        *counts,
        str(total.overdue),
        mean,
    ]


def _who(rows: list[PersonRow], place: int) -> list[Any]:
    groups = []
    for status, title in words.STATUS.items():
        people = [row for row in rows if row.units[place].status == status]
        lines = [f"{row.person.name}: {words.unit_words(row.units[place])}" for row in people]
        if lines:
            groups.append([f"{title[0].upper()}{title[1:]} ({len(lines)})", lines])
    return groups
