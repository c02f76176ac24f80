"""The sign-off page of the built site: what it asks for, what it saves, and what it prints."""

import json

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import Locator, Page, expect

from coursekit.records.saved import parse_saved
from coursekit.records.schemas import schema_texts
from coursekit.records.signoff import Signoff, SignoffError, signoff_in
from reports.hand_ins import COURSE, completion, edited
from reports.team_page import payload

pytestmark = pytest.mark.xdist_group("site")

IMAGE = "<img src=x onerror=alert(1)>"
MODULE = "The lens"


@pytest.fixture
def tab(browser, serve, site):
    """The page in a fresh profile; a script error fails the test."""
    context = browser.new_context(base_url=serve(site), accept_downloads=True)
    context.clock.set_fixed_time("2026-11-25T12:00:00Z")
    errors = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    tab = context.new_page()
    tab.goto("supervisors/sign-off/")
    tab.wait_for_selector("html[data-started]")
    yield tab
    context.close()
    assert errors == []


def form(tab: Page) -> Locator:
    """Return the form, apart from the menus of the page."""
    return tab.locator(".sign-off")


def fill(tab: Page) -> None:
    """Fill in all that must be filled in, and rate one competence of one module."""
    form(tab).get_by_label("Supervisee’s name").fill("Ann Lee")
    form(tab).get_by_label("Your name").fill("Dr Example")
    form(tab).get_by_label(MODULE).check()
    item = tab.locator(".sign-off__item").first
    item.get_by_label("Rating", exact=True).select_option("competent")
    item.get_by_label("It rests on").select_option("role-play")
    item.get_by_label("What you saw or heard").fill("Named the lean, and mended it.")


def show(tab: Page) -> None:
    """Ask for the sign-off."""
    tab.get_by_role("button", name="Show the sign-off").click()


def saved(tab: Page) -> Signoff:
    """Save the sign-off, and read it as the command line does."""
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Save the sign-off file").click()
    assert waiting.value.suggested_filename == "course-signoff-2026-11-25.json"
    raw = waiting.value.path().read_bytes()
    schema = Draft202012Validator(json.loads(schema_texts()["course-signoff-1.json"]))
    assert list(schema.iter_errors(json.loads(raw))) == []
    return signoff_in(parse_saved(raw))


def test_what_is_saved(tab):
    """Who, what, on what basis, when they met, and the statement; what was not seen stays so."""
    fill(tab)
    form(tab).get_by_label("Your credential").fill("LCSW-S")
    tab.get_by_role("button", name="Add a session").click()
    form(tab).get_by_label("Minutes").fill("50")
    show(tab)
    expect(tab.get_by_role("heading", name="Sign-off", exact=True)).to_be_focused()
    signoff = saved(tab)
    assert signoff.course.model_dump() == COURSE
    assert (signoff.learner.name, signoff.supervisor.credential) == ("Ann Lee", "LCSW-S")
    assert signoff.date.isoformat() == "2026-11-25"
    assert signoff.about is None
    first, *others = signoff.items
    assert (first.rating, first.basis) == ("competent", "role-play")
    assert first.note == "Named the lean, and mended it."
    assert {(item.rating, item.basis) for item in others} == {("not-observed", None)}
    (session,) = signoff.sessions
    assert (session.minutes, session.kind) == (50, "individual")
    assert "no continuing-education credit" in signoff.statement


def test_from_the_completion_file(tab):
    """Name, number and check code come from the file, and the sign-off names it."""
    file = completion("Zoë Łukasiewicz", ref="7")
    tab.set_input_files("#sign-off-file", [payload("a.json", file)])
    code = json.loads(file)["check"]
    expect(tab.get_by_text(f"Check code of the file: {code}.")).to_be_visible()
    fill(tab)
    form(tab).get_by_label("Supervisee’s name").fill("Zoë Łukasiewicz")
    show(tab)
    signoff = saved(tab)
    assert (signoff.learner.ref, signoff.about) == ("7", code)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            edited(completion("Ann"), learner={"name": "Bo"}),
            "The file was edited since it was saved",
        ),
        (b'{"format": "course-progress/1"}', "a private copy of somebody's progress; delete it"),
        (completion("Ann", course={"id": "other", "version": "1"}), "for another course"),
        (b"[]", "not a file that this site saved"),
        (edited(completion("Ann"), learner={"name": " "}), "`learner.name`: is empty"),
    ],
    ids=["edited", "private", "other-course", "no-file-of-ours", "broken"],
)
def test_files_that_are_not_named(tab, data, words):
    """The page says why, and the sign-off does not name the file."""
    tab.set_input_files("#sign-off-file", [payload("a.json", data)])
    expect(tab.locator(".sign-off [role=status]").first).to_contain_text(words)
    fill(tab)
    show(tab)
    assert saved(tab).about is None


def test_what_must_be_filled_in(tab):
    """Each missing thing is named in its turn, and the focus goes to it."""
    problem = tab.locator(".sign-off [role=alert]")

    def expect_problem(words: str, label: str) -> None:
        show(tab)
        expect(problem).to_contain_text(words)
        expect(form(tab).get_by_label(label).first).to_be_focused()

    expect_problem("Supervisee’s name is missing.", "Supervisee’s name")
    form(tab).get_by_label("Supervisee’s name").fill("Ann\u202eLee")
    expect_problem("contains a character that cannot be printed", "Supervisee’s name")
    form(tab).get_by_label("Supervisee’s name").fill("Ann Lee")
    expect_problem("Your name is missing.", "Your name")
    form(tab).get_by_label("Your name").fill("Dr Example")
    expect_problem("Tick a module", "Orientation")
    form(tab).get_by_label(MODULE).check()
    form(tab).get_by_label("Rating", exact=True).first.select_option("strong")
    expect_problem("Say on what this rating rests.", "It rests on")
    form(tab).get_by_label("It rests on").first.select_option("recording")
    tab.get_by_role("button", name="Add a session").click()
    expect_problem("A session needs its date, and from 1 to 600 minutes.", "Minutes")
    tab.get_by_role("button", name="Remove this session").click()
    form(tab).get_by_label("At most 600 characters").fill(" ")
    expect_problem("The statement is missing.", "At most 600 characters")
    form(tab).get_by_label("At most 600 characters").fill("I saw it.")
    show(tab)
    assert saved(tab).statement == "I saw it."


def test_what_is_shown_is_what_is_saved(tab):
    """A change takes the sheet and its button away until it is asked for again."""
    fill(tab)
    show(tab)
    expect(tab.get_by_role("button", name="Save the sign-off file")).to_be_visible()
    form(tab).get_by_label("Rating", exact=True).first.select_option("developing")
    expect(tab.get_by_role("button", name="Save the sign-off file")).to_have_count(0)
    show(tab)
    assert saved(tab).items[0].rating == "developing"


def test_the_sheet_on_paper(tab):
    """Alone, with each rating beside its basis, both lines to sign, and hostile text as text."""
    fill(tab)
    form(tab).get_by_label("Supervisee’s name").fill(IMAGE)
    show(tab)
    sheet = tab.locator(".sign-off__sheet")
    expect(sheet).to_contain_text(IMAGE)
    assert sheet.locator("img").count() == 0
    first = sheet.locator("table[aria-label=Ratings] tbody tr").first
    expect(first).to_contain_text("Competent")
    expect(first).to_contain_text("Role-play")
    expect(sheet).to_contain_text("Supervisor’s signature and date")
    expect(sheet).to_contain_text("Supervisee’s signature and date")
    tab.evaluate(
        """() => {
          globalThis.print = () => {
            const shown = [...document.querySelectorAll("article *")].filter(
              (each) => each.checkVisibility() && !each.children.length && each.textContent.trim());
            globalThis.outside = shown.filter((each) => !each.closest(".sign-off__sheet")).length;
            globalThis.inside = shown.length - globalThis.outside;
          };
        }"""
    )
    tab.emulate_media(media="print")
    tab.locator("button", has_text="Print the sheet").dispatch_event("click")
    assert tab.evaluate("outside") == 0
    assert tab.evaluate("inside") > 10


def test_nothing_is_kept(tab):
    """What was typed is gone when the page is left."""
    before = tab.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })")
    fill(tab)
    show(tab)
    saved(tab)
    assert tab.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })") == before


def test_a_rating_needs_its_basis():
    """The reader of the command line takes no rating without a basis."""
    data = {
        "format": "course-signoff/1",
        "course": COURSE,
        "supervisor": {"name": "Dr Example"},
        "learner": {"name": "Ann Lee"},
        "date": "2026-11-25",
        "items": [{"competence": "lens-see", "rating": "competent"}],
        "statement": "I saw it.",
    }
    with pytest.raises(SignoffError, match="a rating without its basis"):
        signoff_in(data)
    data["items"][0]["rating"] = "not-observed"
    assert signoff_in(data).items[0].basis is None
