"""Reads the HTML of a page into the parts of a book: running text, headings, links.

What comes out is data for ``book.typ``. A block is a dict with its ``kind``; running text is a list
of strings and of dicts, also with a ``kind``. Text stays text throughout and is never markup.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

from lxml import html

from coursekit.errors import CourseError
from coursekit.site.book.blocks import TAGS, Block, Inline
from coursekit.site.book.parts import CLASSES
from coursekit.site.book.text import inline, is_block, trim

HERE = "https://site.invalid/"
"""Stands for the root of the site while addresses are joined."""

_LEFT_OUT = {
    "decision__result",
    "decision__scored",
    "footnote-backref",
    "headerlink",
    "md-content__button",
    "module-intro__pdf",
    "question__actions",
    "question__result",
    "references",
    "sheet__actions",
    "term-box",
}
"""Classes of what works on a screen only, and of what a book has once for all its pages."""

_TAGS_LEFT_OUT = {"button", "script", "style", "template", "noscript", "input", "colgroup"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass
class Reader:
    """Reads the pages of one chapter, in order.

    Args:
        site: the folder of the built site.
        root: the address at which the site is published.
        level: of the chapter's own heading.

    Attributes:
        address: of the page that is read.
        deeper: how many levels its headings go down.
        answers: what was asked so far, with the reasons, which stand at the chapter's end.
    """

    site: Path
    root: str
    level: int
    answers: list[Block] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._deepest = self.level

    def read(self, article: html.HtmlElement, address: str, deeper: int = 0) -> list[Block]:
        """Return the blocks of a page below its title.

        Args:
            article: the page's text.
            address: of the page, from the root of the site.
            deeper: how many levels its headings go down besides.
        """
        self.address, self.deeper = address, deeper
        return self.flow(article)

    def heading(self, level: int, body: Inline, label: str) -> Block:
        """Return a heading ``level`` below that of the chapter, and never one that skips a level.

        A reader who jumps from heading to heading is to find them nested.
        """
        self._deepest = min(self.level + level, self._deepest + 1)
        return {
            "kind": "heading",
            "level": self._deepest,
            "depth": self._deepest - self.level,
            "body": body,
            "label": label,
            "listed": False,
        }

    def text(self, element: html.HtmlElement) -> Inline:
        """Return the running text inside ``element``."""
        return trim(inline(element, self._link, self.label, self._picture))

    def flow(self, parent: html.HtmlElement) -> list[Block]:
        """Return the blocks inside ``parent``; text between blocks becomes paragraphs."""
        blocks: list[Block] = []
        running = html.Element("span")
        running.text = parent.text

        def end_paragraph() -> None:
            body = self.text(running)
            if body:
                blocks.append({"kind": "para", "body": body})
            for child in list(running):
                running.remove(child)
            running.text = None

        for child in list(parent):
            if _is_left_out(child):
                _add_tail(running, child)
            elif is_block(child):
                end_paragraph()
                blocks += self._block(child)
                running.text = child.tail
            else:
                running.append(child)
        end_paragraph()
        return blocks

    def _block(self, element: html.HtmlElement) -> list[Block]:
        """Return what one element becomes, its anchor before it."""
        if element.tag in _HEADINGS:
            return self._heading(element)
        blocks = self._by_class(element)
        if blocks is None:
            blocks = TAGS.get(element.tag, Reader.flow)(self, element)
        name = element.get("id")
        return [{"kind": "anchor", "label": self.label(name)}, *blocks] if name else blocks

    def _by_class(self, element: html.HtmlElement) -> list[Block] | None:
        for name in (element.get("class") or "").split():
            if name in CLASSES:
                return CLASSES[name](self, element)
        return None

    def _heading(self, element: html.HtmlElement) -> list[Block]:
        level = _HEADINGS[element.tag]
        if level == 1:
            return []
        label = self.label(element.get("id", ""))
        return [self.heading(level - 1 + self.deeper, self.text(element), label)]

    def label(self, name: str) -> str:
        """Return what the id ``name`` of the page is called in the book."""
        return f"{self.address}#{name}"

    def _link(self, href: str) -> dict[str, Any]:
        """Return where a link leads: to a label, if the book has it, or to an address."""
        if href.startswith("#ref-"):
            return {"to": href[1:]}
        address, anchor = urldefrag(urljoin(HERE + self.address, href))
        if not address.startswith(HERE):
            return {"url": href}
        page = address.removeprefix(HERE).removesuffix("index.html")
        return {
            "to": f"{page}#{anchor}" if anchor else page,
            "page": page,
            "url": urljoin(self.root, page) + (f"#{anchor}" if anchor else ""),
        }

    def _picture(self, image: html.HtmlElement) -> dict[str, Any]:
        """Return a picture of the page, from the site's own files."""
        source = image.get("src", "")
        name = posixpath.normpath(posixpath.join(self.address, source))
        path = self.site / name
        if ":" in source or name.startswith("..") or not path.is_file():
            raise CourseError(f"{self.address}: the picture {source} is not a file of the site")
        return {"kind": "picture", "path": f"/{name}", "alt": image.get("alt", "")}


def _is_left_out(element: html.HtmlElement) -> bool:
    if not isinstance(element.tag, str):  # a comment
        return True
    classes = (element.get("class") or "").split()
    if element.tag in _TAGS_LEFT_OUT and "term" not in classes:
        return not (element.tag == "input" and element.get("type") == "checkbox")
    return not _LEFT_OUT.isdisjoint(classes)


def _add_tail(running: html.HtmlElement, element: html.HtmlElement) -> None:
    """Keep the text behind an element that is left out."""
    if len(running):
        running[-1].tail = (running[-1].tail or "") + (element.tail or "")
    else:
        running.text = (running.text or "") + (element.tail or "")


def labels_and_links(blocks: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give each dict in ``blocks`` that is a place to lead to, or leads somewhere."""
    if isinstance(blocks, list):
        for item in blocks:
            yield from labels_and_links(item)
    elif isinstance(blocks, dict):
        if blocks.get("kind") == "link":
            yield "link", blocks
        elif blocks.get("label"):
            yield "label", blocks
        for value in blocks.values():
            if isinstance(value, list | dict):
                yield from labels_and_links(value)
