"""Structure maps: each person and tie is drawn, and said in words below."""

import markdown
from bs4 import BeautifulSoup

from coursekit.content.maps import read_map
from coursekit.site.blocks import CourseBlocks

LINES = """\
A: client
B: spouse
C: B's partner

A = B: home
B - C: romance
C -> A: rides
A ~ B: nights
C .. A: a job
"""


def shown() -> BeautifulSoup:
    """Render the map."""
    text = f"/// map | Who\n{LINES}///\n"
    return BeautifulSoup(markdown.markdown(text, extensions=[CourseBlocks({})]), "html.parser")


def test_drawing_and_lists_say_the_same():
    """There is a circle for each person and a numbered line for each tie, and their words."""
    page = shown()
    assert [item.text for item in page.select(".map__person text")] == ["A", "B", "C"]
    ties = page.select(".map__tie")
    assert [tie.select_one("text").text for tie in ties] == ["1", "2", "3", "4", "5"]
    assert [item.get_text() for item in page.select(".map__people li")] == [
        "A: client",
        "B: spouse",
        "C: B's partner",
    ]
    assert [item.get_text() for item in page.select(".map__ties li")] == [
        "A and B share a home: home",
        "B and C: romance",
        "C cares for A: rides",
        "A and B, in conflict: nights",
        "C and A, not disclosed: a job",
    ]
    assert page.select_one("svg")["role"] == "img"
    assert "3 people and 5 ties" in page.select_one("svg")["aria-label"]


def test_kinds_of_lines_differ():
    """A home has two lines, care an arrow head, conflict a zigzag."""
    strokes = {
        tie["class"][1].removeprefix("map__tie--"): len(tie.select("polyline"))
        for tie in shown().select(".map__tie")
    }
    assert strokes == {"home": 2, "tie": 1, "care": 2, "conflict": 9, "hidden": 1}


def test_ties_between_the_same_two_do_not_cover_each_other():
    """Their numbers stand apart, whichever of the two is named first."""
    spots = [(float(dot["cx"]), float(dot["cy"])) for dot in shown().select(".map__tie > circle")]
    for place, (x, y) in enumerate(spots):
        for other_x, other_y in spots[place + 1 :]:
            assert abs(x - other_x) + abs(y - other_y) > 12


def test_nobody():
    """An empty map is empty, and a broken line is a problem at its number."""
    assert read_map("").people == ()
    assert [number for number, _ in read_map("A: x\nand so on\nA - Z: y").problems] == [1, 2]
