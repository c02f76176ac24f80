"""Structure maps as a drawing, and as a list that says the same."""

from collections.abc import Iterator
from itertools import pairwise
from math import cos, hypot, pi, sin
from xml.etree import ElementTree

from coursekit.content.maps import StructureMap, Tie

_WIDTH, _HEIGHT, _RADIUS = 360, 300, 22
_WAVES = 9
Point = tuple[float, float]


def draw(parent: ElementTree.Element, shown: StructureMap) -> None:
    """Draw ``shown`` below ``parent``, with its people and ties as lists."""
    attributes = {"class": "drawing__figure", "data-search-exclude": ""}
    figure = ElementTree.SubElement(parent, "div", attributes)
    label = f"{len(shown.people)} people and {len(shown.ties)} ties; the lists below say the same"
    attributes = {"viewBox": f"0 0 {_WIDTH} {_HEIGHT}", "role": "img", "aria-label": label}
    svg = ElementTree.SubElement(figure, "svg", attributes)
    places = dict(zip((person.code for person in shown.people), _places(shown), strict=True))
    for number, tie in enumerate(shown.ties, start=1):
        _line(svg, tie, places, number, len(_between(shown, tie)), _between(shown, tie).index(tie))
    for code, (x, y) in places.items():
        node = ElementTree.SubElement(svg, "g", {"class": "map__person"})
        ElementTree.SubElement(node, "circle", {"cx": _n(x), "cy": _n(y), "r": str(_RADIUS)})
        ElementTree.SubElement(node, "text", {"x": _n(x), "y": _n(y)}).text = code
    people = ElementTree.SubElement(parent, "ul", {"class": "map__people"})
    for person in shown.people:
        item = ElementTree.SubElement(people, "li")
        ElementTree.SubElement(item, "strong").text = person.code
        item[0].tail = f": {person.words}"
    ties = ElementTree.SubElement(parent, "ol", {"class": "map__ties"})
    for tie in shown.ties:
        ElementTree.SubElement(ties, "li").text = tie.said


def _places(shown: StructureMap) -> Iterator[Point]:
    """Put the people on an ellipse, the first on top."""
    for number in range(len(shown.people)):
        angle = 2 * pi * number / len(shown.people) - pi / 2
        yield (
            _WIDTH / 2 + (_WIDTH / 2 - 40) * cos(angle),
            _HEIGHT / 2 + (_HEIGHT / 2 - 34) * sin(angle),
        )


def _between(shown: StructureMap, tie: Tie) -> list[Tie]:
    """Return all ties between the two people of ``tie``."""
    return [item for item in shown.ties if {item.one, item.other} == {tie.one, tie.other}]


def _line(
    svg: ElementTree.Element,
    tie: Tie,
    places: dict[str, Point],
    number: int,
    beside: int,
    place: int,
) -> None:
    """Draw one tie with its number; several between the same two people lie side by side."""
    (x1, y1), (x2, y2) = places[tie.one], places[tie.other]
    length = hypot(x2 - x1, y2 - y1) or 1
    along = ((x2 - x1) / length, (y2 - y1) / length)
    # The side is told by the codes, so that A - B and B -> A do not fall on one line.
    side = 1 if tie.one < tie.other else -1
    shift = side * 13 * (place - (beside - 1) / 2)
    across = (-along[1] * shift, along[0] * shift)
    start = (x1 + along[0] * _RADIUS + across[0], y1 + along[1] * _RADIUS + across[1])
    end = (x2 - along[0] * _RADIUS + across[0], y2 - along[1] * _RADIUS + across[1])
    names = {"=": "home", "-": "tie", "->": "care", "~": "conflict", "..": "hidden"}
    group = ElementTree.SubElement(svg, "g", {"class": f"map__tie map__tie--{names[tie.sign]}"})
    for points in _strokes(tie.sign, start, end, along):
        text = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        ElementTree.SubElement(group, "polyline", {"points": text})
    # Numbers of neighbors stand a little apart.
    share = 0.5 + side * 0.14 * (place - (beside - 1) / 2)
    middle = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
    dot = {"cx": _n(middle[0]), "cy": _n(middle[1]), "r": "8"}
    ElementTree.SubElement(group, "circle", dot)
    at = {"x": _n(middle[0]), "y": _n(middle[1])}
    ElementTree.SubElement(group, "text", at).text = str(number)


def _strokes(sign: str, start: Point, end: Point, along: Point) -> Iterator[list[Point]]:
    """Give the lines of one tie: two for a home, a zigzag for conflict, an arrow head for care."""
    left = (-along[1], along[0])
    if sign == "=":
        for gap in (-2.5, 2.5):
            yield [_moved(start, left, gap), _moved(end, left, gap)]
    elif sign == "~":
        steps = [number / _WAVES for number in range(_WAVES + 1)]
        spots = [
            (start[0] + (end[0] - start[0]) * step, start[1] + (end[1] - start[1]) * step)
            for step in steps
        ]
        bends = [0.0, *(5 if number % 2 else -5 for number in range(_WAVES - 1)), 0.0]
        zigzag = [_moved(spot, left, bend) for spot, bend in zip(spots, bends, strict=True)]
        yield from ([one, other] for one, other in pairwise(zigzag))
    else:
        yield [start, end]
    if sign == "->":
        back = _moved(end, along, -9)
        yield [_moved(back, left, 5), end, _moved(back, left, -5)]


def _moved(point: Point, direction: Point, distance: float) -> Point:
    return (point[0] + direction[0] * distance, point[1] + direction[1] * distance)


def _n(value: float) -> str:
    return f"{value:.1f}"
