"""Ladders, strands, cycles and the way: what is drawn is said, and agrees with the text."""

import re
from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup

from coursekit.site.blocks import CourseBlocks
from small_course import write_course

pytestmark = pytest.mark.xdist_group("diagrams")

CYCLE = """\
A: Ann
B: Bea, who is in both
C: Cy

loop A B: she asks; she answers; she goes out
out: her phone
loop B C: he jokes; she yawns
back: a flat face
"""


def shown(kind: str, lines: str) -> BeautifulSoup:
    """Render one drawing."""
    text = f"/// {kind} | Title\n{lines}///\n"
    return BeautifulSoup(markdown.markdown(text, extensions=[CourseBlocks({})]), "html.parser")


def read(path: Path) -> BeautifulSoup:
    """Parse one page of a site."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def written(page: BeautifulSoup) -> list[str]:
    """Return the words inside the drawing."""
    return [item.get_text() for item in page.select("svg text")]


@pytest.mark.parametrize("kind", ["ladder", "strands"])
def test_parts_are_drawn_and_listed(kind):
    """Each name stands in the drawing and in the list, which has the words as well."""
    page = shown(kind, "Upper: the first\nLower: the second\n")
    assert written(page) == ["Upper", "Lower"]
    listed = [item.get_text() for item in page.select("ol.drawing__words li")]
    assert listed == ["Upper: the first", "Lower: the second"]
    assert page.svg["role"] == "img"
    assert "the list below says the same" in page.svg["aria-label"]


@pytest.mark.parametrize("kind", ["ladder", "strands"])
def test_names_alone_are_said_by_the_drawing(kind):
    """Without words there is no list, and the drawing's own name says all of it."""
    page = shown(kind, "Upper\nMiddle\nLower\n")
    assert not page.select("ol")
    assert page.svg["aria-label"].endswith(": Upper, Middle, Lower")


def test_a_cycle_is_drawn_and_told():
    """Steps are numbered alike in both, the person in both loops stands between the others."""
    page = shown("cycle", CYCLE)
    assert written(page) == ["1", "2", "3", "1", "2", "out", "back", "A", "B", "C"]
    steps = [[item.get_text() for item in loop.select("li")] for loop in page.select("ol")]
    assert steps == [["she asks", "she answers", "she goes out"], ["he jokes", "she yawns"]]
    told = [item.strong.get_text() for item in page.select("ul.drawing__words > li")]
    assert told == ["Loop one", "Arrow out", "Loop two", "Arrow back"]
    assert "Ann and Bea:" in page.select_one("ul.drawing__words > li").get_text()


def test_the_search_does_not_find_numbers(site):
    """What a drawing says is in the list, so the search takes that alone."""
    index = (site / "search/search_index.json").read_text(encoding="utf-8")
    assert "Loop one, Eamon and Nomvula" in index
    assert "outbackENH" not in index


def test_everything_stays_inside_the_drawing():
    """No circle, however many steps there are, leaves the frame or covers a person."""
    page = shown("cycle", CYCLE.replace("she asks;", "a; b; c; d;"))
    _, _, width, height = map(float, page.svg["viewbox"].split())
    people = page.select("svg circle:not(.drawing__mark)")
    assert len(people) == 3
    for mark in page.select("svg circle.drawing__mark"):
        x, y = float(mark["cx"]), float(mark["cy"])
        assert 10 <= x <= width - 10
        assert 10 <= y <= height - 10
        for person in people:
            apart = ((x - float(person["cx"])) ** 2 + (y - float(person["cy"])) ** 2) ** 0.5
            assert apart >= 30


def test_the_drawings_agree_with_the_lessons(site):
    """The ladder's rungs are the table's, the strands are those of the tool, and both are five."""
    lesson = read(site / "modules/confidentiality/index.html")
    ladder = lesson.select_one("#ladder").find_next(class_="drawing")
    table = ladder.find_next("table")
    assert written(ladder) == [row.strong.get_text() for row in table.select("tbody tr")]
    strands = read(site / "modules/mononormativity/index.html").select_one(".drawing")
    tool = read(site / "tools/commitment-strands/index.html").select_one(".sheet table")
    columns = [item.get_text() for item in tool.select("th")][1:]
    assert [name.split()[0] for name in written(strands)] == columns
    assert len(written(ladder)) == len(columns) == 5


def test_the_way_leads_through_every_module(site, course):
    """Modules stand in the order of the course, required cases each once, the exam and the end."""
    drawn = read(site / "how-it-works/index.html").select_one(".way")
    listed = drawn.select("ol > li")
    assert written(drawn) == [str(number + 1) for number in range(len(listed))]
    assert [item.a["href"] for item in listed[:-2]] == [
        f"../modules/{module.slug}/" for module in course.modules
    ]
    cases = [link["href"] for link in drawn.select("li a") if "case_studies" in link["href"]]
    required = [case.slug for case in course.cases if case.front_matter.required]
    assert sorted(cases) == sorted(f"../case_studies/{slug}/" for slug in required)
    assert listed[-2].get_text().startswith(course.settings.exam.title)


def test_the_way_of_another_author(tmp_path, build_site):
    """One module is a way, too."""
    course = write_course(tmp_path / "course")
    (course / "mkdocs.yml").write_text(
        "site_name: x\nplugins: {mkdocs_quiz: {enabled_by_default: false}, course: {}}\n"
        "theme: {name: material, font: false}\nmarkdown_extensions: [attr_list]\n"
    )
    (course / "docs/index.md").write_text("# Hello\n\n<!-- course:way -->\n")
    done = build_site(course, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    way = read(tmp_path / "site/index.html").select_one(".way")
    assert written(way) == ["1", "2", "3"]
    assert way.select_one("li a")["href"] == "modules/one/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_stand_out_in_forced_colors(browser, serve, site, scheme):
    """With colours forced by the reader, every line and word of a drawing is drawn in theirs."""
    context = browser.new_context(color_scheme=scheme, forced_colors="active")
    page = context.new_page()
    page.goto(f"{serve(site)}modules/mononormativity/")
    colors = page.evaluate(
        """() => {
          const probe = document.body.appendChild(document.createElement("p"));
          const color = (name) => {
            probe.style.color = name;
            return getComputedStyle(probe).color;
          };
          const of = (selector, what) =>
            getComputedStyle(document.querySelector(`.drawing ${selector}`))[what];
          return [color("CanvasText"), color("Canvas"), of("path", "stroke"), of("text", "fill"),
            of("rect", "fill"), of("circle", "stroke")];
        }"""
    )
    context.close()
    ink, paper, *drawn = colors
    assert ink != paper
    assert drawn == [ink, ink, paper, ink]
    assert re.fullmatch(r"rgb\(.*\)", ink)
