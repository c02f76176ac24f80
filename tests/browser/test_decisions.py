"""Decision points of a vignette in a real browser."""

import json

import pytest
from pages import HASH, MODULE_KEY, reload
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("module")


def option(page: Page, letter: str, name: str = "lens-v1-d1"):
    """Find the line of one option."""
    return page.locator(f"[data-decision={name}] [data-option={letter}] summary")


def result(page: Page):
    """Find the result of the first decision."""
    return page.locator("[data-decision=lens-v1-d1] .decision__result")


def decision(page: Page, name: str = "lens-v1-d1") -> dict | None:
    """Read what is saved of the present wording of a decision."""
    record = json.loads(page.evaluate("key => localStorage.getItem(key)", MODULE_KEY))
    return record["decisions"].get(name, {}).get(HASH)


def test_the_first_option_opened_is_the_choice(visit):
    """It is marked in words, the consequence shows, and the best one is not given away."""
    page = visit("module")
    option(page, "a").click()
    expect(option(page, "a")).to_contain_text("Your first choice")
    expect(page.get_by_text("What follows from a.").first).to_be_visible()
    expect(result(page)).to_contain_text("Another one is more defensible")
    expect(page.get_by_text("Most defensible choice")).to_have_count(0)
    saved = decision(page)
    assert (saved["v"], saved["ok"]) == (["a"], False)
    assert saved["first"] == {"t": saved["t"], "v": ["a"], "ok": False}


def test_the_others_may_be_opened_to_compare(visit):
    """The best one is named once it is opened; the first choice stays the first."""
    page = visit("module")
    option(page, "a").click()
    option(page, "b").click()
    expect(option(page, "b")).to_contain_text("Most defensible choice")
    expect(option(page, "a")).to_contain_text("Your first choice")
    expect(result(page)).to_have_text("This is the most defensible choice.")
    option(page, "a").click()  # closing and opening again changes nothing
    option(page, "a").click()
    saved = decision(page)
    assert (saved["v"], saved["ok"]) == (["a", "b"], False)


def test_it_works_by_keyboard(visit):
    """Enter opens, and the best first choice says so."""
    page = visit("module")
    option(page, "b").focus()
    page.keyboard.press("Enter")
    expect(option(page, "b")).to_contain_text("Your first choice · Most defensible choice")
    expect(option(page, "b")).to_be_focused()
    assert decision(page)["ok"] is True


def test_text_that_the_browser_opens_is_no_choice(visit):
    """Finding text in the page, or printing it, opens an option without the learner."""
    page = visit("module")
    page.evaluate("document.querySelector('[data-option=a]').open = true")
    page.wait_for_timeout(100)
    expect(page.get_by_text("Your first choice")).to_have_count(0)
    assert decision(page) is None


def test_start_over_and_reload(visit):
    """A choice comes back after a reload; starting over takes the marks away for good."""
    page = visit("module")
    option(page, "c").click()
    reload(page)
    expect(option(page, "c")).to_contain_text("Your first choice")
    page.get_by_role("button", name="Start over").click()
    expect(page.get_by_text("Your first choice")).to_have_count(0)
    expect(option(page, "a")).to_be_focused()
    reload(page)
    expect(page.get_by_text("Your first choice")).to_have_count(0)
    option(page, "b").click()
    saved = decision(page)
    assert (saved["v"], saved["ok"], saved["n"]) == (["b"], True, 2)
    assert (saved["first"]["v"], saved["first"]["ok"]) == (["c"], False)


def test_two_decisions_do_not_mix(visit):
    """Each keeps its own choice."""
    page = visit("module")
    option(page, "a").click()
    option(page, "b", "lens-v1-d2").click()
    assert decision(page)["v"] == ["a"]
    assert decision(page, "lens-v1-d2")["v"] == ["b"]


def test_a_reworded_decision_is_not_shown_as_made(visit):
    """The old choice is named as belonging to another wording."""
    page = visit("module")
    option(page, "a").click()
    page = visit("reworded")
    expect(result(page)).to_have_text("This decision changed since you chose.")
    expect(page.get_by_text("Your first choice")).to_have_count(0)
    option(page, "b").click()
    expect(option(page, "b")).to_contain_text("Your first choice")
    assert decision(page)["v"] == ["a"]
    page = visit("module")
    expect(option(page, "a")).to_contain_text("Your first choice")


def test_printing_opens_everything_and_closes_it_again(visit):
    """On paper the consequences are there; on screen nothing was chosen."""
    page = visit("module")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("article details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("article details[open]").count() == 0
    assert decision(page) is None


def test_a_sheet_prints_alone(visit):
    """The page around a sheet, its button included, stays off the paper."""
    page = visit("paper")
    expect(page.get_by_role("button", name="Print this document")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".sheet__title")).to_be_visible()
    expect(page.locator("#around")).to_be_hidden()
    expect(page.locator("h1")).to_be_hidden()
    expect(page.locator(".sheet__actions")).to_be_hidden()


def test_a_table_stacks_on_a_phone(visit):
    """Each cell carries its column's heading, and the page does not scroll sideways."""
    page = visit("table")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    cell = page.locator("td").nth(2)
    assert cell.get_attribute("data-label") == "Instead"
    assert cell.evaluate("element => getComputedStyle(element).display") == "flow-root"
    expect(page.get_by_role("cell", name="A ranking")).to_be_visible()


def test_an_option_opened_before_the_script_counts(context, pages_address):
    """Whoever is quicker than the network has chosen all the same."""
    page = context.new_page()
    held = []
    page.route("**/decisions.js", lambda route: held.append(route))
    with page.expect_request("**/decisions.js"):
        page.goto(f"{pages_address}/module.html")
    option(page, "a").click()
    held[0].continue_()
    expect(option(page, "a")).to_contain_text("Your first choice")
    expect(result(page)).to_contain_text("Another one is more defensible")
