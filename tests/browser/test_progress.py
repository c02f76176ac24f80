"""Where a learner is: marks in lists, the page of their progress, copies, and this device."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pages import CASE, COURSE, HASH, LENS, LESSON, QUESTIONS, page, write_site
from playwright.sync_api import Page, expect

from coursekit.records.schemas import schema_texts

pytestmark = pytest.mark.xdist_group("progress")

FORM = {
    "anchors": ["never", "with help", "always"],
    "sure": "0 to 100",
    "rows": [
        {
            "id": "rate-know",
            "title": "Knowledge",
            "lines": [
                {"id": "k1", "text": "I explained it."},
                {"id": "k2", "text": "I taught it."},
            ],
        }
    ],
    "levels": [
        {"name": "entry", "means": "", "lines": 1, "least": 2},
        {"name": "working", "means": "", "lines": 1, "least": 3},
    ],
    "beside": "rate-know",
}


def _form(name: str) -> str:
    text = json.dumps(FORM).replace('"', "&quot;")
    return f'<div class="{name}" data-form="{text}"></div>'


PROGRESS = (
    '<div class="my-units"></div><div class="my-copies"></div><div class="my-calibration"></div>'
    + _form("my-results")
    + '<div class="my-summary"></div><div class="my-device"></div>'
)
LIST = (
    '<p class="progress-of"></p>'
    '<ul><li>The lens <span class="progress-of" data-unit="lens"></span></li>'
    '<li>The duplex <span class="progress-of" data-unit="duplex"></span></li></ul>'
)


@pytest.fixture(scope="module")
def address(serve, tmp_path_factory) -> str:
    """Serve the static pages with those of this file, and the outline of two units."""
    folder = write_site(tmp_path_factory.mktemp("progress") / "site")
    pages = {
        "progress": page(PROGRESS, kind="other"),
        "list": page(LIST, kind="other"),
        "ratings": page(_form("self-assessment"), kind="other"),
        "sure": page(
            QUESTIONS.replace('data-question="lens-c1"', 'data-question="lens-c1" data-confidence'),
            kind="practice",
            unit=LENS,
        ),
        "case": page(
            LESSON.replace("lens-v1-d1", "duplex-d1").replace("lens-v1-d2", "duplex-d2"),
            kind="case",
            unit=CASE,
        ),
    }
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    outline = f"export const UNITS = {json.dumps([LENS, CASE])};"
    (folder / "assets/course/outline.js").write_text(outline, encoding="utf-8")
    return serve(folder).rstrip("/")


@pytest.fixture
def learner(browser, address):
    """Give a learner: a function that opens pages of one profile; script errors fail the test."""
    context = browser.new_context(base_url=address, accept_downloads=True)
    errors = []
    context.on("weberror", lambda error: errors.append(str(error.error)))

    def go(name: str) -> Page:
        tab = context.new_page()
        visit(tab, name)
        return tab

    yield go
    context.close()
    assert errors == []


def visit(tab: Page, name: str) -> None:
    """Open one of the static pages in a tab, and wait until its modules have started."""
    tab.goto(f"/{name}.html")
    tab.wait_for_selector("html[data-started]")


def answer(tab: Page, name: str, letter: str) -> None:
    """Choose and check one answer."""
    tab.locator(f"#{name}-{letter}").check()
    tab.locator(f"[data-question={name}] [type=submit]").click()
    expect(tab.locator(f"[data-question={name}] .question__result")).not_to_be_empty()


def kept(tab: Page) -> list[str]:
    """Return the keys of the course in the device's own storage."""
    keys = tab.evaluate("Object.keys(localStorage)")
    return [key for key in keys if key.startswith("course/sample-course/")]


def saved_copy(tab: Page, target: Path) -> Path:
    """Press "Save a copy" and keep the file."""
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Save a copy").click()
    assert waiting.value.suggested_filename.startswith("course-progress-")
    waiting.value.save_as(target)
    return target


def load(tab: Page, path: Path) -> None:
    """Choose a file to load."""
    tab.get_by_label("Load a copy that you saved before").set_input_files(path)


def test_nothing_begun(learner):
    """Every unit says so in words, and there is nothing to go on with."""
    tab = learner("list")
    expect(tab.locator("[data-unit=lens]")).to_have_text("Not begun")
    expect(tab.get_by_role("link", name="Continue")).to_have_count(0)
    tab = learner("progress")
    expect(tab.locator(".my-units")).to_contain_text("0 of 1 parts are done")
    expect(tab.locator(".my-units")).to_contain_text("Exam: not begun.")
    expect(tab.locator(".my-calibration")).to_contain_text("When you have answered one")
    expect(tab.locator(".my-results")).to_have_text("Nothing is rated yet.")


def test_from_begun_to_done(learner):
    """What was answered and read is counted, the way on is offered, and the end has its day."""
    practice = learner("practice")
    answer(practice, "lens-p1", "b")
    expect(practice.locator(".where")).to_contain_text("About 8 minutes left; open: 1 practice")
    tab = learner("list")
    expect(tab.locator("[data-unit=lens]")).to_contain_text("Begun; about 8 minutes left; open: 1")
    expect(tab.get_by_role("link", name="Continue: The lens")).to_have_attribute(
        "href", "./module.html"
    )
    assert tab.url.endswith("/list.html")
    lesson = learner("module")
    lesson.get_by_role("button", name="I have read this").click()
    for decision in lesson.locator(".decision").all():
        decision.locator("summary").first.click()
    expect(tab.get_by_role("link", name="Continue: practice for The lens")).to_be_visible()
    practice.locator("#lens-p2-a").check()
    practice.locator("#lens-p2-c").check()
    practice.locator("[data-question=lens-p2] [type=submit]").click()
    expect(practice.locator(".where")).to_contain_text("Done on ")
    expect(tab.locator("[data-unit=lens]")).to_contain_text("Done on ")
    expect(tab.get_by_role("link", name="Continue")).to_have_count(0)
    progress = learner("progress")
    expect(progress.locator(".my-units")).to_contain_text("Everything that the course requires")
    row = progress.get_by_role("row", name="The lens")
    expect(row).to_contain_text("2 of 3")  # two questions right, the scored decision not best


def test_the_way_on_leads_to_the_section_last_read(learner):
    """A section counts when its end has been in sight for a moment, and is where one goes on."""
    lesson = learner("module")
    lesson.locator("#second").scroll_into_view_if_needed()
    expect(lesson.locator(".where")).to_contain_text("About 7 minutes left")
    tab = learner("list")
    expect(tab.get_by_role("link", name="Continue: The lens, “The first part”")).to_have_attribute(
        "href", "./module.html#first"
    )


def test_a_copy_moves_to_another_browser(browser, address, learner, tmp_path):
    """Saved here, looked at and loaded there: answers, notes and decisions are all there."""
    practice = learner("practice")
    answer(practice, "lens-p1", "b")
    lesson = learner("module")
    lesson.locator("textarea").fill("Two sentences.")
    lesson.locator("textarea").blur()
    here = learner("progress")
    path = saved_copy(here, tmp_path / "copy.json")
    expect(here.locator(".copies__age")).to_have_text("Last copy saved: today.")
    copy = json.loads(path.read_text(encoding="utf-8"))
    schema = json.loads(schema_texts()["course-progress-1.json"])
    assert list(Draft202012Validator(schema).iter_errors(copy)) == []

    context = browser.new_context(base_url=address)
    there = context.new_page()
    visit(there, "practice")
    answer(there, "lens-p2", "a")
    visit(there, "progress")
    load(there, path)
    expect(there.get_by_role("status").filter(has_text="Nothing is changed yet")).to_be_visible()
    preview = there.get_by_role("table", name="What loading the copy would change")
    expect(preview).to_contain_text("1 answered")
    expect(preview).to_contain_text("2 answered; 1 note")
    there.get_by_role("button", name="Leave things as they are").click()
    expect(preview).to_have_count(0)
    load(there, path)
    there.get_by_role("button", name="Load it").click()
    expect(there.get_by_role("status").filter(has_text="Loaded.")).to_be_visible()
    load(there, path)
    expect(there.get_by_role("status").filter(has_text="already")).to_be_visible()
    visit(there, "practice")
    expect(there.locator("#lens-p1-b")).to_be_checked()
    expect(there.locator("#lens-p2-a")).to_be_checked()
    visit(there, "module")
    expect(there.locator("textarea")).to_have_value("Two sentences.")
    context.close()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "cannot be read"),
        ("[]", "not a copy of your progress"),
        ('{"format": "course-request/1"}', "for the provider"),
        ('{"format": "course-completion/1"}', "for a supervisor"),
        ('{"format": "course-progress/1", "course": {"id": "other"}}', "another course"),
        (
            json.dumps(
                {
                    "format": "course-progress/1",
                    "course": {"id": COURSE["id"]},
                    "units": {"lens": {"schema": 99}},
                }
            ),
            "newer version",
        ),
    ],
)
def test_what_is_no_copy_is_turned_away(learner, tmp_path, text, says):
    """With words for what it is, and nothing changes."""
    tab = learner("progress")
    path = tmp_path / "file.json"
    path.write_text(text, encoding="utf-8")
    load(tab, path)
    status = tab.locator(".my-copies [role=status]")
    expect(status).to_contain_text(says)
    expect(status).to_contain_text("Nothing was changed.")


def test_a_damaged_copy_is_loaded_without_what_cannot_be_read(learner, tmp_path):
    """Each entry of the wrong shape is left out and counted; hostile text stays text."""
    tab = learner("progress")
    good = {
        "v": ["b"],
        "ok": True,
        "n": 1,
        "t": "2026-11-01T10:00:00Z",
        "first": {"t": "2026-11-01T10:00:00Z", "v": ["b"], "ok": True},
    }
    record = {
        "schema": 2,
        "unit": "lens",
        "opened": "<img src=x onerror=alert(1)>",
        "answers": {
            "lens-p1": {HASH: good},
            "lens-p2": {HASH: good | {"v": ["<b>"]}},
            "lens-p3": 7,
            "lens-p4": {HASH: {"v": []}},
        },
        "notes": {"lens-w1": {"text": "<script>alert(1)</script>", "t": "2026-11-01T10:00:00Z"}},
    }
    copy = {
        "format": "course-progress/1",
        "course": {"id": COURSE["id"], "version": "2026.1"},
        "saved": "2026-11-01T10:00:00Z",
        "units": {"lens": record, "__proto__": {"schema": 2}, "lens2": None},
        "exam": {"schema": 2, "attempts": {"x": {"number": "1"}}},
    }
    path = tmp_path / "copy.json"
    path.write_text(json.dumps(copy), encoding="utf-8")
    load(tab, path)
    expect(tab.locator(".my-copies [role=status]")).to_contain_text("6 entries in it cannot be")
    tab.get_by_role("button", name="Load it").click()
    lesson = learner("module")
    expect(lesson.locator("textarea")).to_have_value("<script>alert(1)</script>")
    practice = learner("practice")
    expect(practice.locator("#lens-p1-b")).to_be_checked()
    expect(practice.locator("#lens-p2-a")).not_to_be_checked()


def test_a_reminder_when_a_copy_is_due(learner):
    """Five days after the first visit without a copy the pages of a unit say so."""
    tab = learner("practice")
    expect(tab.locator(".where")).not_to_contain_text("copy")
    tab.evaluate(
        """() => {
             const key = "course/sample-course/lens";
             const record = JSON.parse(localStorage.getItem(key));
             record.opened = new Date(Date.now() - 6 * 86400000).toISOString();
             localStorage.setItem(key, JSON.stringify(record));
           }"""
    )
    tab.reload()
    tab.wait_for_selector("html[data-started]")
    expect(tab.locator(".where")).to_contain_text("You have not saved a copy yet.")


def test_a_shared_computer(learner):
    """Answers move into the tab, titles name no topic, and the tab's end is their end."""
    tab = learner("practice")
    answer(tab, "lens-p1", "b")
    visit(tab, "progress")
    tab.get_by_role("button", name="This is a shared computer").click()
    expect(tab.locator(".my-device")).to_contain_text("gone when you close it")
    keys = kept(tab)
    assert keys == ["course/sample-course/+device"]
    visit(tab, "practice")
    expect(tab.locator("#lens-p1-b")).to_be_checked()
    expect(tab).to_have_title("Course")
    another = learner("practice")
    expect(another.locator("#lens-p1-b")).not_to_be_checked()
    answer(another, "lens-p2", "a")
    assert kept(another) == keys
    visit(tab, "progress")
    tab.get_by_role("button", name="This is my own device").click()
    assert "course/sample-course/lens" in tab.evaluate("Object.keys(localStorage)")


def test_forget_everything(learner):
    """After one more question nothing of the course is left, set-aside records included."""
    tab = learner("practice")
    answer(tab, "lens-p1", "b")
    tab.evaluate("localStorage.setItem('course/sample-course/lens/set-aside-1', '{')")
    tab.evaluate("localStorage.setItem('course/another/lens', 'mine')")
    visit(tab, "progress")
    tab.get_by_role("button", name="Forget everything here").click()
    dialog = tab.get_by_role("dialog", name="Forget everything on this device?")
    dialog.get_by_role("button", name="Keep it").click()
    expect(dialog).to_be_hidden()
    assert "course/sample-course/lens" in tab.evaluate("Object.keys(localStorage)")
    tab.get_by_role("button", name="Forget everything here").click()
    dialog.get_by_role("button", name="Forget everything").click()
    expect(tab.locator(".my-device [role=status]")).to_contain_text("Forgotten.")
    assert tab.evaluate("Object.keys(localStorage)") == ["course/another/lens"]
    expect(tab.locator(".my-units")).to_contain_text("0 of 1 parts are done")


def test_how_sure_and_how_right(learner):
    """The first answer counts, in words and in a table; a sure miss is linked."""
    tab = learner("sure")
    question = tab.locator("[data-question=lens-c1]")
    tab.locator("#lens-c1-a").check()
    question.get_by_label("90 %").check()
    question.locator("[type=submit]").click()
    progress = learner("progress")
    shown = progress.locator(".my-calibration")
    expect(shown).to_contain_text(
        "Over 1 first answers you were 90 % sure on average, and right in 0 %"
    )
    expect(shown.get_by_role("row").nth(1)).to_have_text("90 %10 (0 %)")
    expect(shown.get_by_role("link", name="Question lens-c1")).to_have_attribute(
        "href", "./module.html#lens-c1"
    )


def test_the_self_assessment(learner):
    """Before, then after with the start seen from the end; levels and the gap are told."""
    tab = learner("ratings")
    expect(tab.get_by_role("button", name="Before the course")).to_have_attribute(
        "aria-pressed", "true"
    )
    before = tab.get_by_role("group", name="I explained it.")
    before.get_by_role("radiogroup", name="Now", exact=True).get_by_label("2").check()
    before.get_by_label("Sure, 0 to 100").fill("80")
    before.get_by_label("Sure, 0 to 100").blur()
    tab.get_by_role("group", name="I taught it.").get_by_label("n/a").check()
    expect(tab.get_by_role("status")).to_contain_text("2 of 2 lines rated")
    tab.reload()
    tab.wait_for_selector("html[data-started]")
    expect(tab.get_by_role("button", name="After the course")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(tab.locator("input:checked")).to_have_count(0)
    for name in ("I explained it.", "I taught it."):
        line = tab.get_by_role("group", name=name)
        line.get_by_role("radiogroup", name="Now", exact=True).get_by_label("3").check()
        line.get_by_role("radiogroup", name="At the start").get_by_label("1").check()
    practice = learner("practice")
    answer(practice, "lens-p1", "b")
    progress = learner("progress")
    row = progress.locator(".my-results").get_by_role("row", name="Knowledge")
    expect(row).to_have_text("Knowledge2.0, entry1.0, none yet3.0, working")
    expect(progress.locator(".my-results")).to_contain_text(
        "you are 80 % sure on average, and 100 % of your practice answers were right"
    )
    expect(progress.locator(".my-results")).to_contain_text("a gap of -20 points")


def test_a_summary_to_print(learner):
    """It names what was done, says that it is no certificate, and keeps no name."""
    tab = learner("practice")
    answer(tab, "lens-p1", "b")
    visit(tab, "progress")
    tab.get_by_label("Your name on it").fill("Ann Example")
    tab.evaluate("globalThis.print = () => { globalThis.shown = document.body.className; }")
    tab.get_by_role("button", name="Print the summary").click()
    assert "prints-alone" in tab.evaluate("globalThis.shown")
    sheet = tab.locator(".summary-sheet")
    for words in ("Name: Ann Example", "The lens", "It is no certificate", COURSE["title"]):
        expect(sheet).to_contain_text(words)
    assert "Ann Example" not in tab.evaluate("JSON.stringify({ ...localStorage })")
