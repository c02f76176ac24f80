"""The home page leads each of its readers on, and weighs little."""

import gzip
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from coursekit.errors import CourseError
from coursekit.site.tools import write_out

pytestmark = pytest.mark.xdist_group("home")

HOME_WEIGHT = 8_000
"""Bytes of the page after gzip."""


def read(path: Path) -> BeautifulSoup:
    """Parse one page."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def test_each_reader_finds_where_to_start(site):
    """Therapist, supervisor, provider and author each have a card that leads somewhere."""
    cards = read(site / "index.html").select(".grid.cards > ul > li")
    assert [card.strong.get_text() for card in cards] == [
        "You are a therapist",
        "You supervise",
        "You issue certificates",
        "You write or edit the course",
    ]
    for card in cards:
        for link in card.select("a"):
            assert (site / link["href"] / "index.html").exists(), link


def test_the_home_page_is_light(site):
    """Its HTML is small enough to come in a few packets."""
    assert len(gzip.compress((site / "index.html").read_bytes(), 9)) <= HOME_WEIGHT


def test_a_lesson_says_what_it_gives_and_how_long_it_takes(site, course):
    """Objectives, minutes and the place for progress stand at the head of every module."""
    for module in course.modules:
        page = read(site / "modules" / module.slug / "index.html")
        objectives = page.select(".module-intro .objectives li")
        assert len(objectives) == len(module.front_matter.objectives)
        assert "minutes to read" in page.select_one(".module-intro__facts").get_text()
    listed = read(site / "index.html").select(".modules .progress-of")
    assert [item["data-unit"] for item in listed] == [module.slug for module in course.modules]


def test_every_tool_is_listed_with_what_it_is_for(site, course):
    """The page of tools names each tool once, in the tool's own words."""
    article = read(site / "tools/index.html").article
    for tool in course.tools:
        (link,) = article.select(f'a[href="{tool.slug}/"]')
        assert link.get_text() == tool.front_matter.title
        assert tool.front_matter.summary.split(",")[0] in link.parent.get_text().replace("’", "'")


def test_a_misspelt_tool_is_said(course):
    """A name that no tool has stops the build, and says where it stands."""
    with pytest.raises(CourseError, match=r"docs/x\.md: docs/tools/ has no cycl-map\.md"):
        write_out(course, "<!-- course:tools cycl-map -->", "docs/x.md")
