"""Practice questions in a real browser: keyboard, words, and what is kept."""

import json

import pytest
from pages import HASH, MODULE_KEY, reload, started
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("practice")

RIGHT = "Right: b is the best answer."
WRONG = "Not the best answer."


def part(page: Page, name: str, selector: str):
    """Find something inside one question."""
    return page.locator(f"[data-question={name}] {selector}")


def result(page: Page, name: str = "lens-p1"):
    """Find a question's result."""
    return part(page, name, ".question__result")


def answers(page: Page) -> dict:
    """Read the saved answers: by question, then by the hash of its wording."""
    return json.loads(page.evaluate("key => localStorage.getItem(key)", MODULE_KEY))["answers"]


def answer(page: Page, name: str) -> dict:
    """Read the answer saved for the present wording of a question."""
    return answers(page)[name][HASH]


def check(page: Page, name: str, *letters: str) -> None:
    """Choose options by their labels and press the button."""
    for letter in letters:
        part(page, name, f"label[for={name}-{letter}]").click()
    part(page, name, "[type=submit]").click()


def test_arrow_keys_choose_and_never_check(visit):
    """Every option can be reached by arrow keys; only Enter checks, and focus stays."""
    page = visit("practice")
    page.locator("#lens-p1-a").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#lens-p1-c")).to_be_checked()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#lens-p1-b")).to_be_checked()
    expect(result(page)).to_be_empty()
    assert answers(page) == {}
    page.keyboard.press("Enter")
    expect(result(page)).to_contain_text(RIGHT)
    expect(page.locator("#lens-p1-b")).to_be_focused()


def test_the_whole_of_a_question_works_by_keyboard(visit):
    """Wrong, read the reason, try again, right: without a mouse."""
    page = visit("practice")
    page.locator("#lens-p1-a").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(result(page)).to_contain_text(WRONG)
    page.keyboard.press("Tab")  # the reason under the choice
    expect(part(page, "lens-p1", "#lens-p1-a-reason summary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(part(page, "lens-p1", "[type=submit]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Try again
    expect(page.locator("#lens-p1-a")).to_be_focused()
    expect(page.locator("#lens-p1-a")).not_to_be_checked()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(result(page)).to_contain_text(RIGHT)
    saved = answer(page, "lens-p1")
    assert (saved["v"], saved["ok"], saved["n"]) == (["b"], True, 2)
    assert (saved["first"]["v"], saved["first"]["ok"]) == (["a"], False)


def test_a_wrong_answer_shows_its_own_reason_and_no_other(visit):
    """The reason is tied to the choice; the key stays hidden until it is found or asked for."""
    page = visit("practice")
    check(page, "lens-p1", "c")
    expect(result(page)).to_contain_text(WRONG)
    expect(part(page, "lens-p1", "#lens-p1-c-reason")).to_be_visible()
    expect(part(page, "lens-p1", "#lens-p1-c-reason summary")).to_have_text(
        "Your answer, c: not the best answer"
    )
    assert page.get_attribute("#lens-p1-c", "aria-describedby") == "lens-p1-c-reason"
    expect(part(page, "lens-p1", "#lens-p1-b-reason")).to_be_hidden()
    expect(part(page, "lens-p1", ".question__rationale")).to_be_hidden()
    part(page, "lens-p1", "button:text('Show the answer')").click()
    expect(part(page, "lens-p1", ".question__rationale")).to_be_visible()
    assert answer(page, "lens-p1")["ok"] is False


def test_a_right_answer_opens_everything_in_words(visit):
    """All reasons and the rationale open; each option says what it is."""
    page = visit("practice")
    check(page, "lens-p1", "b")
    for letter, words in (("a", "a: not the best"), ("b", "Your answer, b: the best")):
        reason = part(page, "lens-p1", f"#lens-p1-{letter}-reason")
        expect(reason.locator("summary")).to_contain_text(words)
        expect(reason.locator("div")).to_be_visible()
    expect(part(page, "lens-p1", ".question__rationale p")).to_be_visible()


def test_a_new_choice_takes_the_old_verdict_away(visit):
    """Right after a wrong answer, choosing again must not stand under the old result."""
    page = visit("practice")
    check(page, "lens-p1", "a")
    expect(result(page)).to_contain_text(WRONG)
    part(page, "lens-p1", "label[for=lens-p1-b]").click()
    expect(result(page)).to_be_empty()
    expect(part(page, "lens-p1", "#lens-p1-a-reason summary")).to_have_text(
        "a: not the best answer"
    )


def test_several_best_answers(visit):
    """All of them and no other is right; a part of them is said to be a part."""
    page = visit("practice")
    check(page, "lens-p2", "a")
    expect(result(page, "lens-p2")).to_contain_text("something is missing")
    check(page, "lens-p2", "c")
    expect(result(page, "lens-p2")).to_contain_text("Right: a and c are the best answers.")
    check(page, "lens-p2", "b")
    expect(result(page, "lens-p2")).to_contain_text(WRONG)


def test_nothing_chosen_is_said_and_not_saved(visit):
    """The button without a choice asks for one."""
    page = visit("practice")
    check(page, "lens-p1")
    expect(result(page)).to_have_text("Choose an answer first.")
    assert answers(page) == {}


def test_the_same_choice_twice_counts_once(visit):
    """Pressing the button again repeats the sentence and counts no new try."""
    page = visit("practice")
    check(page, "lens-p1", "a")
    check(page, "lens-p1")
    expect(result(page)).to_contain_text(WRONG)
    assert answer(page, "lens-p1")["n"] == 1


def test_answers_come_back_after_a_reload(visit):
    """Choice, verdict and reasons are as they were."""
    page = visit("practice")
    check(page, "lens-p1", "a")
    check(page, "lens-p2", "a", "c")
    reload(page)
    expect(page.locator("#lens-p1-a")).to_be_checked()
    expect(result(page)).to_contain_text(WRONG)
    expect(part(page, "lens-p1", "#lens-p1-a-reason div")).to_be_visible()
    expect(result(page, "lens-p2")).to_contain_text("Right")


def test_a_reworded_question_is_not_shown_as_answered(visit):
    """The answer of another wording is named as such, and kept beside the new one."""
    page = visit("practice")
    check(page, "lens-p1", "b")
    page = visit("reworded")
    expect(result(page)).to_have_text("This question changed since you answered.")
    expect(page.locator("#lens-p1-b")).not_to_be_checked()
    expect(part(page, "lens-p1", ".question__rationale")).to_be_hidden()
    check(page, "lens-p1", "a")
    saved = answers(page)["lens-p1"]
    assert (saved["ffffffffffff"]["v"], saved["ffffffffffff"]["n"]) == (["a"], 1)
    assert saved["ffffffffffff"]["first"]["ok"] is False
    assert saved[HASH]["v"] == ["b"]
    page = visit("practice")
    expect(page.locator("#lens-p1-b")).to_be_checked()
    expect(result(page)).to_contain_text(RIGHT)


def test_a_question_before_the_reading_holds_its_feedback_back(visit):
    """Kept without a verdict, through a reload, until the learner asks for it."""
    page = visit("practice")
    button = part(page, "lens-c1", "[type=submit]")
    expect(button).to_have_text("Keep my answer")
    check(page, "lens-c1", "a")
    kept = "Kept. Read on; come back for the feedback when you have read the module."
    expect(result(page, "lens-c1")).to_have_text(kept)
    expect(part(page, "lens-c1", ".question__reason >> visible=true")).to_have_count(0)
    saved = answer(page, "lens-c1")
    assert (saved["v"], saved["first"]["ok"], "shown" in saved) == (["a"], False, False)
    reload(page)
    expect(result(page, "lens-c1")).to_have_text(kept)
    part(page, "lens-c1", "button:text('Show the feedback now')").click()
    expect(result(page, "lens-c1")).to_contain_text(WRONG)
    expect(button).to_be_focused()
    assert answer(page, "lens-c1")["shown"] >= saved["t"]
    reload(page)
    expect(result(page, "lens-c1")).to_contain_text(WRONG)


def sure(page: Page):
    """Find the question how sure the learner is."""
    return part(page, "lens-p1", ".question__sure")


def test_how_sure_is_asked_with_the_first_try_only(visit):
    """It must be said before the first check, is kept with it, and cannot be changed after it."""
    page = visit("confidence")
    check(page, "lens-p1", "a")
    expect(result(page)).to_have_text("Say how sure you are, too.")
    expect(page.locator("#lens-p1-sure-25")).to_be_focused()
    assert answers(page) == {}
    page.get_by_label("75 %").check()
    check(page, "lens-p1")
    expect(result(page)).to_contain_text(WRONG)
    expect(page.locator("#lens-p1-sure-100")).to_be_disabled()
    check(page, "lens-p1", "b")
    expect(result(page)).to_contain_text(RIGHT)
    saved = answer(page, "lens-p1")
    assert (saved["n"], saved["first"]["v"], saved["first"]["sure"]) == (2, ["a"], 75)
    reload(page)
    expect(page.get_by_label("75 %")).to_be_checked()
    expect(page.locator("#lens-p1-sure-100")).to_be_disabled()
    part(page, "lens-p1", "button:text('Try again')").click()
    check(page, "lens-p1", "c")
    expect(result(page)).to_contain_text(WRONG)


def test_how_sure_is_not_asked_of_an_answer_given_without(visit):
    """An answer from before the author asked for it: the first try is over."""
    page = visit("practice")
    check(page, "lens-p1", "a")
    page = visit("confidence")
    expect(sure(page)).to_be_hidden()
    check(page, "lens-p1", "b")
    expect(result(page)).to_contain_text(RIGHT)
    assert "sure" not in answer(page, "lens-p1")["first"]


def test_how_sure_is_answered_by_keyboard(visit):
    """Arrow keys choose, Enter checks, and a guess is named as one."""
    page = visit("confidence")
    page.locator("#lens-p1-b").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_label("25 % (a guess)")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(result(page)).to_contain_text(RIGHT)
    assert answer(page, "lens-p1")["first"]["sure"] == 50


def test_the_result_is_a_live_region_from_the_start(visit):
    """A region that appears with its text is not read out."""
    page = visit("practice")
    assert result(page).get_attribute("role") == "status"
    assert result(page).evaluate("element => getComputedStyle(element).display") != "none"


def test_reduced_motion_is_respected(browser, pages_address):
    """Nothing moves for a learner who asked for stillness."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{pages_address}/practice.html")
    started(page)
    check(page, "lens-p1", "b")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("article *")].filter((element) => {
             const style = getComputedStyle(element);
             return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
           }).length"""
    )
    assert moving == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    context.close()


def test_without_scripts_the_question_can_be_read(browser, pages_address):
    """The reasons are disclosure elements, and there is no dead button."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{pages_address}/practice.html")
    expect(part(page, "lens-p1", "[type=submit]")).to_be_hidden()
    part(page, "lens-p1", "#lens-p1-b-reason summary").click()
    expect(part(page, "lens-p1", "#lens-p1-b-reason div")).to_be_visible()
    context.close()
