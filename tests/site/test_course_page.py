"""The page about the course: what boards and learners look for, in the order they look for it."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from coursekit.content import DELIVERY_FORMAT
from coursekit.site import verifier
from small_course import change, write_course

pytestmark = pytest.mark.xdist_group("course-page")

ORDER = (
    ".credit",
    ".facts",
    "#audience",
    "#description",
    ".objectives",
    "#syllabus",
    "table.syllabus",
    "#authors",
    "#limits",
    "#certificate",
    "#boards",
    "#cost",
    "#accommodations",
    "#grievances",
    "#technical",
    "#privacy",
    "#dates",
)
APPROVAL = """\
approvals:
  - body: The Board
    number: "4711"
    statement: The Board has approved this.
    formats: [self-paced reading]
    hours: 3
    valid_from: 2026-01-01
    valid_to: 2026-12-31
"""
IN_JUNE, IN_JULY_A_YEAR_LATER = 1780315200, 1814486400
MKDOCS = (
    "site_name: x\nplugins: {mkdocs_quiz: {enabled_by_default: false}, course: {}}\n"
    "theme: {name: material, font: false}\nmarkdown_extensions: [attr_list]\n"
)


def read(path: Path) -> BeautifulSoup:
    """Parse one page."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def test_its_parts_stand_in_order(site):
    """Credit comes first and the dates last, as section 9 of the standards has it."""
    article = read(site / "course/index.html").article
    places = [article.select_one(part) for part in ORDER]
    assert all(places), [part for part, place in zip(ORDER, places, strict=True) if not place]
    everything = list(article.descendants)
    positions = [next(n for n, x in enumerate(everything) if x is place) for place in places]
    assert positions == sorted(positions)
    steps = article.select_one("#certificate").find_next("ol")
    assert len(steps.select(":scope > li")) == 5


def test_it_says_what_course_yml_says(site, course):
    """Format, level, audience, hours, pass mark and version are those of the file."""
    facts = read(site / "course/index.html").select_one(".facts")
    said = {row.dt.get_text(): row.dd.get_text() for row in facts.select("dl > div")}
    settings = course.settings
    assert said["Format"] == DELIVERY_FORMAT
    assert said["Level"] == "Intermediate"
    assert said["For"] == "; ".join(settings.audience)
    assert said["Contact hours declared"].startswith(str(settings.credit.contact_hours))
    assert f"{settings.exam.pass_percent} % passes" in said["Exam"]
    assert said["Version"] == settings.version
    assert "May be taken until" not in said


def test_no_approval_is_claimed(site):
    """The course holds none, and the page says so at its top."""
    credit = read(site / "course/index.html").select_one(".credit")
    assert credit.get_text(" ", strip=True).startswith("Not approved for credit")


def test_what_the_owner_must_say_is_marked(site):
    """Whatever only the owner knows stands in a box that says so, on each policy and this page."""
    for name in ("course", *(f"policies/{path.name}" for path in (site / "policies").iterdir())):
        article = read(site / name / "index.html").article
        boxes = article.select(".admonition.owner")
        assert boxes, name
        for box in boxes:
            assert box.p.get_text() == "For the owner to complete"
            box.decompose()
        for facts in article.select(".facts"):
            facts.decompose()
        assert not re.search(r"\[[^\]]+\]", article.get_text()), name


@pytest.mark.parametrize(
    ("epoch", "title"),
    [
        (IN_JUNE, "Approved for continuing-education credit"),
        (IN_JULY_A_YEAR_LATER, "Not approved for credit"),
    ],
)
def test_an_approval_is_claimed_within_its_period_only(tmp_path, build_site, epoch, title):
    """Another author's approval is shown with its number and dates, and is gone when it ended."""
    course = write_course(tmp_path / "course")
    approval = APPROVAL
    change(course, "course.yml", "not_approved_notice", f"{approval}not_approved_notice")
    (course / "mkdocs.yml").write_text(MKDOCS)
    (course / "docs/index.md").write_text("# Hello\n\n<!-- course:credit -->\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(epoch))
        done = build_site(course, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    credit = read(tmp_path / "site/index.html").select_one(".credit").get_text(" ", strip=True)
    assert credit.startswith(title)
    assert ("4711" in credit) == (epoch == IN_JUNE)


def test_every_page_says_whom_to_ask(site, course):
    """The contact for accommodations is at the foot of every page, the one for errors included."""
    for path in set(site.rglob("*.html")) - {site / verifier.ADDRESS}:  # that one stands alone
        page = read(path)
        if page.select_one('meta[http-equiv="refresh"]') is None:
            contact = page.select_one(".md-copyright .course-contact")
            assert course.settings.provider.email in contact.get_text(), path


def test_a_contact_of_its_own(tmp_path, build_site):
    """A provider may name somebody else for accommodations, whose address is then a link."""
    course = write_course(tmp_path / "course")
    change(
        course,
        "course.yml",
        "  email: hello@",
        "  accommodations: access@tiny.example.org\n  email: hello@",
    )
    (course / "mkdocs.yml").write_text(MKDOCS)
    (course / "docs/index.md").write_text("# Hello\n")
    assert build_site(course, tmp_path / "site").returncode == 0
    link = read(tmp_path / "site/index.html").select_one(".course-contact a")
    assert link["href"] == "mailto:access@tiny.example.org"
