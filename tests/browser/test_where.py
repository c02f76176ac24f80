"""How much of a unit is left: the line below the heading, sections seen, and the button."""

import json
import re

import pytest
from pages import HASH, MODULE_KEY, PATIENCE, reload, started
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("where")

DECISIONS = ("lens-v1-d1", "lens-v1-d2")
LATER = "2999-01-01T00:00:00.000Z"


def record(page: Page) -> dict:
    """Read the module's record."""
    return json.loads(page.evaluate("key => localStorage.getItem(key)", MODULE_KEY))


def line(page: Page):
    """Find the line below the heading."""
    return page.locator(".where")


def put(page: Page, **more) -> None:
    """Write a record of the module and load the page again."""
    blank = {"sections": {}, "answers": {}, "decisions": {}, "notes": {}}
    text = json.dumps({"schema": 2, "unit": "lens"} | blank | more)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [MODULE_KEY, text])
    reload(page)


def show(page: Page, selector: str) -> None:
    """Bring an element to the middle of the window."""
    page.locator(selector).evaluate("element => element.scrollIntoView({ block: 'center' })")


def entry(v: str = "a") -> dict:
    """Make what is kept of one try."""
    t = "2026-01-02T03:04:05.000Z"
    return {HASH: {"v": [v], "ok": False, "t": t, "n": 1, "first": {"t": t, "v": [v], "ok": False}}}


def test_it_says_what_is_left(visit):
    """Minutes of what is unread and unanswered, what is open, and where the rest is shown."""
    page = visit("module")
    expect(line(page)).to_have_text(
        "About 9 minutes left; open: 2 practice questions and 2 decisions. My progress"
    )
    expect(line(page).get_by_role("link")).to_have_attribute("href", "./progress/")
    page.locator("[data-decision=lens-v1-d1] [data-option=a] summary").click()
    expect(line(page)).to_contain_text("open: 2 practice questions and 1 decision.")
    page = visit("practice")
    expect(line(page)).to_contain_text("About 9 minutes left")
    page.locator("label[for=lens-p1-a]").click()
    page.locator("[data-question=lens-p1] [type=submit]").click()
    expect(line(page)).to_contain_text(
        "About 8 minutes left; open: 1 practice question and 1 decision."
    )
    expect(page.get_by_role("button", name="I have read this")).to_have_count(0)


def test_a_section_counts_once_its_end_was_in_sight_for_a_moment(visit):
    """Passing over it is not reading it; the place is kept as the last one."""
    page = visit("module")
    show(page, "#second")
    page.wait_for_timeout(300)
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(1800)
    assert record(page)["sections"] == {}
    show(page, "#second")
    expect(line(page)).to_contain_text("About 7 minutes left")
    saved = record(page)
    assert set(saved["sections"]) == {"first"}
    assert saved["last"]["at"] == "first"
    show(page, ".where__end")
    expect(line(page)).to_contain_text("About 3 minutes left")
    assert set(record(page)["sections"]) == {"first", "second"}
    reload(page)
    expect(line(page)).to_contain_text("About 3 minutes left")


def test_a_page_in_the_background_is_not_being_read(visit):
    """Only after the learner has come back does the moment count."""
    page = visit("module")
    hide = "on => { Object.defineProperty(document, 'hidden', { value: on, configurable: true }) }"
    page.evaluate(hide, True)
    show(page, "#second")
    page.wait_for_timeout(2000)
    assert record(page)["sections"] == {}
    page.evaluate(hide, False)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(line(page)).to_contain_text("About 7 minutes left")


def test_read_elsewhere_and_not_read_after_all(visit):
    """The button says the whole is read, and takes it back, sections seen included."""
    page = visit("module")
    show(page, "#second")
    expect(line(page)).to_contain_text("About 7 minutes left")
    button = page.locator(".where__end button")
    said = page.locator(".where__said")
    expect(button).to_have_text("I have read this")
    expect(said).to_have_attribute("role", "status")
    button.click()
    expect(said).to_have_text("Marked as read.")
    expect(button).to_have_text("I have not read this yet")
    expect(line(page)).to_contain_text("About 3 minutes left")
    reload(page)
    expect(button).to_have_text("I have not read this yet")
    button.click()
    expect(said).to_have_text("Marked as not read.")
    expect(button).to_have_text("I have read this")
    expect(line(page)).to_contain_text("About 9 minutes left")
    page.evaluate("scrollTo(0, 0)")
    show(page, "#second")
    expect(line(page)).to_contain_text("About 7 minutes left")


def test_a_clock_set_back_hinders_neither(visit):
    """What was marked or seen under a clock that ran ahead is not stronger than what comes now."""
    page = visit("module")
    put(page, read={"t": LATER, "v": False})
    expect(line(page)).to_contain_text("About 9 minutes left")
    show(page, "#second")
    expect(line(page)).to_contain_text("About 7 minutes left")
    page.evaluate("scrollTo(0, 0)")
    put(page, sections={"first": LATER, "second": LATER})
    expect(line(page)).to_contain_text("About 3 minutes left")
    page.get_by_role("button", name="I have not read this yet").click()
    expect(line(page)).to_contain_text("About 9 minutes left")


def test_what_changed_since_is_counted(visit):
    """A question and a decision that were reworded are open again, and said to have changed."""
    page = visit("module")
    page.locator("[data-decision=lens-v1-d1] [data-option=a] summary").click()
    page = visit("practice")
    page.locator("label[for=lens-p1-a]").click()
    page.locator("[data-question=lens-p1] [type=submit]").click()
    page = visit("reworded")
    expect(line(page)).to_contain_text("open: 1 practice question and 1 decision.")
    expect(line(page)).to_contain_text("2 changed since you answered.")


def test_a_visit_is_noted_once(visit):
    """The module's first opening stays the first."""
    page = visit("module")
    first = record(page)["opened"]
    reload(page)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", first)
    assert record(page)["opened"] == first


def test_completed_is_noted_once(visit):
    """When nothing is left for the first time, the day is said; later changes leave it alone."""
    page = visit("module")
    put(
        page,
        sections={"first": "2026-01-01T00:00:00.000Z"},
        answers={name: entry() for name in ("lens-p1", "lens-p2")},
        decisions={name: entry() for name in DECISIONS},
    )
    expect(line(page)).to_contain_text("About 4 minutes left.")
    assert "completed" not in record(page)
    page.get_by_role("button", name="I have read this").click()
    expect(line(page)).to_contain_text(re.compile(r"^Done on \w+ \d+, \d{4}\."))
    completed = record(page)["completed"]
    page.get_by_role("button", name="I have not read this yet").click()
    expect(line(page)).to_contain_text("About 6 minutes left.")
    page.get_by_role("button", name="I have read this").click()
    expect(line(page)).to_contain_text("Done on")
    assert record(page)["completed"] == completed


def test_the_other_tab_is_heard(visit):
    """An answer on the practice page shows on the module's page."""
    module, practice = visit("module"), visit("practice")
    practice.locator("label[for=lens-p1-a]").click()
    practice.locator("[data-question=lens-p1] [type=submit]").click()
    expect(line(module)).to_contain_text("open: 1 practice question and 2 decisions.")


def test_nothing_is_promised_where_nothing_can_be_kept(browser, pages_address):
    """Without storage the line still follows what is done on the page."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"
    )
    page = context.new_page()
    page.goto(f"{pages_address}/module.html")
    started(page)
    page.get_by_role("button", name="I have read this").click()
    expect(line(page)).to_contain_text("About 3 minutes left")
    context.close()
