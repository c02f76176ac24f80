"""Ladders, strands and cycles as drawings, each with a list that says the same."""

from collections.abc import Sequence
from math import cos, pi, sin
from xml.etree import ElementTree

from coursekit.content.diagrams import Cycle, Loop, Part, read_cycle, read_parts

_WIDTH, _RADIUS = 360, 20
_STEP = 40
_LETTER = 8.6
"""At most the average width of a letter of the drawings' 13 pixel type."""

Element = ElementTree.Element
Point = tuple[float, float]


def draw_ladder(parent: Element, text: str) -> None:
    """Draw a plank for each rung between two rails, the first on top."""
    rungs, _ = read_parts(text)
    height = len(rungs) * _STEP + 16
    said = f"a ladder of {len(rungs)} rungs, the first on top{_named(rungs)}"
    svg = _figure(parent, height, said)
    for x in (58, 302):
        _add(svg, "line", x1=x, y1=2, x2=x, y2=height - 2)
    for number, rung in enumerate(rungs):
        top = 14 + number * _STEP
        _add(svg, "rect", x=50, y=top, width=260, height=28, rx=3)
        _write(svg, 180, top + 14, rung.name)
    _list_parts(parent, rungs)


def draw_strands(parent: Element, text: str) -> None:
    """Draw two people and the strands between them, all alike: none counts more."""
    strands, _ = read_parts(text)
    height = len(strands) * _STEP + 8
    said = f"{len(strands)} strands between two people{_named(strands)}"
    svg = _figure(parent, height, said)
    middle = height / 2
    for number in range(len(strands)):
        y = 24 + number * _STEP
        start = f"M54 {_n(middle)}C74 {_n(middle)} 62 {y} 90 {y}"
        _add(svg, "path", d=f"{start}H270C298 {y} 286 {_n(middle)} 306 {_n(middle)}")
    for number, strand in enumerate(strands):
        y, width = 24 + number * _STEP, len(strand.name) * _LETTER + 20
        _add(svg, "rect", x=_n(180 - width / 2), y=y - 13, width=_n(width), height=26, rx=13)
        _write(svg, 180, y, strand.name)
    for x in (34, 326):
        _add(svg, "circle", cx=x, cy=_n(middle), r=_RADIUS)
    _list_parts(parent, strands)


def draw_cycle(parent: Element, text: str) -> None:
    """Draw two loops that meet in one person, and what is carried between them."""
    cycle, _ = read_cycle(text)
    if cycle is None:
        return
    said = "two loops that meet in one person, and two arrows between them; the lists below say"
    svg = _figure(parent, 220, f"{said} the same")
    for centre, loop in zip((105, 255), cycle.loops, strict=True):
        _add(svg, "ellipse", cx=centre, cy=110, rx=75, ry=44)
        for number, (x, y) in enumerate(_spots(centre, loop), start=1):
            _add(svg, "circle", {"class": "drawing__mark"}, cx=_n(x), cy=_n(y), r=10)
            _write(svg, x, y, str(number))
    for y, turn, start, end, word in ((52, 0, 118, 242, "out"), (168, 220, 242, 118, "back")):
        toward = 1 if end > start else -1
        rise = 1 if turn else -1
        line = f"M{start} {y}Q180 {turn} {end} {y}"
        head = f"M{end - 11 * toward} {y + 2 * rise}L{end} {y}L{end - 3 * toward} {y + 11 * rise}"
        _add(svg, "path", {"class": "drawing__carried"}, d=line)
        _add(svg, "path", d=head)
        _write(svg, 180, 40 if turn == 0 else 182, word)
    ends = [({loop.one, loop.other} - {cycle.hinge}).pop() for loop in cycle.loops]
    for x, code in ((30, ends[0]), (180, cycle.hinge), (330, ends[1])):
        _add(svg, "circle", cx=x, cy=110, r=_RADIUS)
        _write(svg, x, 110, code)
    _list_cycle(parent, cycle)


def _spots(centre: float, loop: Loop) -> list[Point]:
    """Put the steps of a loop on its ellipse, clockwise, clear of the people at its ends."""
    above = (len(loop.steps) + 1) // 2
    below = len(loop.steps) - above
    angles = [pi + pi * (place + 1) / (above + 1) for place in range(above)]
    angles += [pi * (place + 1) / (below + 1) for place in range(below)]
    return [(centre + 75 * cos(angle), 110 + 44 * sin(angle)) for angle in angles]


def _named(parts: Sequence[Part]) -> str:
    """Say what a drawing names: in words of its own, unless a list below does."""
    if any(part.words for part in parts):
        return "; the list below says the same"
    return ": " + ", ".join(part.name for part in parts)


def _list_parts(parent: Element, parts: Sequence[Part]) -> None:
    if not any(part.words for part in parts):
        return
    listed = ElementTree.SubElement(parent, "ol", {"class": "drawing__words"})
    for part in parts:
        item = ElementTree.SubElement(listed, "li")
        name = ElementTree.SubElement(item, "strong")
        name.text = part.name
        name.tail = f": {part.words}" if part.words else ""


def _list_cycle(parent: Element, cycle: Cycle) -> None:
    people = ElementTree.SubElement(parent, "ul", {"class": "drawing__people"})
    for code, words in cycle.people.items():
        _add(ElementTree.SubElement(people, "li"), "strong").text = code
        people[-1][0].tail = f": {words}"
    listed = ElementTree.SubElement(parent, "ul", {"class": "drawing__words"})
    carried = (("Arrow out", cycle.out), ("Arrow back", cycle.back))
    loops = zip(("Loop one", "Loop two"), cycle.loops, carried, strict=True)
    for name, loop, (arrow, words) in loops:
        between = f", {_name(cycle, loop.one)} and {_name(cycle, loop.other)}:"
        steps = ElementTree.SubElement(_item(listed, name, between), "ol")
        for step in loop.steps:
            ElementTree.SubElement(steps, "li").text = step
        _item(listed, arrow, f": {words}")


def _item(listed: Element, name: str, tail: str) -> Element:
    item = ElementTree.SubElement(listed, "li")
    strong = ElementTree.SubElement(item, "strong")
    strong.text, strong.tail = name, tail
    return item


def _name(cycle: Cycle, code: str) -> str:
    return cycle.people[code].partition(",")[0]


def _figure(parent: Element, height: int, said: str) -> Element:
    attributes = {"class": "drawing__figure", "data-search-exclude": ""}
    figure = ElementTree.SubElement(parent, "div", attributes)
    view = {"viewBox": f"0 0 {_WIDTH} {height}", "role": "img", "aria-label": said}
    return ElementTree.SubElement(figure, "svg", view)


def _add(
    parent: Element, tag: str, attributes: dict[str, str] | None = None, **numbers: object
) -> Element:
    named = {name: str(value) for name, value in numbers.items()}
    return ElementTree.SubElement(parent, tag, (attributes or {}) | named)


def _write(svg: Element, x: float, y: float, words: str) -> None:
    _add(svg, "text", x=_n(x), y=_n(y)).text = words


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
