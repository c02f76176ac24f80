"""Drawings of the site's pages as files of their own, with the style that the site gives them."""

from lxml import etree, html

_STYLE = """
text { font-family: "Noto Sans"; font-size: 13px; font-weight: 700; fill: #262c2e;
       text-anchor: middle; dominant-baseline: central }
path, line, polyline, ellipse { fill: none; stroke: #545d60; stroke-width: 1.5 }
rect, circle { fill: #e7f0ed; stroke: #0f5f5b; stroke-width: 1.5 }
.drawing__carried { stroke-dasharray: 5 4 }
.drawing__mark { fill: #ffffff; stroke: #545d60 }
.map__tie--conflict polyline { stroke: #864012 }
.map__tie--hidden polyline { stroke-dasharray: 2 5 }
.map__tie circle { fill: #ffffff; stroke: none }
.map__tie text { font-size: 10px }
"""
"""The style sheets of the site do not reach a file of its own; these are the colours of its light
scheme.
"""


def drawing(element: html.HtmlElement) -> str:
    """Return the drawing as the text of an SVG file."""
    svg = etree.fromstring(etree.tostring(element, with_tail=False))
    if "viewbox" in svg.attrib:  # HTML has no upper case
        svg.set("viewBox", svg.attrib.pop("viewbox"))
    style = etree.Element("style")
    style.text = _STYLE
    svg.insert(0, style)
    svg.set("xmlns", "http://www.w3.org/2000/svg")
    return etree.tostring(svg, encoding="unicode")
