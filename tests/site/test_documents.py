"""Tools as files for a word processor: the same words as on the page, whenever they are made."""

import re

import docx
import pytest
from bs4 import BeautifulSoup

from coursekit.site import documents, sheets
from coursekit.site.documents import Document, Documents


def write(document: Document, site, kept_in) -> None:
    """Make one document and write it into ``site``."""
    made = Documents(kept_in)
    made.add(document)
    made.write(site)


def words(text: str) -> list[str]:
    """Return the words of ``text``, lines to write on and boxes to tick left out."""
    return re.findall(r"[\w’'-]*[^\W_][\w’'-]*", text)


def everything(path) -> str:
    """Return all text of a Word file, as another library reads it."""
    body = docx.Document(path).element.body
    return " ".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))


def test_every_tool_with_a_sheet_has_its_file(site):
    """Its page links the file, which holds all words of the page's sheets and none of the site.

    The same for the supervision log, which is no tool.
    """
    pages = sorted((site / "tools").glob("*/index.html"))
    assert pages
    for page in (*pages, site / "supervisors/log/index.html"):
        parsed = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        link = parsed.select_one(".sheet__actions a[download]")
        assert link["href"] == f"../{page.parent.name}.docx"
        path = page.parent.with_suffix(".docx")
        for permalink in parsed.select(".sheet .headerlink"):
            permalink.decompose()
        shown = " ".join(sheet.get_text(" ") for sheet in parsed.select(".sheet"))
        assert sorted(words(everything(path))) == sorted(words(shown)), page.parent.name
        first = parsed.select_one(".sheet")["aria-label"]
        assert docx.Document(path).paragraphs[0].text == first.replace("'", "’")


def test_tables_have_lines_and_fill_the_page(site):
    """What is to be filled in can be seen, and columns share the width of the page."""
    document = docx.Document(next((site / "tools").glob("commitment-strands.docx")))
    style = document.styles["Table"].element.xml
    assert "<w:insideH" in style
    assert "<w:insideV" in style
    for table in document.tables:
        assert '<w:tblW w:type="pct" w:w="5000"/>' in table._tbl.xml
    assert round(document.sections[0].left_margin.cm, 1) == 2.0


def test_the_same_text_gives_the_same_file(tmp_path):
    """Two sites made at different times, without a common cache, hold the same bytes."""
    document = Document("tools/a.docx", "A form", "en", "<p>Name ____</p>")
    for name in ("one", "two"):
        write(document, tmp_path / name, tmp_path / f"{name}-cache")
    first, second = ((tmp_path / name / "tools/a.docx").read_bytes() for name in ("one", "two"))
    assert first == second


def test_what_did_not_change_is_not_made_again(tmp_path):
    """A second process takes the file that the first one kept."""
    document = Document("tools/a.docx", "A form", "en", "<p>Name ____</p>")
    for name in ("one", "two"):
        documents.reference_document.cache_clear()
        write(document, tmp_path / name, tmp_path / "cache")
    assert len(list((tmp_path / "cache").glob("*.docx"))) == 1


def test_a_further_sheet_begins_a_page(tmp_path):
    """The heading of the second sheet breaks the page."""
    document = Document("tools/a.docx", "A form", "en", "<p>First.</p><h1>Second</h1><p>More.</p>")
    write(document, tmp_path, tmp_path / "cache")
    style = docx.Document(tmp_path / "tools/a.docx").styles["Heading 1"]
    assert style.paragraph_format.page_break_before


@pytest.mark.parametrize(
    ("written", "made"),
    [
        (
            "<p>Name: ____</p>",
            '<p class="sheet__line"><span class="sheet__pair"><span>Name:</span> '
            '<span class="blank"></span></span></p>',
        ),
        ("<p>☐ one ____ ☐ two</p>", '<p>☐\u00a0one <span class="blank"></span> ☐\u00a0two</p>'),
        (
            "<table><thead><tr><th></th><th>Yes</th></tr></thead></table>",
            "<table><thead><tr><td></td><th>Yes</th></tr></thead></table>",
        ),
        (
            "<table><thead><tr><th></th></tr></thead><tbody><tr><td>____</td></tr></tbody></table>",
            '<table><tbody><tr><td class="sheet__cell"><span class="blank"></span></td></tr>'
            "</tbody></table>",
        ),
    ],
)
def test_places_to_write(written, made):
    """Blanks become lines; a box stays with its word; a heading row without words goes."""
    page = f'<p>____</p><section class="sheet" aria-label="Form">{written}</section>'
    wanted = f'<p>____</p><section class="sheet" aria-label="Form">{made}</section>'
    assert sheets.finish(page) == wanted
