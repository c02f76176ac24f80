"""What the browser keeps, when storage behaves and when it does not."""

import json

import pytest
from pages import EXAM_KEY, HASH, MODULE_KEY, PATIENCE, reload, started
from playwright.sync_api import Error, expect

pytestmark = pytest.mark.xdist_group("store")

NOT_KEPT = "Your browser does not keep answers for this site; they last until you close the page."
THROWS = """
for (const name of ["getItem", "setItem", "removeItem"]) {
  Storage.prototype[name] = () => { throw new DOMException("denied", "SecurityError"); };
}
"""


def check(page, name, letter):
    """Answer one question."""
    page.locator(f"label[for={name}-{letter}]").click()
    page.locator(f"[data-question={name}] [type=submit]").click()
    return page.locator(f"[data-question={name}] .question__result")


def put(page, text: str, key: str = MODULE_KEY) -> None:
    """Write a text into storage as it is."""
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])


def read(page, key: str = MODULE_KEY) -> dict:
    """Read a record, the module's unless another one is asked for."""
    return json.loads(page.evaluate("key => localStorage.getItem(key)", key))


def answers(page) -> dict:
    """Read the saved answers."""
    return read(page)["answers"]


def entry(**more) -> dict:
    """Make what is kept of a wrong first try."""
    t = "2026-01-02T03:04:05.000Z"
    first = {"t": t, "v": ["a"], "ok": False}
    return {"v": ["a"], "ok": False, "t": t, "n": 1, "first": first} | more


def module(**more) -> str:
    """Write a record of the module."""
    blank = {"sections": {}, "answers": {}, "decisions": {}, "notes": {}}
    return json.dumps({"schema": 2, "unit": "lens"} | blank | more)


def test_the_record_has_its_form(visit):
    """Schema version, unit, and an answer under its question and the hash of the wording."""
    page = visit("practice")
    expect(check(page, "lens-p1", "b")).to_contain_text("Right")
    saved = read(page)
    assert (saved["schema"], saved["unit"]) == (2, "lens")
    answer = saved["answers"]["lens-p1"][HASH]
    t = answer.pop("t")
    assert t.endswith("Z")
    assert answer == {"v": ["b"], "ok": True, "n": 1, "first": {"t": t, "v": ["b"], "ok": True}}


def test_two_tabs_lose_nothing(visit):
    """Both tabs were open before either answered; both answers are kept and shown in both."""
    one, two = visit("practice"), visit("practice")
    check(one, "lens-p1", "b")
    check(two, "lens-p2", "a")
    check(one, "lens-c1", "a")
    assert set(answers(one)) == {"lens-p1", "lens-p2", "lens-c1"}
    expect(two.locator("#lens-p1-b")).to_be_checked()
    expect(two.locator("[data-question=lens-p1] .question__result")).to_contain_text("Right")


def test_a_choice_in_progress_is_not_taken_away(visit):
    """Another tab's answer does not overwrite what is being chosen here."""
    one, two = visit("practice"), visit("practice")
    two.locator("label[for=lens-p1-c]").click()
    check(one, "lens-p1", "b")
    expect(one.locator("[data-question=lens-p1] .question__result")).to_contain_text("Right")
    two.wait_for_timeout(150)
    expect(two.locator("#lens-p1-c")).to_be_checked()


def test_a_whole_record_written_over_ours_is_mended(visit):
    """A tab that writes an old whole record drops ours; the storage event puts it back."""
    one, two = visit("practice"), visit("practice")
    check(one, "lens-p1", "b")
    put(two, module())
    one.wait_for_function(
        "key => JSON.parse(localStorage.getItem(key)).answers['lens-p1']", arg=MODULE_KEY
    )


def test_answers_removed_elsewhere_stay_removed(visit):
    """Forgetting in one tab is not undone by another."""
    one, two = visit("practice"), visit("practice")
    check(one, "lens-p1", "b")
    two.evaluate("localStorage.clear()")
    one.wait_for_timeout(150)
    check(one, "lens-p2", "b")
    assert set(answers(one)) == {"lens-p2"}


def test_edits_of_the_course_move_no_answer(visit):
    """A question put in, others moved or gone, the page renamed: each keeps its own answer."""
    page = visit("practice")
    check(page, "lens-p1", "b")
    check(page, "lens-p2", "b")
    check(page, "lens-c1", "a")
    page = visit("edited")
    expect(page.locator("#lens-p1-b")).to_be_checked()
    expect(page.locator("[data-question=lens-p1] .question__result")).to_contain_text("Right")
    expect(page.locator("#lens-p2-b")).to_be_checked()
    expect(page.locator("[data-question=lens-p9] input:checked")).to_have_count(0)
    expect(page.locator("[data-question=lens-p9] .question__result")).to_be_empty()
    check(page, "lens-p9", "a")
    assert set(answers(page)) == {"lens-p1", "lens-p2", "lens-c1", "lens-p9"}
    page = visit("practice")
    expect(page.locator("#lens-c1-a")).to_be_checked()


def use_without_storage(page, address: str) -> None:
    """Answer and begin the exam where nothing can be kept: it works, and one sentence says so."""
    page.goto(f"{address}/practice.html")
    started(page)
    expect(page.locator(".course-notice")).to_have_text(NOT_KEPT)
    expect(check(page, "lens-p1", "a")).to_contain_text("Not the best")
    expect(check(page, "lens-p1", "b")).to_contain_text("Right")
    expect(page.locator(".course-notice")).to_have_count(1)
    expect(page.locator(".where")).to_contain_text("open: 1 practice question")
    page.goto(f"{address}/exam.html")
    started(page)
    page.get_by_role("button", name="Begin the exam").click()
    page.locator("label[for=lens-x01-a]").click()
    expect(page.locator(".exam__progress")).to_contain_text("1 of 8 answered")
    expect(page.locator(".exam__progress")).to_contain_text("Not saved")


def test_storage_that_throws(browser, pages_address):
    """One plain sentence; the page works as long as it is open."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    context.add_init_script(THROWS)
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    use_without_storage(page, pages_address)
    assert errors == []
    context.close()


def test_in_a_frame_of_another_site_where_storage_throws(browser, serve, tmp_path, pages_address):
    """A portal shows the course in a frame, and the browser denies it storage there."""
    frame = f'<iframe src="{pages_address}/practice.html"></iframe>'
    (tmp_path / "portal.html").write_text(frame, encoding="utf-8")
    # To a browser this name is another site than the address behind it.
    portal = serve(tmp_path).replace("127.0.0.1", "localhost")
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    errors = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    page = context.new_page()
    page.goto(f"{portal}portal.html")
    frame = page.frames[1]
    with pytest.raises(Error, match="SecurityError"):
        frame.evaluate("localStorage")
    started(frame)
    expect(frame.locator(".course-notice")).to_have_text(NOT_KEPT)
    expect(check(frame, "lens-p1", "b")).to_contain_text("Right")
    expect(frame.locator(".where")).to_contain_text("open: 1 practice question")
    assert errors == []
    context.close()


def test_storage_that_is_full(visit):
    """The answer stays on the page, the learner is told, and it is saved once there is room."""
    page = visit("practice")
    before = read(page)
    page.evaluate(
        """() => {
             let size = 2 ** 20;
             for (let part = 0; size >= 1; part += 1) {
               try { localStorage.setItem(`fill-${part}`, "x".repeat(size)); }
               catch { size /= 2; }
             }
           }"""
    )
    expect(check(page, "lens-p1", "b")).to_contain_text("Right")
    expect(page.locator(".course-notice")).to_have_text(NOT_KEPT)
    assert read(page) == before
    page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('fill')).forEach("
        "(key) => localStorage.removeItem(key))"
    )
    check(page, "lens-p2", "b")
    assert set(answers(page)) == {"lens-p1", "lens-p2"}


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "null",
        "[1]",
        '{"schema":"x"}',
        '{"schema":1,"answers":7}',
        '{"schema":2,"answers":7}',
    ],
)
def test_a_corrupt_record_is_set_aside(visit, text):
    """It is moved to a key of its own, whole, and a new record begins."""
    page = visit("practice")
    put(page, text)
    reload(page)
    expect(page.locator(".course-notice")).to_contain_text("set aside, not deleted")
    check(page, "lens-p1", "b")
    assert answers(page)["lens-p1"][HASH]["ok"] is True
    aside = page.evaluate(
        "start => Object.entries({ ...localStorage }).filter(([key]) => key.startsWith(start))",
        f"{MODULE_KEY}/set-aside-",
    )
    assert [each[1] for each in aside] == [text]


def test_one_damaged_entry_does_not_hide_the_others(visit):
    """What cannot be shown is not shown; the rest of the record is."""
    page = visit("practice")
    damaged = {"lens-p1": {HASH: "damaged"}, "lens-c1": None}
    put(page, module(answers=damaged | {"lens-p2": {HASH: entry()}}))
    reload(page)
    expect(page.locator("#lens-p2-a")).to_be_checked()
    expect(page.locator(".where")).to_contain_text("open: 1 practice question")
    for name in damaged:
        expect(page.locator(f"[data-question={name}] input:checked")).to_have_count(0)
    expect(check(page, "lens-p1", "b")).to_contain_text("Right")
    assert answers(page)["lens-c1"] is None
    expect(check(page, "lens-c1", "b")).to_contain_text("Kept")
    assert answers(page)["lens-c1"][HASH]["v"] == ["b"]


def test_a_newer_record_is_left_alone(visit):
    """A record of a later version is neither read nor written over."""
    page = visit("practice")
    newer = json.dumps({"schema": 3, "unit": "lens", "secret": [1]})
    put(page, newer)
    reload(page)
    expect(page.locator(".course-notice")).to_contain_text("newer version")
    expect(check(page, "lens-p1", "b")).to_contain_text("Right")
    assert page.evaluate("key => localStorage.getItem(key)", MODULE_KEY) == newer


def test_an_old_record_of_a_module_is_taken_over(visit):
    """Answers, decisions and unknown members of schema 1 are shown, and written as schema 2."""
    page = visit("practice")
    t = "2026-01-02T03:04:05.000Z"
    one = {"h": HASH, "v": ["a"], "ok": False, "first": False, "n": 3, "t": t, "flag": 1}
    held = {"h": HASH, "v": ["b"], "ok": True, "first": True, "n": 1, "t": t, "shown": True}
    made = {"h": HASH, "v": ["c", "a"], "ok": False, "first": False, "n": 1, "t": t}
    old = {
        "schema": 1,
        "module": "lens",
        "opened": t,
        "notes": {"lens-love": {"text": "mine"}},
        "answers": {"lens-p1": one, "lens-c1": held},
        "decisions": {"lens-v1-d1": made},
    }
    put(page, json.dumps(old))
    reload(page)
    expect(page.locator(".course-notice")).to_have_count(0)
    expect(page.locator("#lens-p1-a")).to_be_checked()
    expect(page.locator("[data-question=lens-c1] .question__result")).to_contain_text("Right")
    check(page, "lens-p1", "b")
    saved = read(page)
    assert (saved["schema"], saved["unit"], saved["opened"]) == (2, "lens", t)
    assert saved["notes"] == old["notes"]
    answer = saved["answers"]["lens-p1"][HASH]
    assert (answer["flag"], answer["n"], answer["first"]["ok"], answer["ok"]) == (1, 4, False, True)
    page = visit("module")
    chosen = page.locator("[data-decision=lens-v1-d1] [data-option=c] summary")
    expect(chosen).to_contain_text("Your first choice")


def test_an_old_record_of_the_exam_is_taken_over(visit):
    """The attempt under way goes on with its order and answers; the one before stays closed."""
    page = visit("exam")
    page.get_by_role("button", name="Begin the exam").click()
    page.locator("label[for=lens-x02-c]").click()
    expect(page.locator(".exam__progress")).to_contain_text("1 of 8 answered")
    (attempt,) = read(page, EXAM_KEY)["attempts"].values()
    drawn = attempt.pop("drawn")
    old = {
        "schema": 1,
        "module": "exam",
        "attempt": {k: v for k, v in attempt.items() if k != "marked"} | {"order": drawn["order"]},
        "past": [{"number": 0, "request": "before", "started": "2025-12-01T00:00:00Z"}],
    }
    put(page, json.dumps(old), EXAM_KEY)
    reload(page)
    expect(page.locator(".exam__progress")).to_contain_text("1 of 8 answered")
    expect(page.locator("#lens-x02-c")).to_be_checked()
    expect(page.locator(".exam__changed")).to_have_count(0)
    page.locator("label[for=lens-x01-a]").click()
    expect(page.locator(".exam__progress")).to_contain_text("2 of 8 answered")
    saved = read(page, EXAM_KEY)
    assert saved["schema"] == 2
    assert saved["attempts"][attempt["request"]]["drawn"]["order"] == drawn["order"]
    assert saved["attempts"]["before"]["closed"] == "2025-12-01T00:00:00Z"


def test_members_that_this_version_does_not_know_are_kept(visit):
    """In the record, and in an answer."""
    page = visit("practice")
    put(page, module(later=[1], answers={"lens-p1": {HASH: entry(flag=1, n=3)}}))
    reload(page)
    check(page, "lens-p1", "b")
    saved = read(page)
    assert saved["later"] == [1]
    answer = saved["answers"]["lens-p1"][HASH]
    assert (answer["flag"], answer["n"], answer["first"]["ok"], answer["ok"]) == (1, 4, False, True)


def test_a_clock_set_back_does_not_lose_the_newer_answer(visit):
    """An entry is always later than the one it replaces."""
    page = visit("practice")
    put(page, module(answers={"lens-p1": {HASH: entry(t="2999-01-01T00:00:00Z")}}))
    reload(page)
    check(page, "lens-p1", "b")
    reload(page)
    expect(page.locator("#lens-p1-b")).to_be_checked()
    assert answers(page)["lens-p1"][HASH]["t"].startswith("2999-01-01T00:00:00.001")


def test_the_browser_is_asked_to_keep_the_data_after_the_first_answer(visit):
    """Once a device, and not before there is anything to keep."""
    page = visit("practice")
    page.add_init_script(
        """window.asked = 0;
           StorageManager.prototype.persist = async () => { window.asked += 1; return false; };"""
    )
    reload(page)
    assert page.evaluate("asked") == 0
    check(page, "lens-p1", "a")
    check(page, "lens-p1", "b")
    assert page.evaluate("asked") == 1
    reload(page)
    check(page, "lens-p2", "a")
    assert page.evaluate("asked") == 0
