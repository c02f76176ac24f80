"""The built site by keyboard alone, on a phone and at 400 % zoom: menu, search and stops of Tab."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from every_page import SLICES, open_page, slice_of_pages
from stops import press, walk

pytestmark = pytest.mark.xdist_group("keyboard")

SETTINGS = {"phone, dark": (390, 800, "dark"), "400 % zoom, light": (320, 256, "light")}
"""The window in CSS pixels, one of 1280 by 1024 at 400 % has the second, and the colors."""


@pytest.fixture(params=SETTINGS)
def visit(request, browser: Browser, serve, site) -> Iterator[Callable[[str], Page]]:
    """Open a page of the site in one of the settings."""
    width, height, scheme = SETTINGS[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    address = serve(site)

    def visit(name: str) -> Page:
        page = context.new_page()
        open_page(page, address, name)
        return page

    yield visit
    context.close()


def faults(page: Page, name: str) -> list[str]:
    """Walk a page in both directions, and say what is wrong with its stops."""
    found = []
    for key in ("Tab", "Shift+Tab"):
        stops, wrong = walk(page, key)
        assert stops > 5, name
        found += [f"/{name} {key} {each}" for each in wrong]
    return found


def test_every_stop_is_seen(visit):
    """From the address bar through a lesson and out of it, and back: nothing hidden is in focus."""
    name = "modules/mononormativity/"
    assert faults(visit(name), name) == []


@pytest.mark.audit
@pytest.mark.parametrize("number", SLICES)
def test_every_stop_of_every_page_is_seen(visit, site, number):
    """The same on all pages, and in an exam that has begun."""
    found = []
    for name in slice_of_pages(site, number):
        page = visit(name)
        found += faults(page, name)
        if name == "exam/":
            page.get_by_role("button", name="Begin the exam").click()
            found += faults(page, f"{name} begun")
        page.close()
    assert found == []


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
