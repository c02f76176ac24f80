"""What the course's own parts of a page become in a book: decisions, forms, questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html

from coursekit.site.book.blocks import Block, Read, box

if TYPE_CHECKING:
    from coursekit.site.book.reader import Reader

_TITLES = ("title", "label")
"""How the classes of titles end."""


def _titled(reader: Reader, element: html.HtmlElement) -> list[Block]:
    """Read a box whose first paragraph is its title; an admonition's second class is its kind."""
    classes = element.get("class").split()
    titles = (p for p in element.findall("p") if (p.get("class") or "").endswith(_TITLES))
    return [box(reader, element, classes[min(1, len(classes) - 1)], next(titles, None))]


def _sheet(reader: Reader, element: html.HtmlElement) -> list[Block]:
    title = element.find("p[@class='sheet__title']")
    place = len(element.xpath("preceding-sibling::section")) + 1
    label = reader.label(f"sheet-{place}")
    blocks: list[Block] = [{"kind": "page"}]  # so that it can be copied
    if title is not None:
        blocks.append(reader.heading(1 + reader.deeper, reader.text(title), label))
        title.drop_tree()
    reader.deeper += 1
    blocks.append({"kind": "box", "style": "sheet", "title": [], "blocks": reader.flow(element)})
    reader.deeper -= 1
    return blocks


def _option(reader: Reader, element: html.HtmlElement) -> list[Block]:
    option = box(reader, element, "option", element.find("summary"))
    best = "data-best" in element.attrib
    return [option | {"letter": element.get("data-option", ""), "best": best}]


def _question(reader: Reader, element: html.HtmlElement) -> list[Block]:
    """Return what is asked, and keep the reasons for the end of the chapter."""
    name = element.get("data-question")
    (rationale,) = element.find_class("question__rationale")
    options, reasons = [], []
    for option in element.find_class("question__option"):
        letter = option.get("data-option")
        options.append({"letter": letter, "body": reader.text(option.find("label"))})
        reasons.append({"letter": letter, "blocks": reader.flow(option.find(".//details/div"))})
    rationale.find("summary").drop_tree()
    best, *rest = reader.flow(rationale)
    label, asked = reader.label(f"{name}-answer"), reader.label(f"{name}-asked")
    reader.answers.append(
        {
            "kind": "answer",
            "label": label,
            "question": asked,
            "title": reader.text(_heading_before(element)),
            "best": best["body"],
            "reasons": reasons,
            "blocks": rest,
        }
    )
    stem = reader.flow(element.find_class("question__stem")[0])
    told = {"blocks": stem, "options": options, "answer": label}
    return [{"kind": "question", "label": asked} | told]


def _tabs(reader: Reader, element: html.HtmlElement) -> list[Block]:
    labels = element.xpath("div[@class='tabbed-labels']/label")
    bodies = element.xpath("div[@class='tabbed-content']/div")
    return [
        {"kind": "box", "style": "details", "title": reader.text(a), "blocks": reader.flow(b)}
        for a, b in zip(labels, bodies, strict=True)
    ]


def _heading_before(element: html.HtmlElement) -> html.HtmlElement:
    tags = [f"h{level}" for level in range(1, 7)]
    return next(element.itersiblings(*tags, preceding=True))


CLASSES: dict[str, Read] = {
    "admonition": _titled,
    "decision": _titled,
    "decision__option": _option,
    "map": _titled,
    "objectives": _titled,
    "question": _question,
    "sheet": _sheet,
    "tabbed-set": _tabs,
    "vignette": _titled,
    "write": _titled,
}
