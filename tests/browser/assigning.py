"""The pages of assignments as small static pages, and learners who open them."""

import json
from pathlib import Path

from pages import CASE, LENS, LESSON, QUESTIONS, asked, page, write_site
from playwright.sync_api import BrowserContext, Page

LENS = LENS | {
    "questions": [
        asked("lens-p1", objective="lens-see"),
        asked("lens-p2", objective="lens-say"),
        asked("lens-c1", before=True),
    ]
}
BOND = LENS | {
    "id": "bond",
    "title": "The bond",
    "url": "bond.html",
    "practice": "bond-practice.html",
    "questions": [],
    "decisions": [],
}
SCENE = CASE | {"id": "report", "kind": "scene", "title": "A report"}
PATHS = [{"id": "start", "title": "To start", "summary": "For a start.", "units": ["bond", "lens"]}]
FACTS = {
    "paths": PATHS,
    "objectives": {"lens-see": "See a thing.", "lens-say": "Say a thing."},
    "ratings": {"k1": "I explained it.", "k2": "I taught it."},
}
KEY = "course/sample-course/+assignments"


def place(name: str) -> str:
    """Write the place of one module, as the site station does."""
    facts = json.dumps(FACTS).replace('"', "&quot;")
    return f'<div class="{name}" data-facts="{facts}"></div>'


LIST = (
    '<div class="progress-of"></div>'
    '<ul><li>The lens <span class="progress-of" data-unit="lens"></span></li>'
    '<li>The bond <span class="progress-of" data-unit="bond"></span></li></ul>'
)


def write_pages(folder: Path) -> Path:
    """Write the static pages, with those of assignments, and the outline of four units."""
    write_site(folder)
    pages = {
        "assignment": page(place("assignment") + place("hand-in"), kind="other"),
        "assign": page(place("assign"), kind="other"),
        "list": page(LIST, kind="other"),
        "mine": page(
            "".join(f'<div class="my-{name}"></div>' for name in ("units", "copies", "device")),
            kind="other",
        ),
        "module": page(LESSON, kind="module", unit=LENS),
        "practice": page(QUESTIONS, kind="practice", unit=LENS),
        "bond": page(LESSON, kind="module", unit=BOND),
    }
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    outline = f"export const UNITS = {json.dumps([LENS, BOND, CASE, SCENE])};"
    (folder / "assets/course/outline.js").write_text(outline, encoding="utf-8")
    return folder


class Learner:
    """One browser profile; an error that a page throws is noted."""

    def __init__(self, context: BrowserContext):
        self.context = context
        self.errors: list[str] = []
        context.on("weberror", lambda error: self.errors.append(str(error.error)))

    def open(self, address: str) -> Page:
        """Open an address of the site in a new tab, and wait until its modules have started."""
        tab = self.context.new_page()
        tab.goto(f"/{address}")
        tab.wait_for_selector("html[data-started]")
        return tab

    def accept(self, fragment: str) -> Page:
        """Open a link and accept what it says."""
        tab = self.open(f"assignment.html#{fragment}")
        tab.get_by_role("button", name="Accept").click()
        return tab
