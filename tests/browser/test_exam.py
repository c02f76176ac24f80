"""The exam in a real browser: an attempt begins, goes on, is looked over and handed in."""

import json

import pytest
from pages import EXAM_KEY, EXAM_NAMES, reload
from playwright.sync_api import expect
from sitting import answer_all, begin, hand_in, order, review, rows, sit, stored

pytestmark = pytest.mark.xdist_group("exam")


def test_an_attempt_begins_when_the_learner_says_so(visit):
    """Before that no question shows and nothing is kept."""
    page = visit("exam")
    expect(page.locator(".exam__question").first).to_be_hidden()
    expect(page.get_by_role("button", name="Review my answers")).to_be_hidden()
    expect(page.locator(".exam__finish")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0
    begin(page)
    expect(page.locator(".exam__question").first).to_be_visible()
    expect(page.locator(".exam__question input").first).to_be_focused()
    expect(page.locator(".exam__finish")).to_be_hidden()
    (attempt,) = stored(page)
    assert attempt["number"] == 1
    assert [each["question"] for each in attempt["drawn"]["order"]] == [n for n, _ in order(page)]


def test_a_reload_keeps_order_and_answers(visit):
    """The order drawn at the start is the order of the whole attempt."""
    page = visit("exam")
    begin(page)
    drawn = order(page)
    page.locator("label[for=lens-x03-c]").click()
    expect(page.locator(".exam__progress")).to_contain_text("1 of 8 answered")
    expect(page.locator(".exam__progress")).to_contain_text("Saved on this device at")
    reload(page)
    assert order(page) == drawn
    expect(page.locator("#lens-x03-c")).to_be_checked()
    expect(page.locator(".exam__progress")).to_contain_text("1 of 8 answered")
    expect(page.locator(".exam__number").first).to_have_text("Question 1 of 8")


def test_the_table_shows_every_answer_before_they_are_handed_in(visit):
    """In the order of the page: how each begins, whether it is answered, whether it is marked."""
    page = visit("exam")
    begin(page)
    drawn = [name for name, _ in order(page)]
    for name in drawn[:6]:
        page.locator(f"label[for={name}-b]").click()
    page.locator(f"#{drawn[1]}-mark").check()
    page.locator(f"#{drawn[6]}-mark").check()
    review(page)
    expect(page.get_by_role("heading", name="Your answers")).to_be_focused()
    expect(page.locator(".exam__question").first).to_be_hidden()
    expect(rows(page)).to_have_count(8)
    expect(rows(page).locator("td:last-child")).to_have_text(
        [
            "Answered",
            "Answered, marked",
            *(["Answered"] * 4),
            "No answer yet, marked",
            "No answer yet",
        ]
    )
    expect(rows(page).nth(3)).to_contain_text(f"The stem of {drawn[3]}")
    expect(rows(page).nth(3)).not_to_contain_text("of 8")
    expect(page.locator(".exam__review")).to_contain_text("2 questions have no answer yet.")
    page.get_by_role("button", name="Hand in these answers").click(force=True)
    expect(page.locator(".exam")).to_have_attribute("data-state", "review")
    assert "submitted" not in stored(page)[0]


def test_the_table_leads_to_a_question_and_back(visit):
    """The focus goes to the question, and the answer given there is in the table."""
    page = visit("exam")
    begin(page)
    drawn = [name for name, _ in order(page)]
    for name in drawn[:7]:
        page.locator(f"label[for={name}-b]").click()
    review(page)
    page.get_by_role("button", name="Question 8").click()
    expect(page.locator(f"[data-question={drawn[7]}] input").first).to_be_focused()
    expect(page.locator(".exam__review")).to_be_hidden()
    page.keyboard.press("Space")
    review(page)
    expect(rows(page).nth(7)).to_contain_text("Answered")
    expect(page.locator(".exam__review")).to_contain_text("Every question has an answer.")
    expect(page.get_by_role("button", name="Hand in these answers")).to_be_enabled()
    page.get_by_role("button", name="Question 3").click()
    expect(page.locator(f"#{drawn[2]}-b")).to_be_focused()
    review(page)
    page.get_by_role("button", name="Back to the questions").click()
    expect(page.locator(f"#{drawn[0]}-b")).to_be_focused()


def test_a_mark_is_kept(visit):
    """Through a reload, in another tab, and until it is taken away."""
    page, other = visit("exam"), visit("exam")
    begin(page)
    page.locator("#lens-x01-mark").check()
    expect(other.locator("#lens-x01-mark")).to_be_checked()
    reload(page)
    expect(page.locator("#lens-x01-mark")).to_be_checked()
    page.locator("#lens-x01-mark").uncheck()
    reload(page)
    expect(page.locator("#lens-x01-mark")).not_to_be_checked()


def test_handing_in_locks_the_answers(visit):
    """They show, they cannot be changed, and what is left to do comes below."""
    page = visit("exam")
    sit(page, "c")
    state = page.locator(".exam__outcome").first
    expect(state).to_be_focused()
    expect(state).to_contain_text("The answers of attempt 1 were handed in on")
    expect(page.locator(".exam__finish")).to_be_visible()
    for name in EXAM_NAMES:
        expect(page.locator(f"#{name}-b")).to_be_disabled()
        expect(page.locator(f"#{name}-mark")).to_be_disabled()
    (attempt,) = stored(page)
    assert attempt["submitted"].endswith("Z")
    assert {given["v"][0] for given in attempt["answers"].values()} == {"c"}
    reload(page)
    expect(page.locator(".exam__finish")).to_be_visible()
    expect(page.locator("#lens-x01-b")).to_be_disabled()
    expect(state).to_contain_text("The answers of attempt 1 were handed in on")


def test_a_new_attempt_begins_with_nothing_of_the_old_one(visit):
    """Number, id and order are new; the answers have left the device, the old id stays."""
    page = visit("exam")
    sit(page)
    page.locator(".exam__next summary").click()
    page.get_by_role("button", name="Begin attempt 2").click()
    expect(page.locator(".exam__progress")).to_contain_text("0 of 8 answered")
    expect(page.locator(".exam__question input").first).to_be_focused()
    expect(page.locator(".exam__finish")).to_be_hidden()
    first, second = stored(page)
    assert (first["number"], second["number"]) == (1, 2)
    assert first["closed"]
    assert "answers" not in first
    assert second["request"] != first["request"]
    reload(page)
    expect(page.locator(".exam__progress")).to_contain_text("Attempt 2")


def test_a_changed_exam_asks_only_what_changed(visit):
    """A reworded question and a new one are asked anew; the other answers stay."""
    page = visit("exam")
    begin(page)
    answer_all(page)
    page = visit("exam-reworded")
    expect(page.locator(".exam__changed")).to_contain_text("anew: 2 in all")
    expect(page.locator(".exam__progress")).to_contain_text("6 of 8 answered")
    expect(page.locator("#lens-x01-a")).not_to_be_checked()
    expect(page.locator("#lens-x02-a")).to_be_checked()


def test_two_tabs_work_on_one_attempt(visit):
    """An answer in one tab shows in the other, and both reach the record."""
    one, two = visit("exam"), visit("exam")
    begin(one)
    expect(two.locator(".exam__question").first).to_be_visible()
    assert order(one) == order(two)
    one.locator("label[for=lens-x01-a]").click()
    two.locator("label[for=lens-x02-b]").click()
    expect(one.locator("#lens-x02-b")).to_be_checked()
    expect(two.locator("#lens-x01-a")).to_be_checked()
    assert set(stored(one)[0]["answers"]) == {"lens-x01", "lens-x02"}


def test_the_table_follows_the_other_tab(visit):
    """What is answered there while the table stands here is in the table."""
    one, two = visit("exam"), visit("exam")
    begin(one)
    expect(two.locator(".exam__question").first).to_be_visible()
    answer_all(one)
    drawn = [name for name, _ in order(one)]
    review(one)
    two.locator(f"#{drawn[2]}-mark").check()
    expect(rows(one).nth(2)).to_contain_text("Answered, marked")


def test_handing_in_closes_the_other_tab_too(visit):
    """The second tab shows what is left to do, and can change no answer any more."""
    one, two = visit("exam"), visit("exam")
    begin(one)
    answer_all(one)
    expect(two.locator(".exam__progress")).to_contain_text("8 of 8 answered")
    hand_in(one)
    expect(two.locator(".exam__finish")).to_be_visible()
    expect(two.locator("#lens-x01-b")).to_be_disabled()
    reload(two)
    expect(two.locator(".exam__finish")).to_be_visible()


# Writes the record as another tab would, before this tab has heard of it: a tab gets no event of
# its own writes.
UNHEARD = """([key, change]) => {
  const record = JSON.parse(localStorage.getItem(key));
  const [attempt] = Object.values(record.attempts);
  const next = { ...structuredClone(attempt), number: 2, request: "next", answers: {} };
  new Function("attempt", "record", "next", change)(attempt, record, next);
  localStorage.setItem(key, JSON.stringify(record));
}"""


def test_an_answer_that_comes_after_handing_in_does_not_count(visit):
    """A tab that has not heard of it yet: its answer is dropped, and it shows what is left."""
    page = visit("exam")
    begin(page)
    answer_all(page)
    page.evaluate(UNHEARD, [EXAM_KEY, "attempt.submitted = '2026-01-01T00:00:00Z'"])
    page.locator("label[for=lens-x01-b]").click()
    expect(page.locator(".exam__finish")).to_be_visible()
    expect(page.locator("#lens-x01-a")).to_be_checked()
    assert stored(page)[0]["answers"]["lens-x01"]["v"] == ["a"]
    assert stored(page)[0]["submitted"] == "2026-01-01T00:00:00Z"


def test_handing_in_what_was_handed_in(visit):
    """The time of the first tab stays."""
    page = visit("exam")
    begin(page)
    answer_all(page)
    review(page)
    page.evaluate(UNHEARD, [EXAM_KEY, "attempt.submitted = '2026-01-01T00:00:00Z'"])
    page.get_by_role("button", name="Hand in these answers").click()
    expect(page.locator(".exam__outcome").first).to_be_focused()
    assert stored(page)[0]["submitted"] == "2026-01-01T00:00:00Z"


def test_handing_in_an_attempt_that_another_tab_has_closed(visit):
    """The other tab has begun the next attempt meanwhile: that one is shown, and stays open."""
    page = visit("exam")
    begin(page)
    answer_all(page)
    review(page)
    close = (
        "attempt.closed = '2026-01-01T00:00:00Z'; delete attempt.answers; delete attempt.marked;"
        "record.attempts.next = next;"
    )
    page.evaluate(UNHEARD, [EXAM_KEY, close])
    page.get_by_role("button", name="Hand in these answers").click()
    expect(page.locator(".exam")).to_have_attribute("data-state", "open")
    expect(page.locator(".exam__progress")).to_contain_text("0 of 8 answered")
    first, second = stored(page)
    assert (first["closed"], "answers" in first) == ("2026-01-01T00:00:00Z", False)
    assert "submitted" not in second


def test_everything_forgotten_in_another_tab(visit):
    """The exam is offered as on the first day, and nothing comes back."""
    one, two = visit("exam"), visit("exam")
    begin(one)
    answer_all(one)
    stored = "JSON.stringify(Object.entries(localStorage).sort())"
    two.wait_for_function(f"(text) => {stored} === text", arg=one.evaluate(stored))
    two.evaluate("localStorage.clear()")
    expect(one.get_by_role("button", name="Begin the exam")).to_be_visible()
    assert json.loads(one.evaluate("JSON.stringify(localStorage)")) == {}
    begin(one)
    expect(one.locator(".exam__progress")).to_contain_text("0 of 8 answered")


def test_there_is_no_clock(visit):
    """Waiting changes nothing on the page."""
    page = visit("exam")
    begin(page)
    before = page.inner_text("main")
    page.clock.install()
    page.clock.fast_forward("02:00:00")
    assert page.inner_text("main") == before
