"""The course as a book: all of it, in order, on paper and for a screen reader; never the exam."""

import io
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject

from coursekit.content import Course, Question, load_course
from coursekit.errors import CourseError
from coursekit.site.book import ADDRESS, make_book
from coursekit.site.outline import unit_address
from coursekit.site.pages import Site, load_site
from small_course import change, write_course
from verapdf import ACCESSIBLE, Judgement, judge

pytestmark = pytest.mark.xdist_group("book")

MKDOCS = """\
site_name: x
theme: {name: material, font: false}
plugins: {search: {}, mkdocs_quiz: {enabled_by_default: false}, course: {}}
markdown_extensions: [attr_list, footnotes, md_in_html, tables, pymdownx.superfences,
  {pymdownx.tabbed: {alternate_style: true}}, {pymdownx.tasklist: {}}]
"""
SECTIONS = """
## Second section

See [the first](#first), [a tool](../docs/tools/form.md) and [elsewhere](https://example.org/).
A note[^n] and `code` and a "straight" quote.

[^n]: What the note says.

![A red square](../docs/square.svg)

=== "First tab"
    Inside the first.
=== "Second tab"
    Inside the second.

```python
print("a listing")
```

- [x] done
- [ ] to do

#### A heading that skips a level

/// map | Who does what
A: client, typist
B: client, tailor

A and B: married, home
///
"""
TOOL = """\
---
title: A form
summary: To be filled in.
---

# A form

/// sheet | A form to fill in

Name: ____

| Question | Answer |
| --- | --- |
| Anything else? | ____ |
///
"""
SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)
A4, LETTER = (595, 842), (612, 792)
FRAME = 27 * 72 / 25.4
"""No letter stands nearer to the left or the right side of the paper: points."""


@pytest.fixture(scope="module")
def small(tmp_path_factory, build_site) -> tuple[Site, Path]:
    """A small course with one of everything that a page can hold, and its built site."""
    root = write_course(tmp_path_factory.mktemp("book") / "course")
    change(root, "modules/one.md", "Somebody found", f"{SECTIONS}\nSomebody found")
    for name, text in {
        "mkdocs.yml": MKDOCS,
        "docs/index.md": "# Home\n\n<!-- course:book -->\n",
        "docs/tools/form.md": TOOL,
        "docs/square.svg": SQUARE,
    }.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    built = root.parent / "site"
    done = build_site(root, built)
    assert done.returncode == 0, done.stderr
    return load_site(load_course(root)), built


@pytest.fixture(scope="module")
def small_book(small: tuple[Site, Path]) -> bytes:
    """The book that the small course's site offers."""
    return (small[1] / ADDRESS).read_bytes()


@pytest.fixture(scope="module")
def book(site: Path) -> bytes:
    """The book that the site of the committed course offers."""
    return (site / ADDRESS).read_bytes()


@pytest.fixture(scope="module")
def text(book: bytes, tmp_path_factory) -> list[str]:
    """The text of each page, as poppler reads it."""
    return poppler_text(book, tmp_path_factory.mktemp("text"))


@pytest.fixture(scope="module")
def body(book: bytes, tmp_path_factory) -> list[str]:
    """The same without running heads and feet, so that sentences run on over the page."""
    frame = ["-x", "0", "-y", "72", "-W", "612", "-H", "646"]
    return poppler_text(book, tmp_path_factory.mktemp("body"), *frame)


def poppler_text(pdf: bytes, folder: Path, *options: str) -> list[str]:
    """Return the text of each page of ``pdf``."""
    (folder / "book.pdf").write_bytes(pdf)
    command = ["pdftotext", *options, str(folder / "book.pdf"), "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


def letters(words: str) -> str:
    """Return only letters and digits: hyphens, quotes and the ends of lines do not count."""
    return re.sub(r"[\W_]+", "", words)


def said(markup: str) -> str:
    """Return the letters of a piece of HTML."""
    return letters(html.fragment_fromstring(markup, create_parent="div").text_content())


def outline(reader: PdfReader, items: list[Any], level: int = 1) -> Iterator[tuple[int, str, int]]:
    """Give level, title and page of each bookmark below ``items``."""
    for item in items:
        if isinstance(item, list):
            yield from outline(reader, item, level + 1)
        else:
            page = reader.get_destination_page_number(item) + 1
            yield level, " ".join(item.title.split()), page


def bookmarks(pdf: bytes) -> list[tuple[int, str, int]]:
    """Return level, title and page of each bookmark of ``pdf``."""
    reader = PdfReader(io.BytesIO(pdf))
    return list(outline(reader, reader.outline))


def elements(pdf: PdfReader, kind: str) -> list[DictionaryObject]:
    """Return the structure elements of one kind."""
    found, waiting = [], [pdf.root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, ArrayObject):
            waiting += node
        elif isinstance(node, DictionaryObject):
            found += [node] if node.get("/S") == kind else []
            waiting += [node["/K"]] if "/K" in node else []
    return found


# --- the committed course ---------------------------------------------------------------------


def test_every_module_case_and_scene_is_a_chapter(book: bytes, text: list[str], course: Course):
    """Each has its bookmark, in the course's order, and its title stands on that page."""
    found = [(title, page) for level, title, page in bookmarks(book) if level == 2]
    titles = [title for title, _ in found]
    modules = [module.title for module in course.modules]
    assert titles[: len(modules)] == modules
    for unit in (*course.cases, *course.scenes):
        assert unit.front_matter.title.replace("'", "’") in titles
    for title, page in found:
        assert letters(title) in letters(text[page - 1]), title


def test_every_tool_is_in_it(book: bytes, site: Path):
    """Each page with a sheet is a chapter; none is missing and none is there twice."""
    tools = [
        " ".join(html.parse(str(page)).findtext(".//article//h1").split())
        for page in sorted((site / "tools").glob("*/index.html"))
    ]
    assert len(tools) > 20
    chapters = [title for level, title, _ in bookmarks(book) if level == 2]
    for tool in tools:
        assert chapters.count(tool) == 1, tool


def test_the_contents_name_the_pages_that_have_the_titles(
    book: bytes, body: list[str], text: list[str], course: Course
):
    """Each line has the page of its bookmark, and that page begins with the title.

    Every chapter has its line, and each page has at its foot the number that lines go by.
    """
    first = next(page for _, title, page in bookmarks(book) if title == "Modules")
    pages = " ".join("".join(body[2 : first - 1]).split()).removeprefix("Contents ")
    lines = re.findall(r"(\D.*?)(?: \.){2,} \W*(\d+)", pages)
    listed = [(title.strip(), int(page)) for title, page in lines]
    marked = [(title, page) for _, title, page in bookmarks(book)]
    assert [item for item in listed if item not in marked] == []
    for title, page in listed:
        assert letters(body[page - 1]).startswith(letters(title)), title
    units = (*course.modules, *course.cases, *course.scenes)
    assert len(listed) >= len(units) + len(course.tools) + 4 + 3  # with parts and what has none
    for number, page in enumerate(text[1:], start=2):
        assert re.search(rf"\n{number}\n", page), number


def test_every_work_that_is_cited_is_in_the_references(body: list[str], course: Course):
    """The entry of each work that a module, a case or a scene cites, whole."""
    bibliography = load_site(course).bibliography
    start = next(n for n, page in enumerate(body) if page.lstrip().startswith("References\n"))
    references = letters("".join(body[start:]))
    units = {unit.source.path for unit in (*course.modules, *course.cases, *course.scenes)}
    cited = [key for key, paths in course.citations.items() if units.intersection(paths)]
    assert len(cited) > 100
    for key in cited:
        assert said(bibliography.works[key].entry) in references, key


def sentences(question: Question) -> list[str]:
    """Return the letters of each sentence of a question, its reasons and its rationale.

    Those that are short could stand anywhere, and what a link or a citation becomes is not seen.
    """
    texts = [question.stem, question.rationale, *(option.reason for option in question.options)]
    lines = [line for text in texts for line in text.splitlines() if "[" not in line]
    return [said for said in map(letters, lines) if len(said) > 40]


def test_no_word_of_the_exam_is_in_it(body: list[str], course: Course):
    """Neither what is asked nor why an answer is right, of any question of the bank.

    Looked for in the same way, every sentence of the practice questions is found.
    """
    whole = letters("".join(body))
    asked = [item for module in course.modules for item in (*module.before, *module.practice)]
    practice = [said for question in asked for said in sentences(question)]
    exam = [said for question in course.exam.values() for said in sentences(question)]
    assert len(exam) > 1000
    assert [said for said in practice if said not in whole] == []
    assert [said for said in exam if said in whole] == []


def test_nothing_runs_off_the_page(book: bytes, tmp_path: Path):
    """Every word stands within the frame of its page, in tables and boxes too."""
    (tmp_path / "book.pdf").write_bytes(book)
    boxes = tmp_path / "boxes.html"
    subprocess.run(["pdftotext", "-bbox", tmp_path / "book.pdf", boxes], check=True)
    words = 0
    page = 0
    for line in boxes.read_text(encoding="utf-8").splitlines():
        page += line.strip().startswith("<page ")
        found = re.search(r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*)<', line)
        if found:
            left, top, right, bottom = map(float, found.groups()[:4])
            inside = left > FRAME and right < LETTER[0] - FRAME and top > 30 and bottom < 770
            assert inside, f"page {page}: {found[5]}"
            words += 1
    assert words > 100_000


def test_each_drawing_has_words_for_it(book: bytes, site: Path):
    """As many figures as the pages have drawings, and each says what the page says."""
    shown = [
        svg.get("aria-label")
        for folder in ("modules", "case_studies", "tools")
        for page in (site / folder).glob("*/index.html")
        for svg in html.parse(str(page)).iter("svg")
        if svg.get("aria-label")
    ]
    assert shown
    figures = elements(PdfReader(io.BytesIO(book)), "/Figure")
    assert sorted(str(figure["/Alt"]) for figure in figures) == sorted(shown)


@pytest.mark.audit
def test_the_whole_book_is_accessible_by_the_reference_validator(book: bytes, tmp_path: Path):
    """PDF/UA-1 by veraPDF: more than two million checks."""
    judged = judge({"book": book}, (ACCESSIBLE,), tmp_path, seconds=400)
    assert judged == {("book", ACCESSIBLE): ("PASS", "")}


# --- any course -------------------------------------------------------------------------------


def _without_alternatives(pdf: PdfWriter) -> None:
    for figure in elements(pdf, "/Figure"):
        figure.pop("/Alt", None)


def _without_structure(pdf: PdfWriter) -> None:
    del pdf.root_object["/StructTreeRoot"]


SPOILT: dict[str, tuple[Callable[[PdfWriter], None], str]] = {
    "no words for a figure": (_without_alternatives, "7.3-1"),
    "no structure": (_without_structure, "7.1-11"),
}


@pytest.fixture(scope="module")
def judged(small_book: bytes, tmp_path_factory) -> dict[tuple[str, str], Judgement]:
    """VeraPDF's judgement of the small course's book, and of the same when spoilt."""
    pdfs = {"book": small_book}
    for name, (spoil, _) in SPOILT.items():
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(small_book)))
        spoil(writer)
        written = io.BytesIO()
        writer.write(written)
        pdfs[name] = written.getvalue()
    return judge(pdfs, (ACCESSIBLE,), tmp_path_factory.mktemp("verapdf"))


def test_it_is_accessible_by_the_reference_validator(judged: dict[tuple[str, str], Judgement]):
    """PDF/UA-1 by veraPDF, for pictures, tables, forms, listings, notes and skipped headings."""
    assert judged["book", ACCESSIBLE] == ("PASS", "")


@pytest.mark.parametrize("name", SPOILT)
def test_the_validator_can_fail(name: str, judged: dict[tuple[str, str], Judgement]):
    """A book without what a screen reader needs does not pass."""
    word, failed = judged[name, ACCESSIBLE]
    assert word == "FAIL"
    assert SPOILT[name][1] in failed


def test_all_that_a_page_can_hold_is_in_it(small_book: bytes, tmp_path: Path):
    """Notes, tabs, listings, boxes to tick, forms; the reasons of questions come at the end."""
    text = " ".join("".join(poppler_text(small_book, tmp_path)).split())
    for words in (
        "What the note says.",
        "First tab Inside the first. Second tab Inside the second.",
        'print("a listing")',
        "☒ done",
        "☐ to do",
        "a “straight” quote",
        "A form to fill in",
        "A: client, typist",
        "Not approved for continuing-education credit",
        "Known, A. (2020). A thing that is known.",
    ):
        assert words in text, words
    asked, _, answers = text.rpartition("Answers and reasons")
    assert "The second thing" in asked
    assert "Best answer: b." in answers
    assert "Reason b of one-p2." in answers
    assert "Reason b of one-p2." not in asked


def test_links_lead_to_pages_of_the_book_or_to_the_web(small_book: bytes):
    """A link to a page of the site leads inside the book; only what it lacks is an address."""
    addresses = {
        str(note.get_object()["/A"]["/URI"])
        for page in PdfReader(io.BytesIO(small_book)).pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    }
    assert addresses == {
        "https://example.org/",
        "https://tiny.example.org/",
        "https://doi.org/10.1000/known",
    }


def test_headings_never_skip_a_level(small_book: bytes):
    """However the author wrote them: a heading of level 4 under one of level 2 goes up."""
    levels = {title: level for level, title, _ in bookmarks(small_book)}
    assert levels["Module one"] == 2
    assert levels["Second section"] == 3
    assert levels["A heading that skips a level"] == 4


def test_the_same_site_gives_the_same_bytes(small: tuple[Site, Path], small_book: bytes, tmp_path):
    """Made again with nothing kept, it is the same book."""
    site, built = small
    assert make_book(site, built, tmp_path) == small_book
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"kept")
    assert make_book(site, built, tmp_path) == b"kept"  # and it is not made twice


@pytest.mark.parametrize(("paper", "size"), [("letter", LETTER), ("a4", A4)])
def test_one_module_on_either_paper(paper, size, small: tuple[Site, Path], tmp_path: Path):
    """Its sections are the contents; of the rest there is only what it cites."""
    made = make_book(*small, tmp_path, module="one", paper=paper)
    (page, *_) = PdfReader(io.BytesIO(made)).pages
    assert tuple(round(float(value)) for value in page.mediabox[2:]) == size
    titles = [title for level, title, _ in bookmarks(made) if level == 1]
    assert titles == ["About this book", "Module one", "References"]
    contents = " ".join(poppler_text(made, tmp_path)[2].split())
    assert "Second section" in contents
    assert "A form" not in contents


def test_a_module_that_is_not_there(small: tuple[Site, Path], tmp_path: Path):
    """The message names those that are."""
    with pytest.raises(CourseError, match="no module is called `two`; there are: one"):
        make_book(*small, tmp_path, module="two")


def test_a_site_without_the_page(small: tuple[Site, Path], tmp_path: Path):
    """The message says what to do."""
    site, _ = small
    address = unit_address(site.course.modules[0])
    with pytest.raises(CourseError, match=f"the site has no {address}; build it first"):
        make_book(site, tmp_path, tmp_path / "kept", module="one")


def test_a_letter_that_no_font_has(small: tuple[Site, Path], tmp_path: Path):
    """It is named and never printed as an empty box."""
    site, built = small
    page = built / "modules/one/index.html"
    whole = page.read_text(encoding="utf-8")
    page.write_text(whole.replace("Somebody found", "\U00013000 found"), encoding="utf-8")
    try:
        with pytest.raises(CourseError, match="no font has a character of “\U00013000"):
            make_book(site, built, tmp_path)
    finally:
        page.write_text(whole, encoding="utf-8")
