"""What the tags of a page become in a book: paragraphs, lists, tables, quotations, listings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lxml import html

from coursekit.site.book import figures
from coursekit.site.tables import column_shares

if TYPE_CHECKING:
    from coursekit.site.book.reader import Reader

Block = dict[str, Any]
"""Something on lines of its own; its ``kind`` says what."""

Inline = list[Any]
"""Running text: strings, and dicts with a ``kind``."""

Read = Callable[["Reader", html.HtmlElement], list[Block]]
"""Turns one element of a page into blocks."""

_ROOM: list[Block] = [{"kind": "para", "body": [{"kind": "break"}]}]
"""What a cell holds that is to be filled in."""


def _paragraph(reader: Reader, element: html.HtmlElement) -> list[Block]:
    style = (element.get("class") or "").split()
    body = reader.text(element)
    return [{"kind": "para", "body": body, "style": style[0] if style else ""}] if body else []


def _list(reader: Reader, element: html.HtmlElement) -> list[Block]:
    items = [
        {"blocks": _anchored(reader, item), "style": item.get("class") or ""}
        for item in element.findall("li")
    ]
    start = int(element.get("start", "1"))
    return [{"kind": "list", "ordered": element.tag == "ol", "start": start, "items": items}]


def _anchored(reader: Reader, element: html.HtmlElement) -> list[Block]:
    name = element.get("id")
    anchor = [{"kind": "anchor", "label": reader.label(name)}] if name else []
    return [*anchor, *reader.flow(element)]


def _definitions(reader: Reader, element: html.HtmlElement) -> list[Block]:
    blocks: list[Block] = []
    for item in element.iter("dt", "dd"):
        if item.tag == "dt":
            blocks.append({"kind": "term", "blocks": _anchored(reader, item)})
        else:
            blocks.append({"kind": "meaning", "blocks": _anchored(reader, item)})
    return blocks


def _table(reader: Reader, element: html.HtmlElement) -> list[Block]:
    code = element.find(".//td[@class='code']//pre")
    if code is not None:  # a listing with numbered lines
        return _code(reader, code)
    shares = column_shares(element)  # first: reading a cell takes its text out
    head = [_row(reader, row) for row in element.iterfind("thead/tr")]
    body = [_row(reader, row) for row in element.xpath("tbody/tr | tr | tfoot/tr")]
    return [{"kind": "table", "shares": shares, "head": head, "rows": body}]


def _row(reader: Reader, row: html.HtmlElement) -> list[dict[str, Any]]:
    return [
        {
            "blocks": _ROOM if cell.get("class") == "sheet__cell" else reader.flow(cell),
            "colspan": int(cell.get("colspan", "1")),
            "rowspan": int(cell.get("rowspan", "1")),
            "heading": cell.tag == "th",
            "align": (cell.get("style") or "").partition("text-align:")[2].strip(" ;"),
        }
        for cell in row.iterchildren("td", "th")
    ]


def _quote(reader: Reader, element: html.HtmlElement) -> list[Block]:
    return [{"kind": "quote", "blocks": reader.flow(element)}]


def _code(reader: Reader, element: html.HtmlElement) -> list[Block]:
    del reader
    return [{"kind": "code", "text": element.text_content().rstrip("\n")}]


def _rule(reader: Reader, element: html.HtmlElement) -> list[Block]:
    del reader, element
    return [{"kind": "rule"}]


def _drawing(reader: Reader, element: html.HtmlElement) -> list[Block]:
    del reader
    words = element.get("aria-label")
    return [{"kind": "drawing", "svg": figures.drawing(element), "alt": words}] if words else []


def _details(reader: Reader, element: html.HtmlElement) -> list[Block]:
    return [box(reader, element, "details", element.find("summary"))]


def box(
    reader: Reader, element: html.HtmlElement, style: str, title: html.HtmlElement | None
) -> Block:
    """Return a box; its title is taken out of ``element``."""
    words: Inline = []
    if title is not None:
        words = reader.text(title)
        title.drop_tree()
    return {"kind": "box", "style": style, "title": words, "blocks": reader.flow(element)}


TAGS: dict[str, Read] = {
    "blockquote": _quote,
    "details": _details,
    "dl": _definitions,
    "hr": _rule,
    "ol": _list,
    "p": _paragraph,
    "pre": _code,
    "svg": _drawing,
    "table": _table,
    "ul": _list,
}
