"""The sheets of a page as a Word document, made by pandoc from the page's own HTML.

One source, the author's Markdown, gives the page, its print and the file that a practice edits.
"""

import hashlib
import os
import subprocess
import zipfile
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path, PurePosixPath

import pypandoc
from lxml import etree, html
from mkdocs.utils import get_relative_url

from coursekit.content import Course
from coursekit.errors import CourseError
from coursekit.site.markup import inner_html
from coursekit.site.sheets import SHEET
from coursekit.site.tables import column_shares

DOCS = PurePosixPath("docs")
FOLDERS = (DOCS / "tools", DOCS / "supervisors")
"""Folders whose sheets a practice may want to edit; the files stand beside the pages."""

_LINE = "_" * 24
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TWO_CENTIMETERS = "1134"
_LETTER = {"w": "12240", "h": "15840"}
_CELL_PADDING = "60"
"""Word counts in twentieths of a point: 1440 to the inch."""

_TEXT_SIZE = "21"
_SIZES = {"Title": "36", "Heading1": "36", "Heading2": "28", "Heading3": "24"}
"""Sizes of type, in half points."""


@dataclass(frozen=True)
class Document:
    """The sheets of a page, as HTML, to be written as a file.

    Attributes:
        address: of the file, from the root of the site, such as ``tools/intake.docx``.
        title: of the first sheet.
        language: of the course.
        sheets: their HTML.
    """

    address: str
    title: str
    language: str
    sheets: str


def find_document(course: Course, page: str, rendered: str) -> Document | None:
    """Return the document that ``page`` holds; None where there is no sheet.

    Args:
        course: the course.
        page: the page's path as MkDocs knows it, such as ``docs/tools/intake.md``.
        rendered: the page's HTML.
    """
    sheets = SHEET.findall(rendered)
    path = PurePosixPath(page)
    if path.parent not in FOLDERS or not sheets:
        return None
    found = [html.fragment_fromstring(sheet) for sheet in sheets]
    title = found[0].get("aria-label") or path.stem
    text = "\n".join(_for_word(sheet, place) for place, sheet in enumerate(found))
    address = path.relative_to(DOCS).with_suffix(".docx").as_posix()
    return Document(address, title, course.settings.language, text)


def _for_word(sheet: html.HtmlElement, place: int) -> str:
    """Return the HTML of a sheet as pandoc is to read it; the first one's title is the file's."""
    for title in sheet.find_class("sheet__title"):
        title.tag = "h1"
        if place == 0:
            title.drop_tree()
    for link in sheet.find_class("headerlink"):
        link.drop_tree()
    for blank in sheet.find_class("blank"):
        blank.text = "" if blank.getparent().get("class") == "sheet__cell" else _LINE
    for rule in sheet.iter("hr"):
        rule.tag, rule.text = "p", _LINE * 3
    for table in sheet.iter("table"):
        _give_widths(table)
    for cell in sheet.iter("td"):
        if not cell.text_content().strip():
            for line in cell.iter("br"):
                line.tail = "\u00a0"
            cell.text = "\u00a0"
    return str(inner_html(sheet))


def _give_widths(table: html.HtmlElement) -> None:
    """Give each column its share of the width."""
    group = html.Element("colgroup")
    for share in column_shares(table):
        group.append(html.Element("col", style=f"width: {share:.1f}%"))
    table.insert(0, group)


def offer(document: Document, page_url: str, rendered: str) -> str:
    """Return the HTML of the page at ``page_url`` with a link above its first sheet."""
    address = get_relative_url(document.address, page_url)
    link = (
        f'<p class="sheet__actions"><a class="md-button" href="{address}" download>'
        "Edit it in Word (.docx)</a></p>\n"
    )
    return SHEET.sub(lambda sheet: link + sheet[0], rendered, count=1)


class Documents:
    """Makes Word files in the background while the site is built, and writes them at its end.

    Args:
        kept_in: a folder in which files are kept; one that did not change is not made again.
    """

    def __init__(self, kept_in: Path):
        self._kept_in = kept_in
        self._pool = ThreadPoolExecutor(max((os.cpu_count() or 1) - 1, 1))
        self._files: dict[str, Future[bytes]] = {}

    def add(self, document: Document) -> None:
        """Begin to make the file for ``document``."""
        self._files[document.address] = self._pool.submit(_make, document, self._kept_in)

    def write(self, site: Path) -> None:
        """Write every file into the built ``site``, and wait for those that are not made yet.

        Raises:
            CourseError: pandoc refused a document.
        """
        for address, made in self._files.items():
            file = site / address
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(made.result())
        self._pool.shutdown()


def _make(document: Document, kept_in: Path) -> bytes:
    """Return the Word file for ``document``."""
    reference = reference_document()
    parts = (version("pypandoc-binary"), repr(document), hashlib.sha256(reference).hexdigest())
    kept_in.mkdir(parents=True, exist_ok=True)
    kept = kept_in / f"{hashlib.sha256(repr(parts).encode()).hexdigest()[:16]}.docx"
    if not kept.exists():
        styles = kept.with_suffix(f".{os.getpid()}.reference.docx")
        fresh = kept.with_suffix(f".{os.getpid()}.docx")
        styles.write_bytes(reference)
        command = [pypandoc.get_pandoc_path(), "--from=html", "--to=docx", f"--output={fresh}"]
        command += [f"--reference-doc={styles}", f"--metadata=title:{document.title}"]
        command += [f"--metadata=lang:{document.language}"]
        # The same text gives the same file, whenever it is made.
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "315532800"}
        done = subprocess.run(
            command,
            input=document.sheets,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        styles.unlink()
        if done.returncode:
            raise CourseError(f"{document.address}: pandoc says: {done.stderr.strip()}")
        fresh.replace(kept)
    return kept.read_bytes()


@cache
def reference_document() -> bytes:
    """Return pandoc's own model of a Word file with lined tables and margins of two centimeters.

    It holds no time of its own, so that its hash tells whether a file that was kept is still right.
    """
    pandoc = pypandoc.get_pandoc_path()
    command = [pandoc, "--print-default-data-file", "reference.docx"]
    default = subprocess.run(command, capture_output=True, check=True).stdout
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(default)) as old, zipfile.ZipFile(written, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "word/styles.xml":
                data = _with_lines_and_breaks(data)
            elif item.filename == "word/document.xml":
                data = _with_page(data)
            new.writestr(zipfile.ZipInfo(item.filename), data)
    return written.getvalue()


def _with_lines_and_breaks(styles: bytes) -> bytes:
    """Draw the lines of tables, and begin a page at each heading of level 1: a further sheet."""
    root = etree.fromstring(styles)
    (heading,) = root.findall(f".//{_WORD}style[@{_WORD}styleId='Heading1']/{_WORD}pPr")
    heading.insert(2, etree.Element(f"{_WORD}pageBreakBefore"))
    (table,) = root.findall(f".//{_WORD}style[@{_WORD}styleId='Table']/{_WORD}tblPr")
    borders = etree.Element(f"{_WORD}tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = etree.SubElement(borders, f"{_WORD}{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "7F7F7F")):
            line.set(f"{_WORD}{name}", value)
    table.find(f"{_WORD}tblInd").addnext(borders)
    for name, size in _SIZES.items():
        for half_points in root.findall(f".//{_WORD}style[@{_WORD}styleId='{name}']//{_WORD}sz"):
            half_points.set(f"{_WORD}val", size)
    for half_points in root.findall(f".//{_WORD}docDefaults//{_WORD}sz"):
        half_points.set(f"{_WORD}val", _TEXT_SIZE)
    for side in ("top", "bottom"):
        table.find(f"{_WORD}tblCellMar/{_WORD}{side}").set(f"{_WORD}w", _CELL_PADDING)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _with_page(document: bytes) -> bytes:
    root = etree.fromstring(document)
    section = root.find(f"{_WORD}body/{_WORD}sectPr")
    size = etree.SubElement(section, f"{_WORD}pgSz")
    for name, value in _LETTER.items():
        size.set(f"{_WORD}{name}", value)
    margins = etree.SubElement(section, f"{_WORD}pgMar")
    for side in ("top", "right", "bottom", "left"):
        margins.set(f"{_WORD}{side}", _TWO_CENTIMETERS)
    for side in ("header", "footer"):
        margins.set(f"{_WORD}{side}", "567")
    margins.set(f"{_WORD}gutter", "0")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
