"""The deck of practice questions, read as a file and by Anki itself."""

import re
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest
from bs4 import BeautifulSoup

from barriers import find_barriers
from coursekit.content import load_course
from coursekit.errors import CourseError
from coursekit.site.deck import DeckFile, Note, write_deck
from small_course import write_course

pytestmark = pytest.mark.xdist_group("review-site")

FIELDS = ["Title", "Question", "Options", "Best answer", "Other answers", "Taught in"]


@pytest.fixture(scope="module")
def deck(site) -> Path:
    """The deck of the committed course, as it was built."""
    return site / "downloads/review.apkg"


@pytest.fixture(scope="module")
def database(deck, tmp_path_factory) -> sqlite3.Connection:
    """The deck's own database, opened."""
    folder = tmp_path_factory.mktemp("deck")
    with zipfile.ZipFile(deck) as package:
        assert package.testzip() is None
        assert sorted(package.namelist()) == ["collection.anki2", "media"]
        package.extract("collection.anki2", folder)
    connection = sqlite3.connect(folder / "collection.anki2")
    yield connection
    connection.close()


@pytest.fixture
def collection(tmp_path) -> Collection:
    """An empty collection of a learner who uses Anki."""
    opened = Collection(str(tmp_path / "learner.anki2"))
    yield opened
    opened.close()


def bring_in(collection: Collection, deck: Path):
    """Import a deck as Anki does when somebody opens the file."""
    return collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(deck))).log


def notes(database: sqlite3.Connection) -> list[dict[str, str]]:
    """Read the notes, each by the names of its fields."""
    rows = database.execute("SELECT flds FROM notes ORDER BY id").fetchall()
    return [dict(zip(FIELDS, row[0].split("\x1f"), strict=True)) for row in rows]


def words(text: str) -> str:
    """Return the words of HTML or Markdown, without marks and quotation marks."""
    shown = BeautifulSoup(text, "html.parser").get_text(" ")
    return " ".join(re.findall(r"[\w']+", re.sub('[“”"‘’]', "'", shown)))


def test_one_note_for_each_practice_question(database, course):
    """Stem, options, best answer and the others stand in the fields that are named for them."""
    practice = [question for module in course.modules for question in module.practice]
    found = notes(database)
    assert len(found) == len(practice) > 50
    assert database.execute("SELECT count(*) FROM cards").fetchone() == (len(practice),)
    for note, question in zip(found, practice, strict=True):
        assert note["Title"] == question.title
        assert note["Options"].count("<li>") == len(question.options)
        assert note["Best answer"].count("<blockquote>") == len(question.key)
        others = len(question.options) - len(question.key)
        assert note["Other answers"].count("<blockquote>") == others
        for option in question.options:
            text, reason = words(option.text), words(option.reason)[:60]
            assert text in words(note["Options"])
            right, wrong = words(note["Best answer"]), words(note["Other answers"])
            assert (text in right, text in wrong) == (option.correct, not option.correct)
            assert (reason in right, reason in wrong) == (option.correct, not option.correct)


def test_its_names_are_neutral(database):
    """What Anki lists beside a learner's other decks says no topic."""
    decks, models = database.execute("SELECT decks, models FROM col").fetchone()
    names = set(re.findall(r'"name": "([^"]*)"', decks + models))
    assert names == {"Default", "Practice questions", "Practice question", "Card", *FIELDS}
    assert {row[0].strip() for row in database.execute("SELECT tags FROM notes")} == {""}


def test_every_link_leads_somewhere(database, site, course):
    """Whole addresses below the site's own, to a page and a place in it that are there."""
    base, pages = str(course.settings.site_url), {}
    for note in notes(database):
        taught = re.findall(r'href="([^"]+)"', note["Taught in"])
        assert any(link.startswith(f"{base}modules/") and "#" in link for link in taught), note
        for link in re.findall(r'(?:href|src)="([^"]+)"', "".join(note.values())):
            assert link.startswith(base), link
            address = urlsplit(link.removeprefix(base))
            path = site / address.path / "index.html"
            if path not in pages:
                text = path.read_text(encoding="utf-8")
                pages[path] = {
                    item["id"] for item in BeautifulSoup(text, "html.parser").select("[id]")
                }
            assert not address.fragment or address.fragment in pages[path], link


def test_no_exam_question_is_in_it(database, course):
    """Neither a stem nor an option of the exam."""
    everything = " ".join(words(" ".join(note.values())) for note in notes(database))
    assert len(course.exam) > 50
    for question in course.exam.values():
        assert words(question.stem) not in everything, question.id
        for option in question.options:
            assert len(option.text.split()) < 8 or words(option.text) not in everything


def test_the_page_offers_it_with_its_size(deck, site):
    """The link says how many cards there are and how large the file is."""
    text = (site / "review/index.html").read_text(encoding="utf-8")
    link = BeautifulSoup(text, "html.parser").select_one("a[download]")
    assert link["href"] == "../downloads/review.apkg"
    said = re.search(r"\((\d+) cards, (\d+) kB\)", link.get_text())
    assert int(said[1]) == text.count('<div class="question"')
    assert int(said[2]) * 1000 - 1000 <= deck.stat().st_size <= int(said[2]) * 1000


def test_anki_takes_it(collection, deck, course):
    """Anki imports every note into one deck and asks its card."""
    count = sum(len(module.practice) for module in course.modules)
    log = bring_in(collection, deck)
    assert (len(log.new), len(log.conflicting), len(log.updated)) == (count, 0, 0)
    assert not log.missing_notetype
    assert not log.missing_deck
    assert len(collection.find_cards('deck:"Practice questions"')) == count
    first = collection.get_card(
        min(collection.find_cards(""), key=lambda c: collection.get_card(c).due)
    )
    question, answer = first.question(), first.answer()
    asked = course.modules[0].practice[0]
    assert asked.title in question
    assert words(asked.options[0].text) in words(question)
    assert words(asked.options[0].reason)[:60] not in words(question)
    assert words(asked.options[0].reason)[:60] in words(answer)
    assert "<details>" in answer


def test_a_newer_deck_keeps_the_schedule(collection, tmp_path):
    """New words replace old ones, a new question is added, and what was learned stays so."""
    course = load_course(write_course(tmp_path / "course"))
    old = [Note("one-p1", ("T", "Old words", "", "", "", "")), Note("one-p2", ("U",) * 6)]
    new = [Note("one-p1", ("T", "New words", "", "", "", "")), *old[1:], Note("one-p3", ("V",) * 6)]
    for name, version, given in (("old", "2026.1", old), ("new", "2026.2", new)):
        settings = course.settings.model_copy(update={"version": version})
        (tmp_path / name).write_bytes(write_deck(replace(course, settings=settings), given))
    bring_in(collection, tmp_path / "old")
    (known,) = collection.find_cards("Old")
    collection.sched.set_due_date([known], "17")
    before = collection.get_card(known)
    log = bring_in(collection, tmp_path / "new")
    assert (len(log.new), len(log.updated)) == (1, 2)
    after = collection.get_card(known)
    assert "New words" in after.question()
    assert (after.ivl, after.due, after.type) == (before.ivl, before.due, before.type) != (0, 0, 0)
    assert collection.note_count() == 3
    # The same deck once more changes nothing, and neither does the older one.
    for name in ("new", "old"):
        again = bring_in(collection, tmp_path / name)
        assert (len(again.new), len(again.updated)) == (0, 0)


def test_two_courses_are_two_decks(collection, tmp_path):
    """Questions of the same id in another course are other notes."""
    course = load_course(write_course(tmp_path / "course"))
    for name in ("tiny", "small"):
        settings = course.settings.model_copy(update={"id": name})
        given = [Note("one-p1", (name, "", "", "", "", ""))]
        (tmp_path / name).write_bytes(write_deck(replace(course, settings=settings), given))
        assert len(bring_in(collection, tmp_path / name).new) == 1
    assert collection.note_count() == 2


def test_the_same_notes_give_the_same_file(course, deck, database):
    """No clock and no chance gets into it: written again, it is the same to the byte."""
    practice = [question.id for module in course.modules for question in module.practice]
    found = [tuple(note.values()) for note in notes(database)]
    again = [Note(*each) for each in zip(practice, found, strict=True)]
    assert write_deck(course, again) == deck.read_bytes()
    with zipfile.ZipFile(deck) as package:
        assert {item.date_time for item in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_deck_of_nothing(course):
    """A page that offers a deck and holds no question stops the build and says why."""
    with pytest.raises(CourseError, match="no question is; put it on the page that has"):
        DeckFile(course).offer("empty/", "<p>Words</p><!-- course:deck -->")


@pytest.mark.parametrize("night", ["", "nightMode"])
def test_the_card_can_be_read(browser, collection, deck, night):
    """By day and by night, on a phone and a desktop, axe-core finds nothing and all of it fits."""
    bring_in(collection, deck)
    card = collection.get_card(collection.find_cards("")[0])
    head = (
        '<!doctype html><html lang="en"><head><title>Card</title><meta name="viewport" '
        f'content="width=device-width"><style>{card.note_type()["css"]}</style></head>'
    )
    back = card.render_output().answer_text
    page = browser.new_page()
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.set_content(f'{head}<body class="card {night}"><main>{back}</main></body>')
        page.locator("summary").click()
        assert find_barriers(page) == []
    page.close()
