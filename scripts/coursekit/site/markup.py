"""HTML in and out of lxml."""

from lxml import html
from markupsafe import Markup, escape


def inner_html(element: html.HtmlElement) -> Markup:
    """Return the HTML inside ``element``, without white space at its ends."""
    inside = [escape(element.text or "")]
    inside += [html.tostring(child, encoding="unicode") for child in element]
    return Markup("".join(inside).strip())
