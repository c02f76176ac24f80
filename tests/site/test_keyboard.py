"""The built site by keyboard alone, on a phone and at 400 % zoom: its frame and its widgets."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from every_page import open_page
from stops import SMALL, press

pytestmark = pytest.mark.xdist_group("keyboard")


@pytest.fixture(params=SMALL)
def visit(request, browser: Browser, serve, site) -> Iterator[Callable[[str], Page]]:
    """Open a page of the site in one of the settings."""
    context = browser.new_context(**SMALL[request.param])
    address = serve(site)

    def visit(name: str) -> Page:
        page = context.new_page()
        open_page(page, address, name)
        return page

    yield visit
    context.close()


@pytest.mark.material  # MaterialX opens its parts below each other, and none leads back
def test_the_menu_opens_leads_back_and_closes(visit):
    """Its panels one by one: only what is in front takes the focus, and Escape leaves it."""
    page = visit("modules/mononormativity/")
    while press(page, "Tab")["name"] != "Menu":
        pass
    assert press(page, "Enter")["name"] == "Lesson"  # the page that is open
    focused = page.locator(":focus")
    back = press(page, "Shift+Tab")
    assert back["name"].startswith("Back from ")
    opener = press(page, "Enter")
    assert back["name"].removeprefix("Back from ") in opener["name"]
    expect(focused).to_have_attribute("aria-expanded", "false")
    assert press(page, "Space")["name"] == back["name"]
    stops = [press(page, "Tab") for _ in range(2)]
    assert [stop["name"] for stop in stops] == ["Lesson", "Practice"]
    assert not any(stop["faults"] for stop in stops)
    press(page, "Escape")
    expect(focused).to_have_accessible_name("Menu")
    expect(focused).to_have_attribute("aria-expanded", "false")


def test_a_page_is_reached_through_the_menu(visit):
    """From home to the first page of a part; the page it leads to can be read at once."""
    page = visit("")
    while press(page, "Tab")["name"] != "Menu":
        pass
    stop = press(page, "Enter")
    while stop["name"] != "Your course":
        assert not stop["faults"], stop
        stop = press(page, "Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/progress/")
    expect(page.locator(".md-content")).not_to_have_attribute("inert", "")


def test_the_search_is_used_and_left(visit):
    """A word, an arrow and Enter lead to a page with it; Tab leaves the search for the page."""
    page = visit("")
    while press(page, "Tab")["name"] != "Search":
        pass
    page.keyboard.type("jealousy", delay=10)
    page.locator(".md-search-result__item a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.rstrip("/").count("/") > 3)
    expect(page.locator("article")).to_contain_text(re.compile("jealous", re.IGNORECASE))


def test_the_colors_are_changed_and_changed_back(visit):
    """One button, named for what it does, and the focus stays on its successor."""
    page = visit("")
    scheme = page.locator("body").get_attribute("data-md-color-scheme")
    names = {"default": "Switch to dark mode", "slate": "Switch to light mode"}
    while (stop := press(page, "Tab"))["name"] not in names.values():
        pass
    assert stop["name"] == names[scheme]
    other = next(name for name in names if name != scheme)
    assert press(page, "Enter") == {**stop, "name": names[other], "number": stop["number"] + 1}
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", other)
    assert press(page, "Space") == stop
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)


def reach(page: Page, target: Locator) -> None:
    """Press Tab until ``target`` has the focus; it can be seen then."""
    for _ in range(400):
        stop = press(page, "Tab")
        if target.evaluate("(element) => element === document.activeElement"):
            assert stop["faults"] == [], stop
            return
    raise AssertionError(f"no key leads to {target}")


@pytest.mark.audit
def test_a_lesson_is_worked_through(visit):
    """A term, a decision point, a box to write in and a question before the lesson."""
    page = visit("modules/mononormativity/")
    reach(page, page.locator(".question__option input").first)
    page.keyboard.press("Space")
    expect(page.locator(":focus")).to_be_checked()
    reach(page, page.locator("button.term").first)
    page.keyboard.press("Enter")
    expect(page.locator("[popover]:popover-open")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("[popover]:popover-open")).to_have_count(0)
    option = page.locator(".decision__option").first
    reach(page, option.locator("summary"))
    page.keyboard.press("Enter")
    expect(option.locator("p").first).to_be_visible()
    reach(page, page.locator(".write textarea").first)
    page.keyboard.type("A sentence.")
    expect(page.locator(":focus")).to_have_value("A sentence.")
    assert press(page, "Tab")["faults"] == []


@pytest.mark.audit
def test_a_question_is_answered(visit):
    """Chosen by arrow, checked by Enter, and the reason is opened."""
    page = visit("quizzes/practice/mononormativity/")
    question = page.locator(".question").first
    reach(page, question.locator(".question__option input").first)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(question.locator(".question__result")).not_to_be_empty()
    reason = question.locator("summary:visible").first
    reach(page, reason)
    was_open = reason.evaluate("(summary) => summary.parentElement.open")
    page.keyboard.press("Enter")
    assert reason.evaluate("(summary) => summary.parentElement.open") != was_open


@pytest.mark.audit
def test_the_exam_is_taken(visit):
    """Begun, answered in part, looked back over, and gone on with."""
    page = visit("exam/")
    reach(page, page.get_by_role("button", name="Begin the exam"))
    page.keyboard.press("Enter")
    expect(page.locator(".exam__question input:focus")).to_be_in_viewport()
    page.keyboard.press("Space")
    reach(page, page.get_by_role("button", name="Review my answers"))
    page.keyboard.press("Enter")
    expect(page.locator("h2:focus")).to_be_in_viewport()
    reach(page, page.get_by_role("button", name="Back to the questions"))
    page.keyboard.press("Enter")
    expect(page.locator(".exam__question input:checked")).to_have_count(1)


@pytest.mark.audit
@pytest.mark.parametrize(
    ("name", "field"), [("verify/", "#verify-file"), ("supervisors/team/", "#team-files")]
)
def test_files_are_chosen(visit, name, field):
    """What can be dropped on a page can also be chosen by key."""
    page = visit(name)
    with page.expect_file_chooser():
        reach(page, page.locator(field))
        page.keyboard.press("Enter")


@pytest.mark.audit
def test_a_certificate_is_looked_up(visit):
    """A number is typed and asked for by Enter."""
    page = visit("verify/")
    reach(page, page.get_by_label("Number or code"))
    page.keyboard.type("0123-4567-89AB-CDEF")
    reach(page, page.get_by_role("button", name="Check", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator(".verify__status, .verify__alert, .verify__title").first).to_be_visible()
