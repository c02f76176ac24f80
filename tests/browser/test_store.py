"""What the browser keeps, when storage behaves and when it does not."""

import json

import pytest
from pages import HASH, MODULE_KEY, reload, started
from playwright.sync_api import expect

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


def record(page) -> dict:
    """Read the module's record."""
    return json.loads(page.evaluate("key => localStorage.getItem(key)", MODULE_KEY))


def store(key: str, body: str) -> str:
    """Write a script that opens a store in the page and runs ``body`` on it."""
    return f"""async () => {{
      const {{ Store }} = await import("./assets/course/store.js");
      const records = await import("./assets/course/records.js");
      const told = [];
      const open = () => new Store({{
        key: "{key}", blank: () => records.blankModule("lens"), merge: records.mergeModule,
        trouble: (name) => told.push(name),
      }});
      {body}
    }}"""


def test_the_record_has_the_published_form(visit):
    """Schema version, module, and an answer bound to the question's hash."""
    page = visit("practice")
    expect(check(page, "lens-p1", "b")).to_contain_text("Right")
    saved = record(page)
    assert (saved["schema"], saved["module"]) == (1, "lens")
    answer = saved["answers"]["lens-p1"]
    assert answer.pop("t").endswith("Z")
    assert answer == {"h": HASH, "v": ["b"], "ok": True, "first": True, "n": 1}


def test_two_tabs_lose_nothing(visit):
    """Both tabs were open before either answered; both answers are kept and shown in both."""
    one, two = visit("practice"), visit("practice")
    check(one, "lens-p1", "b")
    check(two, "lens-p2", "a")
    check(one, "lens-c1", "a")
    assert set(record(one)["answers"]) == {"lens-p1", "lens-p2", "lens-c1"}
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
    two.evaluate(
        "key => localStorage.setItem(key, JSON.stringify("
        "{ schema: 1, module: 'lens', answers: {}, decisions: {} }))",
        MODULE_KEY,
    )
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
    assert set(record(one)["answers"]) == {"lens-p2"}


def test_storage_that_throws(browser, pages_address):
    """One plain sentence; the page works as long as it is open."""
    context = browser.new_context()
    context.add_init_script(THROWS)
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{pages_address}/practice.html")
    started(page)
    expect(page.locator(".course-notice")).to_have_text(NOT_KEPT)
    expect(check(page, "lens-p1", "a")).to_contain_text("Not the best")
    expect(check(page, "lens-p1", "b")).to_contain_text("Right")
    expect(page.locator(".course-notice")).to_have_count(1)
    page.goto(f"{pages_address}/exam.html")
    started(page)
    page.get_by_role("button", name="Begin the exam").click()
    page.locator("label[for=lens-x01-a]").click()
    expect(page.locator(".exam__progress")).to_contain_text("1 of 8 answered")
    expect(page.locator(".exam__progress")).to_contain_text("Not saved")
    assert errors == []
    context.close()


def test_storage_that_is_full(visit):
    """The answer stays on the page, the learner is told, and it is saved once there is room."""
    page = visit("practice")
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
    assert page.evaluate("key => localStorage.getItem(key)", MODULE_KEY) is None
    page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('fill')).forEach("
        "(key) => localStorage.removeItem(key))"
    )
    check(page, "lens-p2", "b")
    assert set(record(page)["answers"]) == {"lens-p1", "lens-p2"}


@pytest.mark.parametrize("text", ["{", "null", "[1]", '{"schema":"x"}', '{"schema":1,"answers":7}'])
def test_a_corrupt_record_is_set_aside(visit, text):
    """It is moved to a key of its own, whole, and a new record begins."""
    page = visit("practice")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [MODULE_KEY, text])
    reload(page)
    expect(page.locator(".course-notice")).to_contain_text("set aside, not deleted")
    check(page, "lens-p1", "b")
    assert record(page)["answers"]["lens-p1"]["ok"] is True
    aside = page.evaluate(
        "start => Object.entries({ ...localStorage }).filter(([key]) => key.startsWith(start))",
        f"{MODULE_KEY}/set-aside-",
    )
    assert [each[1] for each in aside] == [text]


def test_a_newer_record_is_left_alone(visit):
    """A record of a later version is neither read nor written over."""
    page = visit("practice")
    newer = json.dumps({"schema": 2, "module": "lens", "secret": [1]})
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [MODULE_KEY, newer])
    reload(page)
    expect(page.locator(".course-notice")).to_contain_text("newer version")
    expect(check(page, "lens-p1", "b")).to_contain_text("Right")
    assert page.evaluate("key => localStorage.getItem(key)", MODULE_KEY) == newer


def test_members_that_this_version_does_not_know_are_kept(visit):
    """In the record, and in an answer."""
    page = visit("practice")
    old = {
        "schema": 1,
        "module": "lens",
        "notes": {"lens-love": {"text": "mine"}},
        "answers": {
            "lens-p1": {
                "h": HASH,
                "v": ["a"],
                "ok": False,
                "first": False,
                "n": 3,
                "t": "2026-01-02T03:04:05Z",
                "flag": 1,
            }
        },
    }
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [MODULE_KEY, json.dumps(old)])
    reload(page)
    check(page, "lens-p1", "b")
    saved = record(page)
    assert saved["notes"] == old["notes"]
    answer = saved["answers"]["lens-p1"]
    assert (answer["flag"], answer["n"], answer["first"], answer["ok"]) == (1, 4, False, True)


def test_a_clock_set_back_does_not_lose_the_newer_answer(visit):
    """An entry is always later than the one it replaces."""
    page = visit("practice")
    old = {"h": HASH, "v": ["a"], "ok": False, "first": False, "n": 1, "t": "2999-01-01T00:00:00Z"}
    text = json.dumps({"schema": 1, "module": "lens", "answers": {"lens-p1": old}})
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [MODULE_KEY, text])
    reload(page)
    check(page, "lens-p1", "b")
    reload(page)
    expect(page.locator("#lens-p1-b")).to_be_checked()
    assert record(page)["answers"]["lens-p1"]["t"].startswith("2999-01-01T00:00:00.001")


def test_merging_does_not_depend_on_the_order(visit):
    """Commutative, associative and idempotent over 300 random triples of records."""
    page = visit("practice")
    failures = page.evaluate(
        store(
            "unused",
            """
      const random = (limit) => Math.floor(Math.random() * limit);
      const make = () => {
        const record = records.blankModule("lens");
        for (const id of ["a", "b", "c"]) {
          if (random(3) === 0) continue;
          const v = random(2) ? ["x"] : ["y"];
          record.answers[id] = { h: "h", v, ok: v[0] === "x",
            first: random(2) === 1, n: 1 + random(3), t: `2026-01-0${1 + random(3)}T00:00:00Z` };
        }
        if (random(2)) record.opened = `2026-01-0${1 + random(3)}T00:00:00Z`;
        return record;
      };
      const merge = records.mergeModule;
      let failures = 0;
      for (let round = 0; round < 300; round += 1) {
        const [a, b, c] = [make(), make(), make()];
        const held = records.same(merge(a, b), merge(b, a))
          && records.same(merge(a, merge(b, c)), merge(merge(a, b), c))
          && records.same(merge(a, a), a);
        failures += held ? 0 : 1;
      }
      return failures;""",
        )
    )
    assert failures == 0


def test_the_browser_is_asked_to_keep_the_data_after_the_first_answer(visit):
    """Once a page, and not before there is anything to keep."""
    page = visit("practice")
    page.evaluate(
        """() => {
             window.asked = 0;
             StorageManager.prototype.persist = async () => { window.asked += 1; return false; };
           }"""
    )
    assert page.evaluate("asked") == 0
    check(page, "lens-p1", "a")
    check(page, "lens-p1", "b")
    assert page.evaluate("asked") == 1
