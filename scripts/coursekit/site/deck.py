"""The practice questions as a deck for Anki: ``<!-- course:deck -->``, on the page of the review.

The cards are made from that page's own HTML, so that a question says the same on both.
"""

import hashlib
import itertools
import re
import sqlite3
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

import genanki
from lxml import html
from mkdocs.utils import get_relative_url

from coursekit.content import Course, Question
from coursekit.errors import CourseError
from coursekit.site.markup import inner_html

ADDRESS = "downloads/review.apkg"
"""Where the deck is, from the root of the site."""

NAME = "Practice questions"
"""What Anki lists. It says nothing of the topic: others may see a learner's screen."""

_FIELDS = ("Title", "Question", "Options", "Best answer", "Other answers", "Taught in")
_ASKED_FOR = re.compile(r"<!-- course:deck -->")
_FRONT = """\
<h1>{{Title}}</h1>
<div>{{Question}}</div>
{{Options}}"""
_BACK = """\
{{FrontSide}}
<hr id="answer">
<h2>Best answer</h2>
{{Best answer}}
<details><summary>The other answers</summary>{{Other answers}}</details>
<div class="taught">{{Taught in}}</div>"""


class DeckFile:
    """The deck of one build: offered on the page that asks for it, and written in the end."""

    def __init__(self, course: Course):
        self._course = course
        self._content: bytes | None = None

    def offer(self, url: str, rendered: str) -> str:
        """Return the page at ``url`` with a link to the deck of its questions for the comment.

        Raises:
            CourseError: the page asks for a deck and has no question.
        """
        if not _ASKED_FOR.search(rendered):
            return rendered
        notes = _notes(self._course, rendered, url)
        if not notes:
            raise CourseError(
                f"{url}: `course:deck` stands where no question is; put it on the page that has "
                "`<!-- course:review -->`"
            )
        self._content = write_deck(self._course, notes)
        address = get_relative_url(ADDRESS, url)
        words = f"Save the deck for Anki ({len(notes)} cards, {len(self._content) // 1000 + 1} kB)"
        link = f'<a class="md-button" href="{address}" download>{words}</a>'
        return _ASKED_FOR.sub(lambda _: f"<p>{link}</p>", rendered)

    def write(self, site: Path) -> None:
        """Write the deck, where one was offered, into the folder of the built ``site``."""
        if self._content is not None:
            path = site / ADDRESS
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self._content)


@dataclass(frozen=True)
class Note:
    """One question as a card asks it: its id, and HTML for each of the fields."""

    id: str
    fields: tuple[str, ...]


def _notes(course: Course, rendered: str, url: str) -> list[Note]:
    """Read each question of a page, whose links become whole addresses."""
    page = html.fragment_fromstring(rendered, create_parent="div")
    page.make_links_absolute(urljoin(str(course.settings.site_url), url))
    sections = page.find_class("question")
    return [_note(course.questions[section.get("data-question")], section) for section in sections]


def _note(question: Question, section: html.HtmlElement) -> Note:
    (stem,) = section.find_class("question__stem")
    (taught,) = section.find_class("question__rationale")
    # Its first two parts are its summary and the letters, which the card says in its own way.
    for part in taught[:2]:
        taught.remove(part)
    texts, answers = [], {True: [], False: []}
    for option in section.find_class("question__option"):
        letter, text = option.get("data-option"), inner_html(option.find("label"))
        reason = inner_html(option.find("details/div"))
        texts.append(f"<li>{text}</li>")
        right = letter in question.key
        answers[right].append(
            f"<div><b>{letter}.</b> {text}</div>\n<blockquote>{reason}</blockquote>"
        )
    several = "<p>More than one answer is right.</p>" if question.multiple else ""
    fields = (
        escape(question.title, quote=False),
        inner_html(stem),
        f'<ol type="a">{"".join(texts)}</ol>{several}',
        "".join(answers[True]),
        "".join(answers[False]),
        inner_html(taught),
    )
    return Note(question.id, tuple(map(str, fields)))


def write_deck(course: Course, notes: list[Note]) -> bytes:
    """Return the file that Anki imports; the same notes give the same file.

    Its ids come from those of the course and of the questions. Whoever imports a newer deck gets
    the new words and keeps the schedule, because Anki takes a note for the one it has when the
    guid is the same, and rewrites it when the note is newer.
    """
    model = genanki.Model(
        _number(course, "model"),
        "Practice question",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}],
        css=_style(),
    )
    deck = genanki.Deck(_number(course, "deck"), NAME)
    for place, note in enumerate(notes):
        guid = genanki.guid_for(course.settings.id, note.id)
        deck.add_note(genanki.Note(model, list(note.fields), guid=guid, due=place))
    made = _newness(course.settings.version)
    database = sqlite3.connect(":memory:")
    genanki.Package(deck).write_to_db(database.cursor(), made, itertools.count(made * 1000))
    database.commit()
    members = {"collection.anki2": database.serialize(), "media": b"{}"}
    database.close()
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            # A ZipInfo without a time has that of 1980: no clock gets into the file.
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _number(course: Course, what: str) -> int:
    """Return the id of the course's deck or model, of the size that Anki's own have."""
    digest = hashlib.sha256(f"{course.settings.id}/{what}".encode()).digest()
    return 2**30 + int.from_bytes(digest[:4]) % 2**30


def _newness(version: str) -> int:
    """Return a time, in seconds, that is later for every later version of the course.

    The time of the build would do, but no two builds would then give the same file. Version 2026.3
    is the third day after the first of 2026, and 2026.3.1 one minute after that.
    """
    year, number, *further = map(int, version.split("."))
    start = datetime(year, 1, 1, tzinfo=UTC)
    return int((start + timedelta(days=number, minutes=sum(further))).timestamp())


@cache
def _style() -> str:
    return (files("coursekit.site") / "templates" / "card.css").read_text(encoding="utf-8")
