"""From the built site to the book: gather its chapters, join what they link to, set the type."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lxml import html

from coursekit.content import Module
from coursekit.site import about
from coursekit.site.book.chapters import (
    Part,
    add_answers,
    add_practice,
    article,
    chapter,
    has_page,
    module_named,
    parts_of,
)
from coursekit.site.book.reader import Reader, labels_and_links
from coursekit.site.book.text import inline, trim
from coursekit.site.book.typeset import typeset
from coursekit.site.outline import unit_address
from coursekit.site.pages import PRACTICE, Site

REFERENCES = "References"


def make_book(
    site: Site, built: Path, kept_in: Path, module: str | None = None, paper: str | None = None
) -> bytes:
    """Return the PDF of the whole course, or of one module with the works that it cites.

    Args:
        site: the course with what its pages need.
        built: the folder of the built site.
        kept_in: a folder in which the book is kept, so that it is made again only when its text
            or its look has changed.
        module: the name of a module; the whole course, if left.
        paper: ``letter`` or ``a4``; that of the provider, if left.

    Raises:
        CourseError: no such module, no such page in the site, or text that cannot be set.
    """
    course = site.course
    if module is None:
        chapters = [item for part in parts_of(course, built) for item in _part(site, built, part)]
        title, summary = course.settings.title, course.settings.summary
    else:
        found = module_named(course, module)
        chapters = [_listing_sections(_chapter(site, built, unit_address(found), level=1))]
        title, summary = found.title, found.front_matter.summary
    chapters += _references(site, chapters)
    _join(chapters)
    book = _front(site, title, summary) | {
        "paper": paper or course.settings.provider.paper,
        "chapters": chapters,
    }
    return typeset(book, built, kept_in)


def _part(site: Site, built: Path, part: Part) -> Iterable[dict[str, Any]]:
    """Give the chapters of a part, before them the page that names it."""
    if not part.title:
        yield from (_chapter(site, built, address, level=1) for address in part.pages)
        return
    chapters = [_chapter(site, built, address, level=2) for address in part.pages]
    yield {
        "kind": "part",
        "level": 1,
        "title": [part.title],
        "label": f"part-{part.title}",
        "contents": [{"title": item["title"], "to": item["label"]} for item in chapters],
        "blocks": [],
    }
    yield from chapters


def _chapter(site: Site, built: Path, address: str, level: int) -> dict[str, Any]:
    """Return one page as a chapter; a module is followed by its practice questions."""
    reader = Reader(built, str(site.course.settings.site_url), level)
    made = chapter(article(built, address), address, reader)
    modules: dict[str, Module] = {unit_address(item): item for item in site.course.modules}
    made["contents"] = []
    if address in modules:
        practice = f"{PRACTICE}{modules[address].slug}/"
        if has_page(built, practice):
            add_practice(made["blocks"], reader, article(built, practice), practice)
        add_answers(made["blocks"], reader, address)
        made["contents"] = [
            {"title": block["body"], "to": block["label"]}
            for block in made["blocks"]
            if block["kind"] == "heading" and block["level"] == level + 1
        ]
    return made


def _listing_sections(only: dict[str, Any]) -> dict[str, Any]:
    """Return the one chapter of a book with its sections in the book's own contents."""
    for block in only["blocks"]:
        block["listed"] = block["kind"] == "heading" and block["level"] == 2
    return only | {"contents": []}


def _references(site: Site, chapters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the chapter of the works that ``chapters`` cite; none, if they cite none."""
    links = [item for kind, item in labels_and_links(chapters) if kind == "link"]
    cited = {link["to"].removeprefix("ref-") for link in links if link.get("to", "")[:4] == "ref-"}
    entries = [
        {"kind": "reference", "label": f"ref-{key}", "body": _entry(entry)}
        for key, entry in site.bibliography.entries(cited)
    ]
    if not entries:
        return []
    return [
        {
            "kind": "chapter",
            "level": 1,
            "title": [REFERENCES],
            "label": "references/",
            "contents": [],
            "blocks": entries,
        }
    ]


def _entry(entry: str) -> list[Any]:
    element = html.fragment_fromstring(entry, create_parent="span")
    return trim(inline(element, lambda href: {"url": href}, str, _no_picture))


def _no_picture(image: html.HtmlElement) -> dict[str, Any]:
    raise AssertionError(f"a reference with a picture: {image.get('src')}")


def _join(chapters: list[dict[str, Any]]) -> None:
    """Let each link lead to a label that is there, else to its page, else to the site.

    A label that is there twice keeps its first place.
    """
    seen: set[str] = set()
    links = []
    for kind, item in labels_and_links(chapters):
        if kind == "link":
            links.append(item)
        elif item["label"] in seen:
            item["label"] = ""
        else:
            seen.add(item["label"])
    for link in links:
        page = link.pop("page", "")
        if "to" in link and link["to"] not in seen:
            link["to"] = page if page in seen else None
        if link.get("to"):
            link.pop("url", None)
        else:
            link.pop("to", None)


def _front(site: Site, title: str, summary: str) -> dict[str, Any]:
    """Return what stands before the contents."""
    settings = site.course.settings
    told = about.facts(site) + about.credit(site)
    reader = Reader(Path(), str(settings.site_url), level=1)
    main, _, rest = title.partition(": ")
    return {
        "title": title,
        "main": main,
        "rest": rest,
        "course": settings.title if title != settings.title else "",
        "head": settings.title.partition(": ")[0],
        "summary": summary,
        "authors": settings.authors,
        "version": settings.version,
        "language": settings.language,
        "approved": bool(about.approvals_today(site)),
        "address": str(settings.site_url),
        "facts": reader.read(html.fragment_fromstring(told, create_parent="div"), ""),
    }
