"""What stands in a book, and in which order: chapters made from the pages of the built site."""

import copy
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urljoin

from lxml import html

from coursekit.content import Course, Module
from coursekit.content.course import GLOSSARY, LAW_PAGE
from coursekit.errors import CourseError
from coursekit.site.book.reader import HERE, Block, Reader
from coursekit.site.outline import Unit, unit_address

_NEXT = re.compile(r'<link rel="next" href="([^"]+)">')

DOCS = PurePosixPath("docs")
PRACTICE, ANSWERS = "Practice questions", "Answers and reasons"


@dataclass(frozen=True)
class Part:
    """Some pages under a title, or a page alone, whose title is then "".

    Attributes:
        title: of the part.
        pages: addresses from the root of the site.
    """

    title: str
    pages: tuple[str, ...]


def parts_of(course: Course, site: Path) -> list[Part]:
    """Return the parts of the book of the whole course; none is empty.

    Modules come in their order in the course, everything else in that of the site's menu.
    """
    modules = tuple(unit_address(module) for module in course.modules)
    menu = _menu(site)
    units = {unit_address(unit) for unit in (*course.modules, *course.cases, *course.scenes)}
    others = [page for page in menu if page not in units]
    parts = [
        Part("Modules", modules),
        Part("Cases", _in_order(course.cases, menu)),
        Part("Scenes", _in_order(course.scenes, menu)),
        Part("Tools and forms", tuple(page for page in others if _has_sheet(site, page))),
    ]
    for page in (GLOSSARY, LAW_PAGE):
        address = PurePosixPath(page).relative_to(DOCS).with_suffix("").as_posix() + "/"
        parts.append(Part("", (address,) if has_page(site, address) else ()))
    return [part for part in parts if part.pages]


def _in_order(units: Iterable[Unit], menu: list[str]) -> tuple[str, ...]:
    """Return the addresses of ``units`` as they come in the menu; what it lacks comes last."""
    places = {page: place for place, page in enumerate(menu)}
    return tuple(sorted(map(unit_address, units), key=lambda page: places.get(page, len(menu))))


def module_named(course: Course, name: str) -> Module:
    """Return the module ``name``.

    Raises:
        CourseError: there is none.
    """
    for module in course.modules:
        if module.slug == name:
            return module
    known = ", ".join(module.slug for module in course.modules)
    raise CourseError(f"no module is called `{name}`; there are: {known}")


def _menu(site: Path) -> list[str]:
    """Return the addresses of the pages in the order of the menu, which each page's head tells."""
    pages: dict[str, None] = {}
    page = ""
    while page not in pages and has_page(site, page):
        pages[page] = None
        text = _path(site, page).read_text(encoding="utf-8")
        if following := _NEXT.search(text):
            page = urljoin(HERE + page, following[1]).removeprefix(HERE).removesuffix("index.html")
    return list(pages)


def _has_sheet(site: Path, address: str) -> bool:
    return bool(article(site, address).find_class("sheet"))


def article(site: Path, address: str) -> html.HtmlElement:
    """Return the text of the page at ``address``.

    Raises:
        CourseError: the site has no such page.
    """
    if not has_page(site, address):
        raise CourseError(f"the site has no {address}; build it first, or again")
    parser = html.HTMLParser(encoding="utf-8")
    (found,) = html.parse(str(_path(site, address)), parser).getroot().iter("article")
    return found


def has_page(site: Path, address: str) -> bool:
    """Tell whether the built site has a page at ``address``."""
    return _path(site, address).exists()


def _path(site: Path, address: str) -> Path:
    return site / address / "index.html"


def chapter(page: html.HtmlElement, address: str, reader: Reader) -> dict[str, Any]:
    """Return the chapter made from the page at ``address``, without what it links to."""
    (title,) = page.iter("h1")
    body = reader.text(copy.deepcopy(title))
    return {
        "kind": "chapter",
        "level": reader.level,
        "title": body,
        "label": address,
        "blocks": reader.read(page, address),
    }


def add_practice(blocks: list[Block], reader: Reader, page: html.HtmlElement, address: str) -> None:
    """Add the practice questions on the page at ``address`` to a chapter's ``blocks``."""
    blocks.append(reader.heading(1, [PRACTICE], address))
    blocks += reader.read(page, address, deeper=1)


def add_answers(blocks: list[Block], reader: Reader, address: str) -> None:
    """End a chapter's ``blocks`` with the reasons to all that it asked."""
    if reader.answers:
        blocks.append(reader.heading(1, [ANSWERS], f"{address}#answers-and-reasons"))
        blocks += reader.answers
