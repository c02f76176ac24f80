"""Running text: strings, and dicts for what is emphasized, linked, drawn or left to be written."""

import re
from collections.abc import Callable
from typing import Any

from lxml import html

_BLOCKS = {
    "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li",
    "main", "nav", "ol", "p", "pre", "section", "svg", "table", "ul",
}  # fmt: skip
_STYLES = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "sup": "sup", "sub": "sub"}
_NO_PAGE = ("footnote-ref", "footnote-backref")
_SPACE = re.compile("[ \t\r\n]+")

Lead = Callable[[str], dict[str, Any]]
Name = Callable[[str], str]
Draw = Callable[[html.HtmlElement], dict[str, Any]]


def is_block(element: html.HtmlElement) -> bool:
    """Tell whether ``element`` stands on lines of its own."""
    return element.tag in _BLOCKS


def inline(element: html.HtmlElement, lead: Lead, name: Name, draw: Draw) -> list[Any]:
    """Return the text inside ``element``.

    Args:
        element: a paragraph, or what else holds running text.
        lead: returns where an address of the page leads.
        name: returns the label of an id of the page.
        draw: returns the picture of an ``img``.
    """
    nodes: list[Any] = [element.text or ""]
    for child in element:
        nodes += _node(child, lead, name, draw)
        nodes.append(child.tail or "")
    return nodes


def _node(child: html.HtmlElement, lead: Lead, name: Name, draw: Draw) -> list[Any]:
    """Return what one element inside a text becomes."""
    classes = (child.get("class") or "").split()
    if not isinstance(child.tag, str) or "headerlink" in classes:
        return []
    if "blank" in classes or child.tag == "br":
        return [{"kind": "blank" if "blank" in classes else "break"}]
    if child.tag in ("img", "svg"):
        return [draw(child)] if child.tag == "img" else []
    if child.tag == "input":
        return ["\u2612 " if "checked" in child.attrib else "\u2610 "]
    if child.tag == "code":
        return [{"kind": "code", "text": child.text_content()}]
    body = inline(child, lead, name, draw)
    if child.tag == "a" and child.get("href"):
        target = lead(child.get("href"))
        look = {"quiet": _is_quiet(child, classes), "small": "law" in classes}
        body = [{"kind": "link", "body": body} | look | target]
    elif child.tag in _STYLES:
        body = [{"kind": _STYLES[child.tag], "body": body}]
    if child.get("id"):
        body.insert(0, {"kind": "anchor", "label": name(child.get("id"))})
    return body


def _is_quiet(link: html.HtmlElement, classes: list[str]) -> bool:
    """Tell whether no page is named behind a link: a citation, or the mark of a footnote."""
    return link.get("href").startswith("#ref-") or not set(_NO_PAGE).isdisjoint(classes)


def trim(nodes: list[Any]) -> list[Any]:
    """Return the text with single spaces, none at its ends, and neighbours joined."""
    joined: list[Any] = []
    for node in nodes:
        if isinstance(node, dict):
            joined.append(node | ({"body": _inside(node["body"])} if "body" in node else {}))
        elif joined and isinstance(joined[-1], str):
            joined[-1] = _SPACE.sub(" ", joined[-1] + node)
        elif node:
            joined.append(_SPACE.sub(" ", node))
    if joined and isinstance(joined[0], str):
        joined[0] = joined[0].lstrip(" ")
    if joined and isinstance(joined[-1], str):
        joined[-1] = joined[-1].rstrip(" ")
    return [node for node in joined if node != ""]


def _inside(nodes: list[Any]) -> list[Any]:
    """Return text inside of text, whose spaces at the ends count."""
    inner = trim(["|", *nodes, "|"])
    inner[0] = inner[0].removeprefix("|")
    inner[-1] = inner[-1].removesuffix("|")
    return [node for node in inner if node != ""]
