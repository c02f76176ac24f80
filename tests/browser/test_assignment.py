"""A learner's assignments: what a link says, accepting it, being led by it, and taking it away."""

import json
from datetime import date
from urllib.parse import quote

import pytest
from assigning import KEY, Learner, write_pages
from icalendar import Calendar
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("assignment")

NOON = "2026-11-25T12:00:00Z"
LINK = "v=1&m=lens@2026-12-15,bond&t=Autumn%20cohort&by=Dr%20A&id=7f3a"


@pytest.fixture(scope="module")
def address(serve, tmp_path_factory) -> str:
    """Serve the static pages."""
    return serve(write_pages(tmp_path_factory.mktemp("assignment") / "site")).rstrip("/")


@pytest.fixture
def learner(browser, address):
    """Give a function that makes a learner, whose clock stands still at a time in a zone."""
    made = []

    def make(now: str = NOON, zone: str = "America/New_York") -> Learner:
        context = browser.new_context(base_url=address, timezone_id=zone, accept_downloads=True)
        context.clock.set_fixed_time(now)
        made.append(Learner(context))
        return made[-1]

    yield make
    for each in made:
        each.context.close()
        assert each.errors == []


def kept(tab: Page) -> dict:
    """Return what the device keeps of assignments: each by its link, with whether it stands."""
    text = tab.evaluate("(key) => localStorage.getItem(key)", KEY)
    entries = json.loads(text)["accepted"] if text else {}
    return {key: entry["v"] for key, entry in entries.items()}


def test_a_link_is_shown_and_not_kept(learner):
    """Its text stands under a notice, its units with dates in words; nothing is stored."""
    tab = learner().open(f"assignment.html#{LINK}")
    offer = tab.get_by_role("region", name="The link")
    expect(offer.get_by_role("heading")).to_be_focused()
    source = offer.locator(".assignment__source")
    expect(source).to_contain_text("Written in this link, not by the course.")
    for words in ("Autumn cohort", "Dr A", "7f3a"):
        expect(source).to_contain_text(words)
    rows = offer.get_by_role("row")
    expect(rows).to_have_text(
        [
            "PartDueState",
            "The lensDue Tuesday, December 15, 2026Not begun",
            "The bondno dateNot begun",
        ]
    )
    expect(offer.get_by_role("link", name="The lens")).to_have_attribute("href", "./module.html")
    assert kept(tab) == {}
    tab.get_by_role("button", name="Leave it").click()
    expect(tab.get_by_role("status").first).to_have_text("Nothing was kept.")
    assert kept(tab) == {}
    assert tab.url.endswith("/assignment.html")


def test_accepting_keeps_it_and_takes_the_link_out_of_the_address(learner):
    """It is there after a reload, with the day on which it was accepted."""
    tab = learner().accept(LINK)
    expect(tab.get_by_role("status").first).to_have_text("Accepted. It is kept on this device.")
    expect(tab.get_by_role("status").first).to_be_focused()
    assert tab.url.endswith("/assignment.html")
    tab.reload()
    mine = tab.get_by_role("region", name="The assignment that you accepted")
    expect(mine).to_contain_text("Autumn cohort")
    expect(mine).to_contain_text("November 25, 2026")
    assert kept(tab) == {LINK: True}


def test_the_same_link_twice_is_one_assignment(learner):
    """Accepted again, also when it is written in another way."""
    one = learner()
    one.accept(LINK)
    tab = one.accept("id=7f3a&by=Dr+A&t=Autumn+cohort&due=&m=lens@2026-12-15,bond&v=1")
    expect(tab.get_by_role("status").first).to_have_text("You had accepted it before.")
    assert list(kept(tab)) == [LINK]


def test_a_link_that_comes_while_the_page_is_open(learner):
    """Typed into the address bar, it is shown without a reload."""
    tab = learner().open("assignment.html")
    expect(tab.locator(".assignment")).to_contain_text("You have accepted no assignment.")
    tab.evaluate("(link) => { location.hash = link; }", LINK)
    expect(tab.get_by_role("heading", name="You were sent an assignment")).to_be_focused()


def test_a_link_that_was_cut_can_be_pasted(learner):
    """The field takes the mail around it; what is no link is turned away with words."""
    tab = learner().open("assignment.html")
    tab.locator("summary", has_text="The link did not work").click()
    field = tab.get_by_label("Paste the whole link here")
    field.fill("Hello, see https://course.example.org/ for it.")
    tab.get_by_role("button", name="Read the link").click()
    expect(tab.get_by_role("status").first).to_contain_text("This is no assignment link")
    field.fill(f"Hello,\n<https://course.example.org/assignment/#{LINK[:30]}\n{LINK[30:]}>\nDr A")
    tab.get_by_role("button", name="Read the link").click()
    tab.get_by_role("button", name="Accept").click()
    assert kept(tab) == {LINK: True}


@pytest.mark.parametrize(
    ("now", "zone", "words"),
    [
        ("2026-12-14T12:00:00Z", "America/New_York", "Due Tuesday, December 15, 2026"),
        ("2026-12-16T03:00:00Z", "America/New_York", "Due today, Tuesday, December 15, 2026"),
        ("2026-12-16T03:00:00Z", "Pacific/Auckland", "Late: it was due Tuesday, December 15, 2026"),
        ("2026-12-14T12:30:00Z", "Pacific/Kiritimati", "Due today, Tuesday, December 15, 2026"),
        ("2026-12-16T11:59:00Z", "Etc/GMT+12", "Due today, Tuesday, December 15, 2026"),
    ],
)
def test_a_day_is_that_of_the_learner(learner, now, zone, words):
    """At one moment it is due in one place and late in another: the learner's clock says."""
    one = learner(now, zone)
    tab = one.accept(LINK)
    expect(tab.locator(".assignment__mine tbody tr").first).to_contain_text(words)
    expect(one.open("module.html").locator(".due")).to_have_text(f"{words}.")
    expect(one.open("practice.html").locator(".due")).to_have_text(f"{words}.")
    listed = one.open("list.html")
    expect(listed.locator("[data-unit=lens]")).to_contain_text(f". {words}")
    expect(listed.locator(".standing")).to_contain_text(f"Next: The lens. {words}.")
    expect(one.open("mine.html").get_by_role("row", name="The lens")).to_contain_text(words)


def test_the_way_on_is_what_is_due_first(learner):
    """Not what was done last; what has no date comes last, and the count goes up."""
    one = learner()
    one.open("bond.html")
    way = one.open("list.html").get_by_role("link", name="Continue")
    expect(way).to_have_text("Continue: The bond")
    one.accept(LINK)
    listed = one.open("list.html")
    expect(listed.get_by_role("link", name="Continue")).to_have_text("Continue: The lens")
    expect(listed.locator(".standing")).to_contain_text("0 of 2 parts done")
    lesson = one.open("module.html")
    lesson.get_by_role("button", name="I have read this").click()
    for decision in lesson.locator(".decision").all():
        decision.locator("summary").first.click()
    expect(listed.get_by_role("link", name="Continue")).to_have_text(
        "Continue: practice for The lens"
    )
    practice = one.open("practice.html")
    for name in ("lens-p1", "lens-p2"):
        practice.locator(f"#{name}-a").check()
        practice.locator(f"[data-question={name}] [type=submit]").click()
    expect(practice.locator(".due")).to_be_hidden()
    expect(listed.locator(".standing")).to_contain_text("1 of 2 parts done. Next: The bond.")
    expect(listed.get_by_role("link", name="Continue")).to_have_text("Continue: The bond")
    expect(listed.locator("[data-unit=lens]")).to_have_text("Done on November 25, 2026")
    bond = one.open("bond.html")
    bond.get_by_role("button", name="I have read this").click()
    expect(listed.locator(".standing")).to_contain_text("2 of 2 parts done. Hand in")
    expect(listed.get_by_role("link", name="Continue")).to_have_count(0)


def test_done_after_the_day_is_said(learner):
    """A part that was completed late stays done, and the page says that it was after its day."""
    one = learner("2026-12-20T12:00:00Z")
    one.accept("v=1&m=bond@2026-12-15")
    one.open("bond.html").get_by_role("button", name="I have read this").click()
    row = one.open("assignment.html").locator(".assignment__mine tbody tr")
    expect(row).to_contain_text("Tuesday, December 15, 2026; done after it")
    expect(row).to_contain_text("Done on December 20, 2026")


def test_late_is_no_matter_of_color(learner):
    """The word stands there; the mark in color comes on top."""
    tab = learner("2026-12-20T12:00:00Z").accept(LINK)
    late = tab.locator(".assignment__mine .due--late")
    expect(late).to_have_text("Late: it was due Tuesday, December 15, 2026")


def test_two_assignments(learner):
    """Both stand, the earlier date counts for a part of both, and one can be removed alone."""
    one = learner()
    one.accept(LINK)
    other = "v=1&m=lens@2026-12-01,duplex&t=Second"
    tab = one.accept(other)
    expect(tab.get_by_role("heading", name="Assignment 1 of 2")).to_be_visible()
    expect(tab.get_by_role("heading", name="Assignment 2 of 2")).to_be_visible()
    expect(one.open("module.html").locator(".due")).to_have_text("Due Tuesday, December 1, 2026.")
    second = tab.get_by_role("region", name="Assignment 2 of 2")
    second.get_by_role("button", name="Remove this assignment").click()
    expect(tab.get_by_role("button", name="Take it back")).to_be_focused()
    expect(one.open("module.html").locator(".due")).to_have_text("Due Tuesday, December 15, 2026.")
    assert kept(tab) == {LINK: True, other: False}
    tab.get_by_role("button", name="Take it back").click()
    expect(tab.get_by_role("heading", name="Assignment 2 of 2")).to_be_visible()
    assert kept(tab) == {LINK: True, other: True}


def test_an_assignment_with_the_tag_of_another(learner):
    """A changed link does not take the other's place unasked; the page says that both stand."""
    one = learner()
    one.accept(LINK)
    tab = one.open(f"assignment.html#{LINK.replace('2026-12-15', '2026-12-20')}")
    expect(tab.locator(".assignment__offer")).to_contain_text(
        "another assignment with the same tag"
    )


HOSTILE = [
    (f"v=1&m=lens&t={quote('<img src=x onerror=alert(1)>')}", "<img src=x onerror=alert(1)>"),
    (f"v=1&m=lens,{quote('<script>alert(1)</script>')}&by=x", "<script>alert(1)</script>"),
    ("v=1&m=lens,__proto__,constructor,report&t=__proto__", "__proto__"),
    (f"v=1&m=lens&t={quote('javascript:alert(1)')}&id={quote(chr(34) + ' onload=x')}", "onload=x"),
    (f"v=1&m=lens&t={quote('a' + chr(0x202E) + 'gpj.exe' + chr(0))}", "a gpj.exe"),
    ("v=1&m=" + ",".join(["lens", *(f"unit-{n}" for n in range(1000))]), "names 1001 units"),
    ("v=1&m=lens@2026-02-30&due=tomorrow", "“2026-02-30” for “lens” is no day"),
    (f"v=1&m=lens&t={'long' * 2000}", "it has 8000 characters"),
]


@pytest.mark.parametrize(("fragment", "shown"), HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_link_is_text(learner, fragment, shown):
    """Nothing of it becomes an element, a script or an address; it can be accepted and removed."""
    one = learner()
    tab = one.open(f"assignment.html#{fragment}")
    dialogs = []
    tab.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    offer = tab.locator(".assignment__offer")
    expect(offer).to_contain_text(shown)
    tab.get_by_role("button", name="Accept").click()
    for at in ("assignment.html", "list.html", "mine.html", "module.html"):
        page = one.open(at)
        assert page.locator("img, iframe, article script:not([src], #course-data)").count() == 0
        links = page.locator("article a").evaluate_all("(all) => all.map((each) => each.href)")
        assert [link for link in links if not link.startswith("http://127.0.0.1")] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert tab.evaluate("Object.keys(Object.prototype).length") == 0
    assert dialogs == []
    tab.get_by_role("button", name="Remove this assignment").click()
    assert list(kept(tab).values()) == [False]


def test_unknown_units_are_listed(learner):
    """Scenes are among them: they cannot be assigned. What is known can be accepted."""
    tab = learner().open("assignment.html#v=1&m=lens,nowhere,report,path:none")
    unknown = tab.locator(".assignment__offer .assignment__unknown li")
    expect(unknown).to_have_text(["nowhere", "report", "path:none"])
    tab.get_by_role("button", name="Accept").click()
    expect(tab.locator(".assignment__mine .assignment__unknown li")).to_have_text(
        ["nowhere", "report"]
    )


def test_nothing_known_is_nothing_to_accept(learner):
    """A link for another course names no part of this one."""
    tab = learner().open("assignment.html#v=1&m=nowhere,elsewhere")
    expect(tab.locator(".assignment__offer")).to_contain_text("nothing to accept")
    expect(tab.get_by_role("button", name="Accept")).to_have_count(0)


def test_a_form_of_the_link_from_later(learner):
    """A link of a version that is not known is turned away with words."""
    tab = learner().open("assignment.html#v=2&m=lens")
    expect(tab.get_by_role("status").first).to_contain_text("does not know")


def test_the_calendar_file(learner):
    """One event a day, neutral, with the page's address and without what the link says."""
    tab = learner().accept("v=1&m=lens@2026-12-15,bond@2026-12-15,duplex@2026-12-01&t=Autumn")
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Save the dates for a calendar").click()
    assert waiting.value.suggested_filename == "due-dates.ics"
    events = Calendar.from_ical(waiting.value.path().read_bytes()).events
    assert [event["DTSTART"].dt for event in events] == [date(2026, 12, 1), date(2026, 12, 15)]
    assert [event["SUMMARY"] for event in events] == ["Due: 1 part", "Due: 2 parts"]
    for event in events:
        assert event["URL"] == "https://course.example.org/assignment/"
        (alarm,) = event.alarms.times
        assert alarm.trigger.isoformat()[11:16] == "09:00"
        assert alarm.trigger.date() < event["DTSTART"].dt


def test_a_copy_carries_assignments(learner, tmp_path):
    """Accepted here, loaded there; a removal travels too, and junk in a copy is left out."""
    here, there = learner(), learner()
    here.accept(LINK)
    tab = here.open("mine.html")

    def save() -> dict:
        with tab.expect_download() as waiting:
            tab.get_by_role("button", name="Save a copy").click()
        return json.loads(waiting.value.path().read_text(encoding="utf-8"))

    def load(copy: dict) -> Page:
        path = tmp_path / "copy.json"
        path.write_text(json.dumps(copy), encoding="utf-8")
        other = there.open("mine.html")
        other.get_by_label("Load a copy that you saved before").set_input_files(path)
        return other

    copy = save()
    copy["assignments"]["accepted"]["v=1&m=<b>"] = {"t": "2026-01-01T00:00:00Z", "v": True}
    other = load(copy)
    expect(other.get_by_role("table", name="What loading the copy would change")).to_contain_text(
        "Autumn cohort: lens until 2026-12-15, bond"
    )
    expect(other.locator(".my-copies [role=status]")).to_contain_text("1 entries in it cannot be")
    other.get_by_role("button", name="Load it").click()
    expect(there.open("list.html").locator(".standing")).to_contain_text("0 of 2 parts done")
    assert kept(other) == {LINK: True}
    removing = here.open("assignment.html")
    removing.get_by_role("button", name="Remove this assignment").click()
    again = load(save())
    again.get_by_role("button", name="Load it").click()
    expect(again.locator(".my-copies [role=status]")).to_contain_text("Loaded.")
    assert kept(again) == {LINK: False}


def test_forget_everything_takes_assignments_along(learner):
    """Nothing of them is left, and nothing leads any more."""
    one = learner()
    one.accept(LINK)
    tab = one.open("mine.html")
    tab.get_by_role("button", name="Forget everything here").click()
    tab.get_by_role("dialog").get_by_role("button", name="Forget everything").click()
    assert kept(tab) == {}
    expect(one.open("list.html").locator(".standing")).to_have_count(0)
    expect(one.open("module.html").locator(".due")).to_have_count(0)


def test_a_shared_computer_keeps_it_in_the_tab(learner):
    """An assignment is then in the tab's own storage alone."""
    one = learner()
    tab = one.open("mine.html")
    tab.get_by_role("button", name="This is a shared computer").click()
    tab.goto(f"/assignment.html#{LINK}")
    tab.get_by_role("button", name="Accept").click()
    assert kept(tab) == {}
    assert LINK in tab.evaluate("(key) => sessionStorage.getItem(key)", KEY)
    expect(one.open("list.html").locator(".standing")).to_have_count(0)


def test_another_tab_follows(learner):
    """What is accepted in one tab leads in another that is open."""
    one = learner()
    listed = one.open("list.html")
    lesson = one.open("module.html")
    one.accept("v=1&m=bond").close()
    one.accept(LINK)
    expect(listed.locator(".standing")).to_contain_text("Next: The lens")
    lesson.reload()
    expect(lesson.locator(".due")).to_contain_text("Due Tuesday")
