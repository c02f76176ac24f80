"""Accessibility of what a learner sees while working: axe-core in each state of a page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from barriers import find_barriers
from reports.hand_ins import DONE, completion, edited
from reports.team_page import give, payload

pytestmark = pytest.mark.xdist_group("states")

STARTED = "html[data-started]"


def wait(page: Page, address: str) -> None:
    """Open a page and wait until its modules have started."""
    page.goto(address)
    page.wait_for_selector(STARTED)


def practice(page: Page, note: Callable[[str], None]) -> None:
    """Unanswered, wrong, right, with all reasons open."""
    wait(page, "quizzes/practice/foundations/")
    note("unanswered")
    question = page.locator(".question").first
    check = question.locator("[type=submit]")
    wrong = question.locator("input[type=radio]:not([data-correct])").first
    wrong.check()
    check.click()
    note("wrong")
    question.get_by_role("button", name="Show the answer").click()
    note("answer shown")
    question.get_by_role("button", name="Try again").click()
    question.locator("input[data-correct]").check()
    check.click()
    note("right")
    check.click()
    page.locator(".question").nth(1).locator("[type=submit]").click()
    note("nothing chosen")


def lesson(page: Page, note: Callable[[str], None]) -> None:
    """A decision opened, a box written in, a cold question kept, the lesson marked as read."""
    wait(page, "modules/foundations/")
    note("unread")
    page.locator(".decision summary").first.click()
    page.locator(".write textarea").first.fill("A sentence.")
    cold = page.locator(".question[data-before]").first
    cold.locator(".question__option input").first.check()
    cold.locator(".question__sure input").nth(2).check()
    cold.locator("[type=submit]").click()
    page.get_by_role("button", name="I have read this").click()
    note("worked in")


def exam(page: Page, note: Callable[[str], None]) -> None:
    """Before the start, under way, in review, handed in, refused and saved."""
    wait(page, "exam/")
    note("ready")
    page.get_by_role("button", name="Begin the exam").click()
    note("under way")
    page.get_by_role("button", name="Review my answers").click()
    note("review, nothing answered")
    page.get_by_role("button", name="Back to the questions").click()
    for question in page.locator(".exam__question:not([hidden])").all():
        question.locator(".exam__option input").first.check()
    page.get_by_role("button", name="Review my answers").click()
    page.get_by_role("button", name="Hand in these answers").click()
    note("handed in")
    page.get_by_role("button", name="Save my certificate request").click()
    note("refused")
    for item in page.locator(".exam__evaluation .scale:has([data-required])").all():
        item.locator("input").nth(3).check()
    page.get_by_label("Your name as it appears on your license").fill("Ann Example")
    page.get_by_label("I have no license number yet").check()
    page.locator("#attestation").check()
    page.get_by_label("Type your name to sign").fill("Ann Example")
    with page.expect_download():
        page.get_by_role("button", name="Save my certificate request").click()
    note("saved")


def progress(page: Page, note: Callable[[str], None]) -> None:
    """Empty, and with something in it; the question whether to forget; a copy refused."""
    wait(page, "progress/")
    note("empty")
    lesson(page, lambda _: None)
    wait(page, "tools/competence-self-assessment/")
    note("self-assessment")
    for line in page.locator("fieldset.rating").all():
        line.locator("input[type=radio]").nth(1).check()
    page.get_by_role("button", name="After the course").click()
    page.locator("fieldset.rating").first.locator("input[type=radio]").nth(2).check()
    note("self-assessment, after")
    wait(page, "progress/")
    page.get_by_label("Load a copy").set_input_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": b"{}"}
    )
    note("something done")
    page.get_by_role("button", name="Forget everything here").click()
    note("asked whether to forget")


def others(page: Page, note: Callable[[str], None]) -> None:
    """A review, a scene, and the page for keeping the course."""
    wait(page, "review/")
    note("review")
    wait(page, "scenes/tell-a-secret/")
    page.locator(".decision summary").first.click()
    note("scene")
    wait(page, "offline/")
    note("offline")


def assigned(page: Page, note: Callable[[str], None]) -> None:
    """Nothing sent, an offer with what is wrong in it, accepted, late, removed; a file made."""
    wait(page, "assignment/")
    page.locator("summary", has_text="The link did not work").click()
    note("nothing sent")
    page.get_by_label("Paste the whole link").fill("no link")
    page.get_by_role("button", name="Read the link").click()
    note("no link")
    link = "#v=1&m=lens,the-duplex@2020-01-01,updates@2999-12-31,foundations&due=x&by=Dr%20A&id=7"
    wait(page, f"assignment/{link}&t={'long%20' * 40}")
    note("offered")
    page.get_by_role("button", name="Accept").click()
    note("accepted")
    lesson(page, lambda _: None)
    wait(page, "")
    note("home, assigned")
    wait(page, "cases/")
    note("list, assigned")
    wait(page, "case_studies/the-duplex/")
    note("a case that is late")
    wait(page, "assignment/")
    page.get_by_role("button", name="Show what is in the file").click()
    note("no name")
    page.get_by_label("Your name").fill("Ann Example")
    page.get_by_role("button", name="Show what is in the file").click()
    page.wait_for_selector(".hand-in__text", state="attached")
    for summary in page.locator(".hand-in summary").all():
        summary.click()
    note("shown")
    with page.expect_download():
        page.get_by_role("button", name="Save the file").click()
    note("saved")
    page.get_by_role("button", name="Remove this assignment").click()
    note("removed")


def supervisors(page: Page, note: Callable[[str], None]) -> None:
    """The guide, the form empty, filled in and filled in again from a link, and the log."""
    wait(page, "supervisors/")
    note("guide")
    wait(page, "supervisors/assign/")
    note("empty")
    page.get_by_label("Start from a path").select_option(index=1)
    page.get_by_label("One date for all parts").fill("2020-01-01")
    note("filled in")
    link = page.get_by_label("To send to your supervisees").input_value()
    page.locator("summary", has_text="Change an assignment").click()
    page.get_by_label("Paste its link").fill(link.replace("m=", "m=nowhere,"))
    page.get_by_role("button", name="Fill in the form").click()
    page.get_by_role("button", name="Copy the link").click()
    note("filled in again")
    wait(page, "supervisors/log/")
    note("log")


def team(page: Page, note: Callable[[str], None]) -> None:
    """Empty; with all kinds of people and files in it, opened; by part; nobody left to show."""
    wait(page, "supervisors/team/")
    note("empty")
    page.locator("summary", has_text="Choose parts that everybody must do").click()
    practiced = {"lens-detect": {"answered": 6, "right": 2}}
    lens = {"mononormativity": DONE | {"score": 33, "objectives": practiced}}
    due = {"mononormativity": "2026-11-01", "orientation": "2020-01-01"}
    give(
        page,
        [
            payload("a.json", completion("Ann Lee", lens, due=due, ref="7")),
            payload("b.json", edited(completion("W" * 80, due=due), ratings={})),
            payload("c.json", completion("محمد الأمين", due=due)),
            payload("p.json", b"{}"),
        ],
    )
    give(page, [payload("team.csv", b"name\nDora Nile\n\xe2\x80\xae\n")], "#team-roster")
    for summary in page.locator(".team td summary").all():
        summary.click()
    note("by person")
    page.get_by_label("By part").check()
    for summary in page.locator("table[aria-label=Parts] ~ details summary").all():
        summary.click()
    note("by part")
    page.get_by_label("By person").check()
    page.get_by_label("Show", exact=True).select_option("completed")
    note("nobody")


def sign_off(page: Page, note: Callable[[str], None]) -> None:
    """Empty, something missing, a module ticked, a session added, shown and saved."""
    wait(page, "supervisors/sign-off/")
    note("empty")
    page.get_by_role("button", name="Show the sign-off").click()
    note("something missing")
    form = page.locator(".sign-off")
    form.get_by_label("Supervisee’s name").fill("Ann Lee")
    form.get_by_label("Your name").fill("Dr Example")
    form.get_by_label("The lens").check()
    form.get_by_label("Rating", exact=True).first.select_option("competent")
    form.get_by_label("It rests on").first.select_option("role-play")
    page.get_by_role("button", name="Add a session").click()
    form.get_by_label("Minutes").fill("50")
    note("filled in")
    page.get_by_role("button", name="Show the sign-off").click()
    note("shown")
    with page.expect_download():
        page.get_by_role("button", name="Save the sign-off file").click()
    note("saved")


def frame(page: Page, note: Callable[[str], None]) -> None:
    """The search with results and without, the other colors, the menu and a panel of it."""
    wait(page, "modules/foundations/")
    page.keyboard.press("/")
    page.keyboard.type("jealousy")
    page.locator(".md-search-result__item").first.wait_for()
    page.locator(".md-search-result__more summary").first.click()
    note("results")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("qqqq")
    page.get_by_text("No matching documents").wait_for()
    note("no results")
    page.keyboard.press("Escape")
    if not page.evaluate("matchMedia('(forced-colors: active)').matches"):
        # There axe-core reads a color of the text that Chromium does not paint.
        page.get_by_role("button", name="Switch to").click()
        note("other colors")
    menu = page.get_by_role("button", name="Menu", exact=True)
    if menu.is_visible():
        menu.click()
        note("menu, this page")
        back = page.locator("#menu [aria-label^='Back from']:not([inert]):visible")
        if back.count():  # a fork of the theme has no panels
            back.click()
            note("menu, one level up")


def boxes(page: Page, note: Callable[[str], None]) -> None:
    """Every disclosure element of a lesson, a case and a tool opened, and a term explained."""
    for name in ("tools/claim-checker/", "case_studies/updates/", "modules/foundations/"):
        wait(page, name)
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        note(f"{name} opened")
        term = page.locator("button.term").first
        if term.count():
            term.click()
            page.locator("[popover]:popover-open").wait_for()
            note(f"{name} term")
            page.keyboard.press("Escape")
    page.emulate_media(media="print")
    note("on paper")


VISITS = [practice, lesson, exam, progress, assigned, supervisors, team, sign_off, others, frame]
VISITS += [boxes]

SETTINGS = {
    "light": ("light", "none", (1280, 800)),
    "dark phone": ("dark", "none", (390, 800)),
}
MORE_SETTINGS = {
    "dark": ("dark", "none", (1280, 800)),
    "light phone": ("light", "none", (390, 800)),
    "forced colors": ("light", "active", (1280, 800)),
    "400 % zoom": ("light", "none", (320, 256)),
}
"""The scheme of colors, whether the reader forces a few, and the window in CSS pixels."""


def barriers(browser, address: str, visit, setting) -> list[str]:
    """Return what axe-core finds in every state of a visit, and where a page is too wide."""
    scheme, forced, (width, height) = setting
    context = browser.new_context(
        base_url=address,
        color_scheme=scheme,
        forced_colors=forced,
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        accept_downloads=True,
    )
    page = context.new_page()
    found, states = [], []

    def note(state: str) -> None:
        states.append(state)
        found.extend(f"{state}: {each}" for each in find_barriers(page))

    visit(page, note)
    context.close()
    assert states, visit.__name__
    return found


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.__name__)
@pytest.mark.parametrize("setting", SETTINGS)
def test_states(browser, serve, site, visit, setting):
    """No rule is violated in any state, by day on a desktop and by night on a phone."""
    assert barriers(browser, serve(site), visit, SETTINGS[setting]) == []


@pytest.mark.audit
@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.__name__)
@pytest.mark.parametrize("setting", MORE_SETTINGS)
def test_other_settings(browser, serve, site, visit, setting):
    """The same the other way round, in the few colors of a reader's own, and at 400 % zoom."""
    assert barriers(browser, serve(site), visit, MORE_SETTINGS[setting]) == []
