"""Boxes to write in: saved while typing and on leaving, by one tab or two."""

import json

import pytest
from pages import MODULE_KEY, reload
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("notes")


def box(page: Page):
    """Find the box by the sentence above it."""
    return page.get_by_role("textbox", name="Write two sentences")


def said(page: Page):
    """Find the line below the box."""
    return page.locator(".write__said")


def note(page: Page) -> str | None:
    """Read what is kept of the box."""
    record = json.loads(page.evaluate("key => localStorage.getItem(key)", MODULE_KEY))
    return record["notes"].get("lens-w1", {}).get("text")


def test_it_is_saved_while_typing(visit):
    """A moment after the last key, without leaving the box, and it is there after a reload."""
    page = visit("module")
    expect(said(page)).to_have_text("Stays on this device.")
    expect(said(page)).to_have_attribute("role", "status")
    box(page).press_sequentially("I would ask")
    assert note(page) is None
    expect(said(page)).to_have_text("Kept on this device.")
    assert note(page) == "I would ask"
    expect(box(page)).to_be_focused()
    reload(page)
    expect(box(page)).to_have_value("I would ask")


def test_it_is_saved_on_leaving(visit):
    """By leaving the box, and by leaving the page in the middle of a word."""
    page = visit("module")
    box(page).press_sequentially("One")
    page.keyboard.press("Tab")
    assert note(page) == "One"
    box(page).press_sequentially(" and tw")
    page.goto(page.url.replace("module", "practice"))
    assert note(page) == "One and tw"


def test_another_tab_is_not_written_over(visit):
    """A tab that still stands in the box shows what the other wrote, and leaves it alone."""
    one, two = visit("module"), visit("module")
    box(one).press_sequentially("One")
    expect(said(one)).to_have_text("Kept on this device.")
    expect(box(two)).to_have_value("One")
    box(two).press_sequentially("One, two")
    box(two).fill("One and two")
    expect(box(one)).to_have_value("One and two")
    one.goto(one.url.replace("module", "practice"))
    assert note(two) == "One and two"


def test_what_is_being_typed_is_not_taken_away(visit):
    """The other tab's text waits until this one's is saved; the later one stays."""
    one, two = visit("module"), visit("module")
    box(two).press_sequentially("mine", delay=0)
    one.evaluate(
        """key => {
             const record = JSON.parse(localStorage.getItem(key));
             record.notes["lens-w1"] = { t: "2026-01-01T00:00:00.000Z", text: "theirs" };
             localStorage.setItem(key, JSON.stringify(record));
           }""",
        MODULE_KEY,
    )
    two.wait_for_timeout(100)
    expect(box(two)).to_have_value("mine")
    expect(said(two)).to_have_text("Kept on this device.")
    assert note(one) == "mine"
    expect(box(one)).to_have_value("mine")


def test_an_emptied_box_stays_empty(visit):
    """Taking a text away is a change like any other."""
    page = visit("module")
    box(page).fill("Mine")
    page.keyboard.press("Tab")
    box(page).fill("")
    page.keyboard.press("Tab")
    assert note(page) == ""
    reload(page)
    expect(box(page)).to_have_value("")


def test_a_text_that_cannot_be_kept_is_said_so(visit):
    """The words stay on the page, and the line below does not say that they are kept."""
    page = visit("module")
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('', 'Quota'); }; }"
    )
    box(page).press_sequentially("Mine")
    expect(said(page)).to_have_text("Not kept: see the notice.")
    expect(page.locator(".course-notice")).to_contain_text("does not keep answers")
    expect(box(page)).to_have_value("Mine")
