"""The form with which a supervisor writes an assignment link, and the file that comes back."""

import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from assigning import Learner, write_pages
from icalendar import Calendar
from jsonschema import Draft202012Validator
from playwright.sync_api import Page, expect

from coursekit.records.completion import read_completion
from coursekit.records.schemas import schema_texts

pytestmark = pytest.mark.xdist_group("assign")

NOON = "2026-11-25T12:00:00Z"


@pytest.fixture(scope="module")
def address(serve, tmp_path_factory) -> str:
    """Serve the static pages."""
    return serve(write_pages(tmp_path_factory.mktemp("assign") / "site")).rstrip("/")


@pytest.fixture
def person(browser, address):
    """Give one browser profile whose clock stands still; script errors fail the test."""
    context = browser.new_context(base_url=address, accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.clock.set_fixed_time(NOON)
    person = Learner(context)
    yield person
    context.close()
    assert person.errors == []


def link(tab: Page) -> str:
    """Return the link as it stands."""
    return tab.get_by_label("To send to your supervisees").input_value()


def fields(tab: Page) -> dict[str, str]:
    """Return what the link says, as another program reads a query."""
    parts = urlsplit(link(tab))
    assert parts.path == "/assignment/"
    assert parts.query == ""
    return {
        name: values[0] for name, values in parse_qs(parts.fragment, strict_parsing=True).items()
    }


def fill(tab: Page) -> None:
    """Fill in the whole form."""
    tab.get_by_label("Start from a path").select_option("start")
    tab.get_by_label("One date for all parts").fill("2026-12-15")
    tab.get_by_label("Date of its own: The lens").fill("2026-12-01")
    tab.get_by_label("Title").fill("Autumn & <b>winter</b>")
    tab.get_by_label("From whom").fill("Dr A")
    tab.get_by_label("Tag").fill("7f3a")


def test_nothing_ticked_is_no_link(person):
    """The form says what is missing, and offers nothing to send."""
    tab = person.open("assign.html")
    expect(tab.get_by_text("Tick at least one part above")).to_be_visible()
    expect(tab.get_by_role("button", name="Copy the link")).to_be_hidden()


def test_the_link_says_what_was_filled_in(person):
    """A path in its order, a date for all and one for one part, the lines as they were typed."""
    tab = person.open("assign.html")
    fill(tab)
    assert link(tab).startswith("https://course.example.org/assignment/#v=1&m=bond,lens@2026-12-01")
    assert fields(tab) == {
        "v": "1",
        "m": "bond,lens@2026-12-01",
        "due": "2026-12-15",
        "t": "Autumn & <b>winter</b>",
        "by": "Dr A",
        "id": "7f3a",
    }
    expect(tab.locator(".assign__length")).to_have_text(f"{len(link(tab))} characters.")
    expect(tab.locator(".assign__summary")).to_have_text("For a start.")


def test_parts_are_in_the_order_in_which_they_are_ticked(person):
    """A part that is taken away goes with its date; scenes cannot be assigned."""
    tab = person.open("assign.html")
    tab.get_by_label("The duplex").check()
    tab.get_by_label("The lens").check()
    assert fields(tab)["m"] == "duplex,lens"
    tab.get_by_label("Date of its own: The duplex").fill("2026-12-01")
    assert fields(tab)["m"] == "duplex@2026-12-01,lens"
    tab.get_by_label("The duplex (").uncheck()
    tab.get_by_label("The duplex (").check()
    assert fields(tab) == {"v": "1", "m": "lens,duplex"}
    expect(tab.get_by_label("A report")).to_have_count(0)


def test_minutes_are_those_of_the_outline(person):
    """Reading and practice: 6 minutes to read, 2 questions of 90 seconds."""
    tab = person.open("assign.html")
    expect(tab.get_by_label("The lens (9 minutes)")).to_be_visible()
    expect(tab.get_by_label("The bond (6 minutes)")).to_be_visible()
    expect(tab.get_by_label("Start from a path").locator("option").nth(1)).to_have_text(
        "To start (2 parts, about 15 minutes)"
    )


def test_a_link_fills_in_the_form_again(person):
    """Pasted, and in the page's own address; what the course does not have is named."""
    tab = person.open("assign.html")
    fill(tab)
    whole, said = link(tab), fields(tab)
    tab = person.open("assign.html")
    tab.locator("summary", has_text="Change an assignment").click()
    tab.get_by_label("Paste its link").fill("nothing")
    tab.get_by_role("button", name="Fill in the form").click()
    expect(tab.get_by_role("alert")).to_contain_text("This is no assignment link")
    tab.get_by_label("Paste its link").fill(whole.replace("m=bond", "m=bond,nowhere"))
    tab.get_by_role("button", name="Fill in the form").click()
    expect(tab.get_by_role("alert")).to_contain_text("is filled in from the link")
    expect(tab.locator(".assignment__unknown li")).to_have_text("nowhere")
    assert fields(tab) == said
    tab = person.open(f"assign.html{whole[whole.index('#') :]}")
    assert fields(tab) == said
    expect(tab.get_by_label("The lens (")).to_be_checked()


def test_copying(person):
    """The link is in the clipboard; where a page may not copy, it is marked, and that is said."""
    tab = person.open("assign.html")
    fill(tab)
    tab.get_by_role("button", name="Copy the link").click()
    expect(tab.get_by_text("Copied.")).to_be_visible()
    assert tab.evaluate("navigator.clipboard.readText()") == link(tab)
    tab.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    tab.get_by_role("button", name="Copy the link").click()
    expect(tab.get_by_text("does not let a page copy")).to_be_visible()
    assert tab.evaluate("getSelection().toString()") == link(tab)


def test_what_is_unwise_is_said(person):
    """A date that is past, and a link that mail programs may cut."""
    tab = person.open("assign.html")
    tab.get_by_label("The lens").check()
    tab.get_by_label("One date for all parts").fill("2026-11-24")
    expect(tab.locator(".assign__length")).to_contain_text("A date in it is past.")
    tab.get_by_label("One date for all parts").fill("2026-11-25")
    expect(tab.locator(".assign__length")).not_to_contain_text("past")
    for name in ("Title", "From whom"):
        tab.get_by_label(name).fill("é" * 200)
    said = {name: value for name, value in fields(tab).items() if name in ("t", "by")}
    assert said == {"t": "é" * 80, "by": "é" * 80}
    for name in ("Title", "From whom"):
        tab.get_by_label(name).fill("龍" * 80)
    expect(tab.locator(".assign__length")).not_to_contain_text("cut")
    tab.get_by_label("Title").fill("👩‍⚕️" * 40)
    expect(tab.locator(".assign__length")).to_contain_text(f"{len(link(tab))} characters")


def test_the_calendar_file(person):
    """One event a day with the link; neutral, and with the parts' names where that is wanted."""
    tab = person.open("assign.html")
    tab.get_by_label("The lens").check()
    expect(tab.get_by_role("button", name="Save the dates")).to_be_hidden()
    fill(tab)

    def events() -> list:
        with tab.expect_download() as waiting:
            tab.get_by_role("button", name="Save the dates for a calendar").click()
        return Calendar.from_ical(waiting.value.path().read_bytes()).events

    found = events()
    assert [event["DTSTART"].dt for event in found] == [date(2026, 12, 1), date(2026, 12, 15)]
    assert [event["SUMMARY"] for event in found] == ["Due: 1 part", "Due: 1 part"]
    assert {event["URL"] for event in found} == {link(tab)}
    tab.get_by_label("Name the parts in the calendar").check()
    assert [event["SUMMARY"] for event in events()] == ["Due: The lens", "Due: The bond"]
    assert [event["UID"] for event in events()] == [event["UID"] for event in found]


def test_the_sheet(person):
    """On paper: parts, dates in words, minutes, the way to the page, the link as text; no form."""
    tab = person.open("assign.html")
    fill(tab)
    tab.evaluate("globalThis.print = () => { globalThis.shown = document.body.className; }")
    tab.get_by_role("button", name="Print a sheet").click()
    assert "prints-alone" in tab.evaluate("globalThis.shown")
    assert "prints-alone" not in tab.evaluate("document.body.className")
    tab.emulate_media(media="print")
    tab.evaluate("""document.body.classList.add("prints-alone")""")
    tab.evaluate("""document.querySelector(".assign__sheet").classList.add("print-alone--now")""")
    expect(tab.get_by_role("button", name="Copy the link")).to_be_hidden()
    sheet = tab.locator(".assign__sheet")
    expect(sheet).to_be_visible()
    for words in (
        "Autumn & <b>winter</b>",
        "From: Dr A",
        "1. The bond",
        "Tuesday, December 15, 2026",
        "Tuesday, December 1, 2026",
        "About 15 minutes",
        "go to https://course.example.org/, open",
    ):
        expect(sheet).to_contain_text(words)
    expect(sheet.locator(".assign__link")).to_have_text(link(tab))


def test_nothing_is_kept_or_sent(person):
    """The form writes nothing into the browser's storage, and asks no host for anything."""
    asked = []
    person.context.on("request", lambda request: asked.append(request.url))
    tab = person.open("assign.html")
    fill(tab)
    before = len(asked)
    tab.get_by_role("button", name="Copy the link").click()
    with tab.expect_download():
        tab.get_by_role("button", name="Save the dates for a calendar").click()
    assert [url for url in asked[before:] if not url.startswith("blob:")] == []
    assert tab.evaluate("localStorage.length + sessionStorage.length") == 0


def answer(tab: Page, name: str, *letters: str) -> None:
    """Choose and check an answer."""
    for letter in letters:
        tab.locator(f"#{name}-{letter}").check()
    tab.locator(f"[data-question={name}] [type=submit]").click()


def save(tab: Page) -> str:
    """Save the file that is shown, and return its text."""
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Save the file").click()
    assert waiting.value.suggested_filename == "course-completion-2026-11-25.json"
    return waiting.value.path().read_text(encoding="utf-8")


def test_hand_in(person):
    """What is shown, in words and as text, is what is saved, read by Python, and kept nowhere."""
    practice = person.open("practice.html")
    answer(practice, "lens-p1", "b")
    answer(practice, "lens-p2", "a")
    person.open("module.html").locator(".decision summary").first.click()
    person.accept("v=1&m=lens@2026-12-15,nowhere&t=Autumn&by=Dr%20A&id=7f3a")
    tab = person.open("assignment.html")
    tab.get_by_label("Your name").fill("  Zoë 李 ")
    tab.get_by_label("Your staff or student number").fill("4711")
    expect(tab.get_by_label("Put in my self-ratings")).to_have_count(0)
    tab.get_by_role("button", name="Show what is in the file").click()
    expect(tab.get_by_role("heading", name="What is in the file")).to_be_focused()
    shown = tab.locator(".hand-in__shown")
    for words in ("Zoë 李", "4711", "Autumn", "Dr A", "7f3a", "sample-course, version 2026.1"):
        expect(shown.locator(".named-facts")).to_contain_text(words)
    rows = shown.get_by_role("table", name="How far you are").locator("tbody tr")
    expect(rows).to_have_text(
        [
            "The lensuntil Tuesday, December 15, 2026Begun33 % of 3",
            "The bondnot assignedNot begun–",
            "nowherewithout a datenot a part of this course–",
        ]
    )
    shown.locator("summary", has_text="Practice by objective").click()
    objectives = shown.get_by_role("table", name="Practice by objective").locator("tbody tr")
    expect(objectives).to_have_text(["See a thing.The lens1 of 1", "Say a thing.The lens0 of 1"])
    text = shown.locator(".hand-in__text").text_content()
    saved = save(tab)
    assert saved == text
    data = json.loads(saved)
    schema = json.loads(schema_texts()["course-completion-1.json"])
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    completion, fits = read_completion(saved.encode())
    assert fits
    assert completion.learner.name == "Zoë 李"
    assert [module.id for module in completion.modules] == ["lens", "bond"]
    assert completion.assignment.by == "Dr A"
    stored = tab.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "Zoë" not in stored
    assert "4711" not in stored
    tab.reload()
    expect(tab.get_by_label("Your name")).to_have_value("")


def test_hand_in_only_what_is_assigned(person):
    """The rest of the course can be left out; without an assignment nothing can."""
    person.open("module.html")
    person.accept("v=1&m=bond,duplex")
    tab = person.open("assignment.html")
    tab.get_by_label("Your name").fill("Ann Example")

    def modules() -> list[str]:
        tab.get_by_role("button", name="Show what is in the file").click()
        text = tab.locator(".hand-in__text").text_content()
        return [module["id"] for module in json.loads(text)["modules"]]

    assert modules() == ["lens", "bond", "duplex"]
    tab.get_by_label("Leave out the parts").check()
    expect(tab.get_by_role("button", name="Save the file")).to_have_count(0)
    assert modules() == ["bond", "duplex"]
    tab.get_by_label("The assignment it answers").select_option("None")
    expect(tab.get_by_label("Leave out the parts")).to_have_count(0)
    assert modules() == ["lens", "bond"]
    assert "assignment" not in json.loads(tab.locator(".hand-in__text").text_content())


def test_self_ratings_only_when_ticked(person):
    """They are offered when there are any, are not ticked, and are those after the course."""
    tab = person.open("assignment.html")
    tab.evaluate(
        """() => {
             const rated = (v) => ({ t: "2026-01-01T00:00:00.000Z", v });
             const record = { schema: 2, before: { k1: rated(1) }, then: {}, after: {} };
             record.after = { k1: rated(3), k2: rated(0) };
             localStorage.setItem("course/sample-course/+ratings", JSON.stringify(record));
           }"""
    )
    tab.reload()
    tab.get_by_label("Your name").fill("Ann Example")
    tick = tab.get_by_label("Put in my self-ratings (2 lines)")
    expect(tick).not_to_be_checked()
    tab.get_by_role("button", name="Show what is in the file").click()
    expect(tab.locator(".hand-in__shown")).to_contain_text("Your self-ratings are not in it.")
    assert "ratings" not in json.loads(save(tab))
    tick.check()
    tab.get_by_role("button", name="Show what is in the file").click()
    tab.locator("summary", has_text="Your 2 self-ratings").click()
    expect(tab.get_by_role("table", name="Your self-ratings").locator("tbody tr")).to_have_text(
        ["I explained it.3", "I taught it.not applicable"]
    )
    assert json.loads(save(tab))["ratings"] == {"k1": 3, "k2": 0}


@pytest.mark.parametrize(
    ("name", "ref", "words"),
    [
        ("", "", "Your name is missing."),
        ("   ", "", "Your name is missing."),
        ("Ann\u202eExample", "", "Your name contains a character that cannot be printed (U+202E)."),
        ("x" * 81, "", "Your name has 81 characters; 80 is the most."),
        ("Ann", "7" * 41, "Your number has 41 characters; 40 is the most."),
    ],
)
def test_what_the_file_cannot_hold_is_asked_for(person, name, ref, words):
    """The page says what is wrong, the field has the focus, and there is nothing to save."""
    tab = person.open("assignment.html")
    tab.get_by_label("Your name").fill(name)
    tab.get_by_label("Your staff or student number").fill(ref)
    tab.get_by_role("button", name="Show what is in the file").click()
    expect(tab.get_by_role("alert")).to_contain_text(words)
    expect(tab.locator("[aria-invalid=true]")).to_be_focused()
    expect(tab.get_by_role("button", name="Save the file")).to_have_count(0)


def test_without_encryption_there_is_no_file(person):
    """Over plain http a browser makes no check code: the page says to open it by https."""
    tab = person.open("assignment.html")
    tab.evaluate("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    tab.get_by_label("Your name").fill("Ann Example")
    tab.get_by_role("button", name="Show what is in the file").click()
    expect(tab.get_by_role("alert")).to_contain_text("Open the site by its https address.")
    expect(tab.get_by_role("button", name="Save the file")).to_have_count(0)
