"""A learner's journeys through the built site: over weeks and devices, and by keyboard alone."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.xdist_group("learner")

NAME = "Zoë O’Brien-Łukasiewicz"
MODULE = "foundations"


@pytest.fixture
def device(browser, serve, site):
    """Give a function that makes a browser of the learner's; a script error fails the test."""
    address, errors, made = serve(site), [], []

    def make(now: str = "2026-11-02T09:00:00") -> BrowserContext:
        context = browser.new_context(base_url=address, accept_downloads=True)
        context.clock.install(time=now)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()
    assert errors == []


def visit(page: Page, address: str) -> None:
    """Open a page, let its clock run, and wait until its modules have started."""
    page.goto(address)
    page.wait_for_selector("html[data-started]")


def saved(page: Page, button: str, target: Path) -> Path:
    """Press a button that saves a file, and keep the file."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    waiting.value.save_as(target)
    return target


def load(page: Page, path: Path) -> None:
    """Load a copy on the page of progress."""
    visit(page, "progress/")
    page.get_by_label("Load a copy that you saved before").set_input_files(path)
    page.get_by_role("button", name="Load it").click()
    expect(page.get_by_role("status").filter(has_text="Loaded.")).to_be_visible()


def test_three_visits_and_two_devices(device, course, tmp_path):
    """Begun at the office, gone on with at home by a copy, handed in at the office weeks later."""
    module = next(item for item in course.modules if item.slug == MODULE)
    office = device()
    page = office.new_page()
    visit(page, f"modules/{MODULE}/")
    page.locator(".write textarea").first.fill("What I remember.")
    page.get_by_role("button", name="I have read this").click()
    for decision in page.locator(".decision").all():
        decision.locator("summary").first.click()
    visit(page, f"quizzes/practice/{MODULE}/")
    first, *rest = module.practice
    page.locator(f"#{first.id}-{min(first.key)}").check()
    page.locator(f"[data-question={first.id}] [type=submit]").click()
    expect(page.locator(".where")).to_contain_text(f"open: {len(rest)} practice questions")
    visit(page, "exam/")
    page.get_by_role("button", name="Begin the exam").click()
    questions = page.locator(".exam__question:not([hidden])")
    order = questions.evaluate_all("sets => sets.map(set => set.dataset.question)")
    for place in range(10):
        questions.nth(place).locator(".exam__option input").first.check()
    visit(page, "progress/")
    copy = saved(page, "Save a copy", tmp_path / "office.json")

    home = device("2026-11-06T20:00:00")
    page = home.new_page()
    visit(page, f"quizzes/practice/{MODULE}/")
    second = rest[0]
    page.locator(f"#{second.id}-{min(second.key)}").check()
    page.locator(f"[data-question={second.id}] [type=submit]").click()
    load(page, copy)
    visit(page, f"quizzes/practice/{MODULE}/")
    expect(page.locator(f"#{first.id}-{min(first.key)}")).to_be_checked()
    expect(page.locator(f"#{second.id}-{min(second.key)}")).to_be_checked()
    for question in rest[1:]:
        page.locator(f"#{question.id}-{min(question.key)}").check()
        page.locator(f"[data-question={question.id}] [type=submit]").click()
    expect(page.locator(".where")).to_contain_text("Done on November 6, 2026")
    visit(page, f"modules/{MODULE}/")
    expect(page.locator(".write textarea").first).to_have_value("What I remember.")
    visit(page, "exam/")
    questions = page.locator(".exam__question:not([hidden])")
    shown = questions.evaluate_all("sets => sets.map(set => set.dataset.question)")
    assert shown == order
    assert page.locator(".exam__option input:checked").count() == 10
    for place in range(10, len(order)):
        questions.nth(place).locator(".exam__option input").nth(1).check()
    visit(page, "progress/")
    back = saved(page, "Save a copy", tmp_path / "home.json")

    page = office.new_page()
    page.clock.set_system_time("2026-11-25T09:00:00")
    load(page, back)
    visit(page, "")
    expect(page.get_by_role("main")).to_contain_text("Done on November 6, 2026")
    visit(page, "exam/")
    assert page.locator(".exam__option input:checked").count() == len(order)
    page.get_by_role("button", name="Review my answers").click()
    page.get_by_role("button", name="Hand in these answers").click()
    for item in page.locator(".exam__evaluation .scale:has([data-required])").all():
        item.get_by_role("radio").nth(3).check()
    page.get_by_label("Your name as it appears on your license").fill(NAME)
    page.get_by_label("I have no license number yet").check()
    page.locator("#attestation").check()
    page.get_by_label("Type your name to sign").fill(NAME)
    request = saved(page, "Save my certificate request", tmp_path / "request.json")
    data = json.loads(request.read_text(encoding="utf-8"))
    assert data["exam"]["started"].startswith("2026-11-02")
    assert data["exam"]["submitted"].startswith("2026-11-25")
    assert [item["question"] for item in data["exam"]["answers"]] == order
    assert len(data["exam"]["answers"]) == course.asked
    assert all(item["chosen"] for item in data["exam"]["answers"])


def focused(page: Page) -> dict:
    """Return what has the focus: tag, type, name and text."""
    return page.evaluate(
        """() => {
             const { tagName, type, name, textContent, id } = document.activeElement;
             return { tag: tagName, type, name: name ?? "", text: textContent.trim(), id };
           }"""
    )


def tab_until(page: Page, fits, most: int = 400) -> dict:
    """Press Tab until what has the focus fits."""
    for _ in range(most):
        page.keyboard.press("Tab")
        found = focused(page)
        if fits(found):
            return found
    raise AssertionError("Tab never reaches it")


def press(page: Page, text: str) -> None:
    """Reach the button or link ``text`` by Tab, and press Enter on it."""
    tab_until(page, lambda found: found["text"] == text)
    page.keyboard.press("Enter")


def test_by_keyboard_alone(device, course):
    """From the home page to the downloaded request: Tab, arrows, Space and Enter, no mouse."""
    page = device().new_page()
    visit(page, "")
    press(page, "How it works")
    page.wait_for_url("**/how-it-works/")
    page.wait_for_selector("html[data-started]")
    press(page, "Take the exam")
    page.wait_for_url("**/exam/")
    page.wait_for_selector("html[data-started]")
    press(page, "Begin the exam")
    assert focused(page)["type"] == "radio"
    names = set()
    for _ in range(course.asked):
        found = focused(page)
        assert found["type"] == "radio", found
        names.add(found["name"])
        page.keyboard.press("Space")
        page.keyboard.press("Tab")  # "Look at this again later"
        assert focused(page)["type"] == "checkbox"
        page.keyboard.press("Tab")
    assert len(names) == course.asked
    assert focused(page)["text"] == "Review my answers"
    page.keyboard.press("Enter")
    assert focused(page)["text"] == "Your answers"
    press(page, "Hand in these answers")
    assert "were handed in" in focused(page)["text"]
    required = page.locator(".exam__evaluation .scale:has([data-required])").count()
    for _ in range(required):
        tab_until(page, lambda found: found["type"] == "radio")
        page.keyboard.press("Space")
    for field, key in (
        ("learner-name", None),
        ("no-license", "Space"),
        ("attestation", "Space"),
        ("attestation-name", None),
    ):
        tab_until(page, lambda found, field=field: found["name"] == field)
        if key:
            page.keyboard.press(key)
        else:
            page.keyboard.type(NAME)
    tab_until(page, lambda found: found["text"] == "Save my certificate request")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    data = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert data["learner"]["name"] == NAME
    assert len(data["exam"]["answers"]) == course.asked
    assert "Saved: course-request-" in focused(page)["text"]


def test_what_a_screen_reader_is_told(device, course):
    """Names, groups, states and announcements, as the accessibility tree has them."""
    page = device().new_page()
    module = next(item for item in course.modules if item.slug == MODULE)
    question = module.practice[0]
    visit(page, f"quizzes/practice/{MODULE}/")
    section = page.locator(f"[data-question={question.id}]")
    group = section.get_by_role("group")
    stem = " ".join(question.stem.replace("*", "").split())[:40]
    expect(group).to_have_accessible_name(about(stem))
    wrong = next(option for option in question.options if not option.correct)
    radio = section.locator(f"#{question.id}-{wrong.letter}")
    radio.check()
    section.get_by_role("button", name="Check my answer").click()
    status = section.get_by_role("status")
    expect(status).to_contain_text("Not the best answer.")
    told = " ".join(wrong.reason.replace("*", "").split())[:30]
    expect(radio).to_have_accessible_description(about(told))
    expect(section.get_by_role("button", name="Check my answer")).to_be_focused()
    snapshot = section.aria_snapshot()
    assert "radio" in snapshot
    assert "[checked]" in snapshot
    visit(page, f"modules/{MODULE}/")
    box = page.locator(".write").first.get_by_role("textbox")
    expect(box).to_have_accessible_name(about(module.boxes[0].label[:20]))
    decision = page.locator(".decision").first
    decision.locator("summary").first.click()
    expect(decision.get_by_role("status")).to_contain_text("Your first choice is")


def about(text: str) -> re.Pattern[str]:
    """Return a pattern that finds ``text``, whatever the quotation marks look like."""
    return re.compile(re.sub("['\"]", ".", re.escape(text)))
