"""Price, checkout and codes on the page of another author's course, before and after their end."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from barriers import find_barriers
from small_course import change, write_course

pytestmark = pytest.mark.xdist_group("enrolment")

ENROLMENT = """\
enrolment:
  price: 120
  checkout: https://pay.example.org/tiny
  codes:
    - {code: SPRING20, percent_off: 20, limit: 20, until: 2026-12-31}
    - {code: FRIEND, amount_off: 30.50, until: 2027-01-31}
"""

NOVEMBER, JANUARY, MARCH = 1793491200, 1798779600, 1803859200
"""1 November 2026; 1 January 2027 at midnight in New York, where the provider is; March 2027."""


@pytest.fixture(scope="module")
def built(tmp_path_factory, build_site):
    """Give a function that builds the course with ``enrolment`` as on a day, and returns it."""

    def build(enrolment: str, epoch: int) -> Path:
        root = tmp_path_factory.mktemp("enrolment")
        course = write_course(root / "course")
        change(course, "course.yml", "exam:\n", f"{enrolment}exam:\n")
        (course / "mkdocs.yml").write_text(
            "site_name: x\nplugins: {mkdocs_quiz: {enabled_by_default: false}, course: {}}\n"
            "theme: {name: material, font: false}\nmarkdown_extensions: [attr_list]\n"
        )
        (course / "docs/index.md").write_text("# Hello\n\n<!-- course:enrolment -->\n\nBye.\n")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", str(epoch))
            done = build_site(course, root / "site")
        assert done.returncode == 0, done.stderr
        return root / "site"

    return build


def home(site: Path) -> BeautifulSoup:
    """Return the home page of ``site``."""
    return BeautifulSoup((site / "index.html").read_text("utf-8"), "html.parser")


def test_price_checkout_and_codes_are_shown(built):
    """What is in the file is on the page, with what a code leaves to pay."""
    shown = home(built(ENROLMENT, NOVEMBER)).select_one(".enrolment")
    assert shown.select_one(".enrolment__price").get_text() == "$120"
    assert shown.select_one("a.md-button")["href"] == "https://pay.example.org/tiny"
    codes = [item.get_text(" ", strip=True) for item in shown.select("li")]
    assert codes == [
        "With the code SPRING20 : 20 % off, so $96, until 31 December 2026 "
        ", for the first 20 who use it.",
        "With the code FRIEND : $30.50 off, so $89.50, until 31 January 2027 .",
    ]


def test_what_has_ended_is_not_built(built):
    """A build on the day after leaves the code out, and the list with the last one."""
    shown = home(built(ENROLMENT, JANUARY)).select_one(".enrolment")
    assert [item.get_text() for item in shown.select("li code")] == ["FRIEND"]
    last = home(built(ENROLMENT, MARCH)).select_one(".enrolment")
    assert not last.select("ul, code")
    assert last.select_one("a.md-button")


def test_nothing_without_the_block(built):
    """A course that says nothing of a price shows no price and no empty frame."""
    page = home(built("", NOVEMBER))
    assert page.find("p", string="Bye.")
    assert not page.select(".enrolment")
    assert "course:enrolment" not in str(page)


def test_free_of_charge(built):
    """A price of nothing is said in words."""
    free = ENROLMENT.partition("  codes")[0].replace("120", "0")
    assert home(built(free, NOVEMBER)).select_one(".enrolment__price").get_text() == (
        "Free of charge"
    )


def test_the_browser_takes_a_code_away_when_it_ends(built, browser, serve):
    """A page built in November shows the code until the provider's midnight and not after it."""
    address = serve(built(ENROLMENT, NOVEMBER))
    for moment, codes in [
        (JANUARY - 1, ["SPRING20", "FRIEND"]),
        (JANUARY, ["FRIEND"]),
        (MARCH, []),
    ]:
        page = browser.new_page()
        page.clock.set_fixed_time(moment)  # in seconds
        page.goto(address)
        page.locator("html[data-started]").wait_for(state="attached")
        assert page.locator(".enrolment code").all_inner_texts() == codes, moment
        assert page.locator(".enrolment ul").count() == (1 if codes else 0)
        page.close()


@pytest.mark.audit
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nobody_is_kept_out(built, browser, serve, scheme, width):
    """axe-core finds nothing while the price and the codes are shown."""
    address = serve(built(ENROLMENT, NOVEMBER))
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.clock.set_fixed_time(NOVEMBER)
    page.goto(address)
    page.locator(".enrolment code").first.wait_for()
    assert find_barriers(page) == []
    page.close()
