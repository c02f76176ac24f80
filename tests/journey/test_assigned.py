"""From a supervisor's form to the signed-off row, with three learners in three profiles."""

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from playwright.sync_api import BrowserContext, Page, expect

from coursekit.cli import main
from coursekit.records.completion import read_completion
from coursekit.records.schemas import schema_texts
from reports.team_page import give, payload

pytestmark = pytest.mark.xdist_group("site")

UNIT = "the-duplex"
LATER = date.today() + timedelta(days=20)
PAST = date.today() - timedelta(days=3)


def in_words(day: date) -> str:
    """Write a day as the site does."""
    return f"{day:%A, %B} {day.day}, {day.year}"


@pytest.fixture(scope="module")
def address(serve, site) -> str:
    """The address of the built site."""
    return serve(site)


@pytest.fixture
def profile(browser, address):
    """Give a function that opens a fresh profile; script errors fail the test."""
    contexts, errors = [], []

    def make(**settings) -> BrowserContext:
        context = browser.new_context(base_url=address, accept_downloads=True, **settings)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert errors == []


def go(tab: Page, name: str) -> None:
    """Open a page of the site and wait until its modules have started."""
    tab.goto(name)
    tab.wait_for_selector("html[data-started]")


def accept(tab: Page, link: str) -> None:
    """Open the link as it came, on this site, and accept what it says."""
    go(tab, f"assignment/{link[link.index('#') :]}")
    tab.get_by_role("button", name="Accept").click()
    expect(tab.get_by_text("Accepted. It is kept on this device.")).to_be_visible()


def work(tab: Page, unit: str) -> None:
    """Read a case and make each of its decisions."""
    go(tab, f"case_studies/{unit}/")
    tab.get_by_role("button", name="I have read this").click()
    for decision in tab.locator(".decision").all():
        decision.locator("summary").first.click()
    expect(tab.locator(".where").first).to_contain_text("Done")


def hand_in(tab: Page, name: str) -> bytes:
    """Hand in, and return the file."""
    go(tab, "progress/")
    tab.locator("article").get_by_role("link", name="Hand in").click()
    tab.wait_for_url("**/assignment/#hand-in")
    tab.wait_for_selector("html[data-started]")
    tab.get_by_label("Your name").fill(name)
    tab.get_by_role("button", name="Show what is in the file").click()
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Save the file").click()
    return waiting.value.path().read_bytes()


def sign_off(tab: Page, file: bytes) -> bytes:
    """Rate one competence of somebody who handed in ``file``, and return the sign-off."""
    go(tab, "supervisors/sign-off/")
    tab.set_input_files("#sign-off-file", [payload("hand-in.json", file)])
    expect(tab.get_by_text("Filled in.")).to_be_visible()
    form = tab.locator(".sign-off")
    form.get_by_label("Your name").fill("Dr Example")
    form.get_by_label("The lens").check()
    form.get_by_label("Rating", exact=True).first.select_option("competent")
    form.get_by_label("It rests on").first.select_option("discussion")
    tab.get_by_role("button", name="Show the sign-off").click()
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Save the sign-off file").click()
    return waiting.value.path().read_bytes()


def follow(tab: Page, files: dict[str, bytes]) -> list[str]:
    """Drop the files and a roster on the team page; return what it says of each person."""
    go(tab, "supervisors/team/")
    give(tab, [payload(f"{name}.json", data) for name, data in files.items()])
    give(tab, [payload("team.csv", b"Name\nAnn\nBen\nCleo\nDora\n")], "#team-roster")
    rows = tab.locator("table[aria-label=People] tbody tr").all()
    return [" | ".join(row.locator("td").all_text_contents()) for row in rows]


def test_from_the_form_to_the_signed_off_row(profile, root, tmp_path):
    """One does all, one a part, one nothing; each is led by the link, and each file says so.

    Their supervisor sees it on the team page, signs one of them off, and sees that, too; the
    command line says the same.
    """
    tab = profile().new_page()
    go(tab, "supervisors/")
    tab.get_by_role("link", name="Assign").first.click()
    tab.wait_for_selector("html[data-started]")
    for name in ("The duplex", "Updates"):
        tab.get_by_label(f"{name} (").check()
    tab.get_by_label("One date for all parts").fill(LATER.isoformat())
    tab.get_by_label("Date of its own: Updates").fill(PAST.isoformat())
    tab.get_by_label("Title").fill("Two cases")
    tab.get_by_label("From whom").fill("Dr Example")
    tab.get_by_label("Tag").fill("autumn")
    link = tab.get_by_label("To send to your supervisees").input_value()

    files = {}
    for name, units in (("Ann", ["the-duplex", "updates"]), ("Ben", ["the-duplex"]), ("Cleo", [])):
        learner = profile().new_page()
        accept(learner, link)
        go(learner, "")
        standing = learner.locator(".standing")
        expect(standing).to_contain_text(f"Next: Updates. Late: it was due {in_words(PAST)}")
        for unit in units:
            work(learner, unit)
        go(learner, "")
        expect(standing).to_contain_text(f"{len(units)} of 2 parts done")
        go(learner, "cases/")
        listed = learner.locator(".progress-of[data-unit=the-duplex]")
        expect(listed).to_contain_text("Done" if units else f"Due {in_words(LATER)}")
        files[name] = hand_in(learner, name)

    schema = Draft202012Validator(json.loads(schema_texts()["course-completion-1.json"]))
    expected = {
        "Ann": {"the-duplex": "completed", "updates": "completed"},
        "Ben": {"the-duplex": "completed", "updates": "not-started"},
        "Cleo": {"the-duplex": "not-started", "updates": "not-started"},
    }
    for name, raw in files.items():
        assert list(schema.iter_errors(json.loads(raw))) == []
        completion, fits = read_completion(raw)
        assert fits
        assert completion.learner.name == name
        assert (completion.assignment.title, completion.assignment.id) == ("Two cases", "autumn")
        due = {module.id: module.due for module in completion.assignment.modules}
        assert due == {"the-duplex": LATER, "updates": PAST}
        found = {module.id: module.status for module in completion.modules}
        assert {unit: found[unit] for unit in expected[name]} == expected[name]

    today = date.today().isoformat()
    ann, ben, cleo, dora = follow(tab, files)
    assert ann == f"Ann | completedParts of Ann | {today} | 2 of 2 | – | – | –"
    assert ben == f"Ben | in progressParts of Ben | {today} | 1 of 2 | 1 | – | –"
    assert cleo == f"Cleo | not startedParts of Cleo | {today} | 0 of 2 | 1 | – | –"
    assert dora == "Dora | handed in nothing | – | – | – | – | –"

    files["signed"] = sign_off(tab, files["Ann"])
    signed = follow(tab, files)
    assert signed[0] == ann.removesuffix("–") + f"{today} by Dr Example, 1 of 5 rated"
    assert signed[1:] == [ben, cleo, dora]

    for name, data in files.items():
        (tmp_path / f"{name}.json").write_bytes(data)
    words = ["team", str(tmp_path), "--course", str(root), "--format", "json"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    people = json.loads(done.stdout)["people"]
    assert [(each["name"], each["completed"], each["overdue"]) for each in people] == [
        ("Ann", 2, 0),
        ("Ben", 1, 1),
        ("Cleo", 0, 1),
    ]
    assert people[0]["signoffs"] == [
        {"by": "Dr Example", "date": today, "rated": 1, "competences": 5, "current": True}
    ]


def press(tab: Page, name: str, key: str = "Enter") -> None:
    """Go on with the tab key until the control of this name has the focus, then press ``key``."""
    for _ in range(200):
        tab.keyboard.press("Tab")
        focused = tab.evaluate(
            """() => {
                 const { activeElement: at } = document;
                 return at.labels?.[0]?.textContent || at.ariaLabel || at.textContent;
               }"""
        )
        if focused.strip().startswith(name):
            tab.keyboard.press(key)
            return
    raise AssertionError(f"the keyboard does not reach {name!r}")


def test_by_keyboard_alone(profile):
    """The form is filled in, the link accepted and the file saved without a mouse."""
    context = profile()
    tab = context.new_page()
    go(tab, "supervisors/assign/")
    press(tab, "The duplex (", "Space")
    press(tab, "Title")
    tab.keyboard.type("By keyboard")
    press(tab, "See it as your supervisee will")
    tab.wait_for_url("**/assignment/#*")
    tab.wait_for_selector("html[data-started]")
    expect(tab.get_by_role("heading", name="You were sent an assignment")).to_be_focused()
    press(tab, "Accept")
    expect(tab.get_by_text("Accepted. It is kept on this device.")).to_be_focused()
    press(tab, "Your name")
    tab.keyboard.type("Ann Example")
    press(tab, "Show what is in the file")
    expect(tab.get_by_role("heading", name="What is in the file")).to_be_focused()
    with tab.expect_download() as waiting:
        press(tab, "Save the file")
    completion, fits = read_completion(waiting.value.path().read_bytes())
    assert fits
    assert completion.assignment.title == "By keyboard"


def test_without_scripts(profile):
    """Each page says what needs JavaScript and what to do without it."""
    tab = profile(java_script_enabled=False).new_page()
    tab.goto("supervisors/assign/")
    expect(tab.locator(".assign noscript p")).to_contain_text("write the parts and dates in a mail")
    tab.goto("assignment/#v=1&m=the-duplex")
    expect(tab.locator(".assignment noscript p")).to_contain_text("look into the link")
    expect(tab.locator(".hand-in noscript p")).to_contain_text("Handing in needs JavaScript")


def test_nothing_leaves_the_page(profile, address):
    """From the link to the saved file no request goes to another host or carries the link."""
    context = profile()
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    tab = context.new_page()
    accept(tab, "#v=1&m=the-duplex&t=Secret%20title&by=Dr%20Nobody")
    hand_in(tab, "Ann Nobody")
    for url in asked:
        assert url.startswith((address, "blob:"))
        assert "Secret" not in url.partition("#")[0]
        assert "Nobody" not in url.partition("#")[0]
