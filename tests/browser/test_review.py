"""Review sessions in a real browser: which questions come, how they come, and what is kept."""

import json
import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from pages import HASH, REVIEWED, reload
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("review")

KEY = "course/sample-course/"
DRAW = """async (given) => {
  const { drawSet } = await import("./assets/course/draw.js");
  return given.map(([candidates, drawn]) => drawSet(candidates, drawn));
}"""


def entry(*, first: bool, age: int = 1, sure: int | None = None, n: int = 1) -> dict:
    """Return an answer that was given ``age`` days ago, right in the end."""
    t = (datetime.now(UTC) - timedelta(days=age)).isoformat().replace("+00:00", "Z")
    chosen = ["b"] if first else ["a"]
    known = {} if sure is None else {"sure": sure}
    return {
        "v": ["b"],
        "ok": True,
        "t": t,
        "n": n,
        "first": {"t": t, "v": chosen, "ok": first} | known,
    }


def answer_before(page: Page, entries: dict[str, dict]) -> None:
    """Store answers to questions, each in the record of its module."""
    for unit in REVIEWED:
        answers = {
            name: {HASH: value} for name, value in entries.items() if name.startswith(f"{unit}-")
        }
        record = {"schema": 2, "unit": unit, "sections": {}, "decisions": {}, "notes": {}}
        page.evaluate(
            "([key, text]) => localStorage.setItem(key, text)",
            [KEY + unit, json.dumps(record | {"answers": answers})],
        )


def everything(*, first: bool = True) -> dict[str, dict]:
    """Return an answer to every question, the first ones the longest ago."""
    names = [f"{unit}-p{n + 1}" for unit, count in REVIEWED.items() for n in range(count)]
    return {name: entry(first=first, age=90 - place) for place, name in enumerate(names)}


def drawn(page: Page) -> list[str]:
    """Return the ids of the set, as they stand in the page."""
    found = page.locator(".review__set .question")
    return [item.get_attribute("data-question") for item in found.all()]


def stored(page: Page, unit: str) -> dict:
    """Read the record of a module, or of the review itself."""
    return json.loads(page.evaluate("key => localStorage.getItem(key)", KEY + unit))


def check(page: Page, name: str, letter: str) -> None:
    """Answer one question of the set."""
    page.locator(f"label[for={name}-{letter}]").click()
    page.locator(f"[data-question={name}] [type=submit]").click()


@pytest.fixture
def at(visit: Callable[[str], Page]) -> Callable[..., Page]:
    """Give a function that opens the page of a session with answers given before."""

    def go(session: str = "", entries: dict[str, dict] | None = None) -> Page:
        page = visit("review")
        page.evaluate("localStorage.clear()")
        answer_before(page, entries or {})
        page.goto(page.url.partition("#")[0] + session)
        reload(page)
        return page

    return go


def test_nothing_answered_yet(at):
    """Five questions from five modules, the first ones, and a sentence that says so."""
    page = at()
    assert drawn(page) == ["lens-p1", "frame-p1", "bond-p1", "work-p1", "safe-p1"]
    expect(page.locator(".review__intro")).to_contain_text("no practice question on this device")
    expect(page.locator(".question:visible")).to_have_count(5)
    expect(page.get_by_role("heading", name="Question plan-p1")).to_be_hidden()


def test_a_few_answered(at):
    """What was answered is asked again, and new questions fill the set; the page says so."""
    page = at("#2", {"work-p3": entry(first=True), "plan-p2": entry(first=False)})
    assert {"work-p3", "plan-p2"} < set(drawn(page))
    assert len(drawn(page)) == 5
    expect(page.locator(".review__intro")).to_contain_text(
        "Session at 2 days. You have answered 2 of the"
    )


def test_what_was_missed_comes_first(at):
    """What was missed at the first try comes before what was not seen for longest."""
    missed = {
        "lens-p4": entry(first=False, age=3, sure=90),
        "frame-p2": entry(first=False, age=2),
        "safe-p2": entry(first=False, age=4, sure=25),
    }
    page = at("#7", everything() | missed)
    assert set(drawn(page)) == {*missed, "lens-p1", "lens-p2"}
    kept = stored(page, "+review")["drawn"]["7"]["questions"]
    assert kept == drawn(page)


def test_the_rule_of_drawing(at):
    """Over many learners: the neediest five, at most three of a module, and those mixed."""
    chance = random.Random(7)
    given = [(learner(chance), []) for _ in range(400)]
    for (candidates, _), ids in zip(given, at().evaluate(DRAW, given), strict=True):
        answered = [each for each in candidates if each["entry"]]
        pool = sorted(candidates if len(answered) < 5 else answered, key=need)
        expected, beyond = [], []
        for each in pool:
            same = [other for other in expected if other["unit"] == each["unit"]]
            (expected if len(same) < 3 else beyond).append(each)
        assert set(ids) == {each["id"] for each in [*expected, *beyond][:5]}
        if len(expected) >= 5:
            units = [name.partition("-")[0] for name in ids]
            assert all(one != other for one, other in pairwise(units)), units


def learner(chance: random.Random) -> list[dict]:
    """Return the questions of some modules, in order, with what somebody may have answered."""
    answered = chance.choice([0.05, 0.5, 1])
    questions = [
        {
            "id": f"{unit}-p{place}",
            "unit": unit,
            "entry": entry(
                first=chance.random() < 0.6,
                age=chance.randint(1, 400),
                sure=chance.choice([None, 25, 75, 100]),
            )
            if chance.random() < answered
            else None,
        }
        for unit in chance.sample(list(REVIEWED), chance.randint(1, 6))
        for place in range(1, chance.randint(3, 9))
    ]
    new = Counter()
    for each in questions:
        each["new"] = new[each["unit"]]  # its place among the new ones of its module
        new[each["unit"]] += each["entry"] is None
    return questions


def need(candidate: dict) -> tuple:
    """Return how much a question needs to be asked, the least first; the order settles ties."""
    known = candidate["entry"]
    if not known:
        return (3, candidate["new"])
    if known["first"]["ok"]:
        return (2, known["t"])
    return (0 if known["first"].get("sure", 0) >= 75 else 1, known["t"])


def test_questions_come_up_blank_and_count_as_a_further_try(at):
    """A past answer is not shown; the new one is added to it, and the first try stays."""
    page = at("#2", everything(first=False))
    name = drawn(page)[0]
    expect(page.locator(".review__set input:checked")).to_have_count(0)
    expect(page.locator(".review__set .question__result:not(:empty)")).to_have_count(0)
    expect(page.locator(".review__set .question__reason:visible")).to_have_count(0)
    unit = name.partition("-")[0]
    before = stored(page, unit)["answers"][name][HASH]
    check(page, name, "c")
    expect(page.locator(f"[data-question={name}] .question__result")).to_contain_text(
        "Not the best"
    )
    after = stored(page, unit)["answers"][name][HASH]
    assert (after["n"], after["v"], after["ok"]) == (before["n"] + 1, ["c"], False)
    assert after["first"] == before["first"]


def test_the_set_stands_for_the_day(at):
    """After a reload the same questions stand there, with the answers given in this set."""
    page = at("#7", everything())
    names = drawn(page)
    check(page, names[1], "b")
    reload(page)
    assert drawn(page) == names
    expect(page.locator(f"#{names[1]}-b")).to_be_checked()
    expect(page.locator(".review__set input:checked")).to_have_count(1)


def test_another_day_brings_another_set(at):
    """What was answered yesterday has been seen lately, and others come."""
    page = at("#7", everything())
    names = drawn(page)
    for name in names:
        check(page, name, "b")
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=1))
    reload(page)
    assert not set(drawn(page)) & set(names)


def test_each_session_has_its_own_set(at):
    """The number in the address names the session; a link to another part of the page does not."""
    page = at("#7", everything())
    names = drawn(page)
    page.get_by_role("button", name="Draw another set").click()
    other = drawn(page)
    page.evaluate("location.hash = '#30'")
    expect(page.locator(".review__intro")).to_contain_text("Session at 30 days.")
    expect(page.locator(".review__set").locator(":scope > *").first).to_be_focused()
    assert drawn(page) == names
    page.evaluate("location.hash = '#calendar'")
    page.evaluate("location.hash = '#7'")
    expect(page.locator(".review__intro")).to_contain_text("Session at 7 days.")
    assert drawn(page) == other


def test_another_set_is_drawn_and_read_out(at):
    """Today's questions do not come again while there are others; focus is on the first heading."""
    page = at("", everything())
    seen = drawn(page)
    for _ in range(2):
        page.get_by_role("button", name="Draw another set").focus()
        page.keyboard.press("Enter")
        assert not set(drawn(page)) & set(seen)
        seen += drawn(page)
        first = page.get_by_role("heading", name=f"Question {drawn(page)[0]}")
        expect(first).to_be_focused()
    assert len(seen) == 15 < sum(REVIEWED.values())
    page.get_by_role("button", name="Draw another set").click()
    assert set(seen) | set(drawn(page)) == set(everything())
    assert len(drawn(page)) == 5


def test_the_end_says_how_many_were_right(at):
    """Counted by the first try in the set, in a region that is read out; kept through a reload."""
    page = at("", everything())
    names = drawn(page)
    result = page.locator(".review__result")
    assert result.get_attribute("role") == "status"
    check(page, names[0], "a")
    check(page, names[0], "b")
    for name in names[1:4]:
        check(page, name, "b")
    expect(result).to_be_empty()
    check(page, names[4], "c")
    expect(result).to_have_text("That was the set: 3 of 5 right.")
    reload(page)
    expect(result).to_have_text("That was the set: 3 of 5 right.")


def test_a_whole_set_by_keyboard(at):
    """From the first question to the last with Tab, Space, arrows and Enter."""
    page = at("#2", everything())
    names = drawn(page)
    page.locator(f"#{names[0]}-a").focus()
    for name in names:
        for _ in range(20):
            if page.evaluate("document.activeElement.name") == name:
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    expect(page.locator(".review__result")).to_have_text("That was the set: 5 of 5 right.")


@pytest.mark.parametrize("session", ["#30", "#90"])
def test_late_sessions_ask_about_the_plan(at, session):
    """A labeled box, kept on the device in the review's own record."""
    page = at(session, everything())
    box = page.get_by_role("textbox", name="The change you planned: made, partly, not?")
    box.fill("Partly. The form is still the old one.")
    expect(page.locator(".write__said")).to_have_text("Kept on this device.")
    reload(page)
    expect(box).to_have_value("Partly. The form is still the old one.")
    note = stored(page, "+review")["notes"][f"change-{session[1:]}"]
    assert note["text"] == "Partly. The form is still the old one."


@pytest.mark.parametrize("session", ["", "#2", "#7", "#31"])
def test_other_sessions_do_not(at, session):
    """There is no box to write in."""
    expect(at(session, everything()).locator("textarea")).to_have_count(0)


def test_a_question_that_was_reworded_is_new(at):
    """An answer to another wording does not count as one to this."""
    page = at("", {"plan-p2": entry(first=False)})
    page.evaluate(
        "key => localStorage.setItem(key, localStorage.getItem(key).replace(/0123456789ab/, 'f'))",
        KEY + "plan",
    )
    page.evaluate("key => localStorage.removeItem(key)", KEY + "+review")
    reload(page)
    assert "plan-p2" not in drawn(page)
    expect(page.locator(".review__intro")).to_contain_text("no practice question on this device")


def test_forgotten_in_another_tab(at):
    """Whoever clears the device meanwhile can go on with the set that the page shows."""
    page = at("", everything())
    names = drawn(page)
    page.context.new_page().goto(page.url)
    page.context.pages[-1].evaluate("localStorage.clear()")
    for name in names:
        check(page, name, "b")
    expect(page.locator(".review__result")).to_have_text("That was the set: 5 of 5 right.")
    page.get_by_role("button", name="Draw another set").click()
    assert len(drawn(page)) == 5


def test_storage_that_throws(context, pages_address):
    """The set is drawn and answered all the same, and one notice says that nothing is kept."""
    page = context.new_page()
    page.add_init_script(
        "for (const name of ['getItem', 'setItem', 'removeItem'])"
        " Storage.prototype[name] = () => { throw new DOMException('no', 'SecurityError'); };"
    )
    page.goto(f"{pages_address}/review.html#30")
    expect(page.locator(".review__set .question")).to_have_count(5)
    check(page, "lens-p1", "b")
    expect(page.locator("[data-question=lens-p1] .question__result")).to_contain_text("Right")
    expect(page.locator(".course-notice")).to_contain_text("does not keep answers")
