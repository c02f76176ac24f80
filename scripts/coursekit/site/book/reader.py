"""Reads the HTML of a page into the parts of a book: paragraphs, boxes, tables, questions.

What comes out is data for ``book.typ``. A block is a dict with its ``kind``; running text is a list
of strings and of dicts, also with a ``kind``. Text stays text throughout and is never markup.
"""

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

from lxml import html

from coursekit.errors import CourseError
from coursekit.site.book import figures
from coursekit.site.book.text import inline, is_block, trim
from coursekit.site.tables import column_shares

Block = dict[str, Any]
Inline = list[Any]
"""Strings, and dicts with a ``kind``."""

HERE = "https://site.invalid/"
"""Stands for the root of the site while addresses are joined."""

_LEFT_OUT = {
    "decision__result",
    "decision__scored",
    "footnote-backref",
    "headerlink",
    "md-content__button",
    "question__actions",
    "question__result",
    "references",
    "sheet__actions",
    "term-box",
}
"""Classes of what works on a screen only, and of what a book has once for all its pages."""

_ROOM: list[Block] = [{"kind": "para", "body": [{"kind": "break"}]}]
"""What a cell holds that is to be filled in."""

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
        self._address, self._deeper = address, deeper
        return self._flow(article)

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
        return trim(inline(element, self._link, self._label, self._picture))

    def _flow(self, parent: html.HtmlElement) -> list[Block]:
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
            blocks = _TAGS.get(element.tag, Reader._flow)(self, element)
        name = element.get("id")
        return [{"kind": "anchor", "label": self._label(name)}, *blocks] if name else blocks

    def _by_class(self, element: html.HtmlElement) -> list[Block] | None:
        for name in (element.get("class") or "").split():
            if name in _CLASSES:
                return _CLASSES[name](self, element)
        return None

    def _heading(self, element: html.HtmlElement) -> list[Block]:
        level = _HEADINGS[element.tag]
        if level == 1:
            return []
        label = self._label(element.get("id", ""))
        return [self.heading(level - 1 + self._deeper, self.text(element), label)]

    def _paragraph(self, element: html.HtmlElement) -> list[Block]:
        style = (element.get("class") or "").split()
        body = self.text(element)
        return [{"kind": "para", "body": body, "style": style[0] if style else ""}] if body else []

    def _list(self, element: html.HtmlElement) -> list[Block]:
        items = [
            {"blocks": self._anchored(item), "style": item.get("class") or ""}
            for item in element.findall("li")
        ]
        start = int(element.get("start", "1"))
        return [{"kind": "list", "ordered": element.tag == "ol", "start": start, "items": items}]

    def _anchored(self, element: html.HtmlElement) -> list[Block]:
        name = element.get("id")
        anchor = [{"kind": "anchor", "label": self._label(name)}] if name else []
        return [*anchor, *self._flow(element)]

    def _definitions(self, element: html.HtmlElement) -> list[Block]:
        blocks: list[Block] = []
        for item in element.iter("dt", "dd"):
            if item.tag == "dt":
                blocks.append({"kind": "term", "blocks": self._anchored(item)})
            else:
                blocks.append({"kind": "meaning", "blocks": self._anchored(item)})
        return blocks

    def _table(self, element: html.HtmlElement) -> list[Block]:
        code = element.find(".//td[@class='code']//pre")
        if code is not None:  # a listing with numbered lines
            return self._code(code)
        shares = column_shares(element)  # first: reading a cell takes its text out
        head = [self._row(row) for row in element.iterfind("thead/tr")]
        body = [self._row(row) for row in element.xpath("tbody/tr | tr | tfoot/tr")]
        return [{"kind": "table", "shares": shares, "head": head, "rows": body}]

    def _row(self, row: html.HtmlElement) -> list[dict[str, Any]]:
        return [
            {
                "blocks": _ROOM if cell.get("class") == "sheet__cell" else self._flow(cell),
                "colspan": int(cell.get("colspan", "1")),
                "rowspan": int(cell.get("rowspan", "1")),
                "heading": cell.tag == "th",
                "align": (cell.get("style") or "").partition("text-align:")[2].strip(" ;"),
            }
            for cell in row.iterchildren("td", "th")
        ]

    def _quote(self, element: html.HtmlElement) -> list[Block]:
        return [{"kind": "quote", "blocks": self._flow(element)}]

    def _code(self, element: html.HtmlElement) -> list[Block]:
        return [{"kind": "code", "text": element.text_content().rstrip("\n")}]

    def _rule(self, element: html.HtmlElement) -> list[Block]:
        del element
        return [{"kind": "rule"}]

    def _drawing(self, element: html.HtmlElement) -> list[Block]:
        words = element.get("aria-label")
        return [{"kind": "drawing", "svg": figures.drawing(element), "alt": words}] if words else []

    def _details(self, element: html.HtmlElement) -> list[Block]:
        return [self._box(element, "details", element.find("summary"))]

    def _box(self, element: html.HtmlElement, style: str, title: html.HtmlElement | None) -> Block:
        """Return a box; its title is taken out of ``element``."""
        words: Inline = []
        if title is not None:
            words = self.text(title)
            title.drop_tree()
        return {"kind": "box", "style": style, "title": words, "blocks": self._flow(element)}

    def _titled(self, element: html.HtmlElement) -> list[Block]:
        """Read one of the course's own blocks, whose first paragraph is its title."""
        classes = element.get("class").split()
        return [self._box(element, classes[-1], element.find("p"))]

    def _sheet(self, element: html.HtmlElement) -> list[Block]:
        title = element.find("p[@class='sheet__title']")
        place = len(element.xpath("preceding-sibling::section")) + 1
        label = self._label(f"sheet-{place}")
        blocks: list[Block] = [{"kind": "page"}]  # so that it can be copied
        if title is not None:
            blocks.append(self.heading(1 + self._deeper, self.text(title), label))
            title.drop_tree()
        self._deeper += 1
        blocks.append({"kind": "box", "style": "sheet", "title": [], "blocks": self._flow(element)})
        self._deeper -= 1
        return blocks

    def _option(self, element: html.HtmlElement) -> list[Block]:
        box = self._box(element, "option", element.find("summary"))
        return [box | {"letter": element.get("data-option", ""), "best": _is_best(element)}]

    def _question(self, element: html.HtmlElement) -> list[Block]:
        """Return what is asked, and keep the reasons for the end of the chapter."""
        name = element.get("data-question")
        (rationale,) = element.find_class("question__rationale")
        options, reasons = [], []
        for option in element.find_class("question__option"):
            letter = option.get("data-option")
            options.append({"letter": letter, "body": self.text(option.find("label"))})
            reasons.append({"letter": letter, "blocks": self._flow(option.find(".//details/div"))})
        rationale.find("summary").drop_tree()
        best, *rest = self._flow(rationale)
        label, asked = self._label(f"{name}-answer"), self._label(f"{name}-asked")
        self.answers.append(
            {
                "kind": "answer",
                "label": label,
                "question": asked,
                "title": self.text(_heading_before(element)),
                "best": best["body"],
                "reasons": reasons,
                "blocks": rest,
            }
        )
        stem = self._flow(element.find(".//legend"))
        told = {"blocks": stem, "options": options, "answer": label}
        return [{"kind": "question", "label": asked} | told]

    def _tabs(self, element: html.HtmlElement) -> list[Block]:
        labels = element.xpath("div[@class='tabbed-labels']/label")
        bodies = element.xpath("div[@class='tabbed-content']/div")
        return [
            {"kind": "box", "style": "details", "title": self.text(a), "blocks": self._flow(b)}
            for a, b in zip(labels, bodies, strict=True)
        ]

    def _label(self, name: str) -> str:
        return f"{self._address}#{name}"

    def _link(self, href: str) -> dict[str, Any]:
        """Return where a link leads: to a label, if the book has it, or to an address."""
        if href.startswith("#ref-"):
            return {"to": href[1:]}
        address, anchor = urldefrag(urljoin(HERE + self._address, href))
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
        name = posixpath.normpath(posixpath.join(self._address, source))
        path = self.site / name
        if ":" in source or name.startswith("..") or not path.is_file():
            raise CourseError(f"{self._address}: the picture {source} is not a file of the site")
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


def _heading_before(element: html.HtmlElement) -> html.HtmlElement:
    return next(element.itersiblings(*_HEADINGS, preceding=True))


def _is_best(element: html.HtmlElement) -> bool:
    return "data-best" in element.attrib


_TAGS: dict[str, Callable[[Reader, html.HtmlElement], list[Block]]] = {
    "blockquote": Reader._quote,
    "details": Reader._details,
    "dl": Reader._definitions,
    "hr": Reader._rule,
    "ol": Reader._list,
    "p": Reader._paragraph,
    "pre": Reader._code,
    "svg": Reader._drawing,
    "table": Reader._table,
    "ul": Reader._list,
}
_CLASSES: dict[str, Callable[[Reader, html.HtmlElement], list[Block]]] = {
    "admonition": Reader._titled,
    "decision": Reader._titled,
    "decision__option": Reader._option,
    "map": Reader._titled,
    "objectives": Reader._titled,
    "question": Reader._question,
    "sheet": Reader._sheet,
    "tabbed-set": Reader._tabs,
    "vignette": Reader._titled,
    "write": Reader._titled,
}


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
