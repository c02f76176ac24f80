"""The built site by keyboard alone, on a phone and at 400 % zoom: menu, search and stops of Tab."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.xdist_group("keyboard")

SIZES = {"phone": (390, 800), "400 % zoom": (320, 256)}
"""CSS pixels; a window of 1280 by 1024 at 400 % has the second."""

PAGES = [
    "modules/mononormativity/",
    *(
        pytest.param(name, marks=pytest.mark.audit)
        for name in ("", "exam/", "verify/", "supervisors/assign/", "progress/")
    ),
]

STOP = """() => {
  const stop = document.activeElement;
  const label = stop.matches(".md-option") ? stop.nextElementSibling : stop;
  label.scrollIntoView({ block: "center", behavior: "instant" });
  const { x, y, width, height } = label.getBoundingClientRect();
  const hit = document.elementFromPoint(x + width / 2, y + height / 2);
  return {
    body: stop === document.body,
    text: (stop.ariaLabel || stop.textContent || stop.id).trim().slice(0, 60),
    seen: label.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      !!hit && (label.contains(hit) || hit.contains(label) || hit.closest("label") !== null),
  };
}"""
"""What has the focus, and whether it can be seen; a radio of the palette shows on its neighbour."""


@pytest.fixture(params=SIZES)
def visit(request, browser: Browser, serve, site) -> Iterator[Callable[[str], Page]]:
    """Open a page of the site at one of the sizes."""
    width, height = SIZES[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    address = serve(site)

    def visit(name: str) -> Page:
        page = context.new_page()
        page.goto(address + name)
        page.wait_for_selector("html[data-started]")
        return page

    yield visit
    context.close()


def press(page: Page, key: str) -> dict:
    """Press a key, wait for what it moves, and return what has the focus then."""
    page.keyboard.press(key)
    page.wait_for_timeout(30)
    page.wait_for_function(
        "() => document.getAnimations().every((one) => one.playState !== 'running')"
    )
    return page.evaluate(STOP)


@pytest.mark.parametrize("name", PAGES)
def test_every_stop_is_seen(visit, name):
    """From the address bar through the page and out of it: nothing hidden takes the focus."""
    page = visit(name)
    hidden, stops = [], 0
    while not (stop := press(page, "Tab"))["body"] and stops < 600:
        stops += 1
        if not stop["seen"]:
            hidden.append(stop["text"])
    assert stops > 5
    assert not hidden


def test_the_menu_opens_leads_back_and_closes(visit):
    """Its panels one by one: only what is in front takes the focus, and Escape leaves it."""
    page = visit("modules/mononormativity/")
    while press(page, "Tab")["text"] != "Menu":
        pass
    assert press(page, "Enter")["text"] == "Lesson"  # the page that is open
    focused = page.locator(":focus")
    back = press(page, "Shift+Tab")
    assert back["text"].startswith("Back from ")
    opener = press(page, "Enter")
    assert back["text"].removeprefix("Back from ") in opener["text"]
    expect(focused).to_have_attribute("aria-expanded", "false")
    assert press(page, "Space")["text"] == back["text"]
    stops = [press(page, "Tab") for _ in range(2)]
    assert [stop["text"] for stop in stops] == ["Lesson", "Practice"]
    assert all(stop["seen"] for stop in stops)
    press(page, "Escape")
    expect(focused).to_have_accessible_name("Menu")
    expect(focused).to_have_attribute("aria-expanded", "false")


def test_a_page_is_reached_through_the_menu(visit):
    """From home to the first page of a part; the page it leads to can be read at once."""
    page = visit("")
    while press(page, "Tab")["text"] != "Menu":
        pass
    stop = press(page, "Enter")
    while stop["text"] != "Your course":
        assert stop["seen"], stop
        stop = press(page, "Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/progress/")
    expect(page.locator(".md-content")).not_to_have_attribute("inert", "")


def test_the_search_is_used_and_left(visit):
    """A word, an arrow and Enter lead to a page with it; Tab leaves the search for the page."""
    page = visit("")
    while press(page, "Tab")["text"] != "Search":
        pass
    page.keyboard.type("jealousy", delay=10)
    page.locator(".md-search-result__item a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.rstrip("/").count("/") > 3)
    expect(page.locator("article")).to_contain_text(re.compile("jealous", re.IGNORECASE))
