"""The calendar of the review sessions, as another program reads it."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from pages import reload
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("review")

TITLE = "A sample course"


def save(page: Page) -> bytes:
    """Press the button, and return the file as it was saved."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save the calendar file").click()
    assert waiting.value.suggested_filename == "review.ics"
    return Path(waiting.value.path()).read_bytes()


def events(content: bytes) -> list:
    """Read the events of a file."""
    return Calendar.from_ical(content).events


@pytest.mark.parametrize(
    ("start", "days"),
    [
        ("2026-01-30", ["2026-02-01", "2026-02-06", "2026-03-01", "2026-04-30"]),
        ("2028-02-27", ["2028-02-29", "2028-03-05", "2028-03-28", "2028-05-27"]),
        ("2027-02-27", ["2027-03-01", "2027-03-06", "2027-03-29", "2027-05-28"]),
        ("2026-12-30", ["2027-01-01", "2027-01-06", "2027-01-29", "2027-03-30"]),
        ("2026-10-25", ["2026-10-27", "2026-11-01", "2026-11-24", "2027-01-23"]),
    ],
)
def test_four_whole_days(visit, start, days):
    """2, 7, 30 and 90 days after that chosen, over months, years, leap days and clock changes."""
    page = visit("review")
    page.get_by_label("Count the days from").fill(start)
    found = events(save(page))
    assert [event.DTSTART.isoformat() for event in found] == days
    for event in found:
        assert type(event["DTSTART"].dt) is date
        assert event.duration == timedelta(days=1)


def test_what_an_event_says(visit):
    """Neutral words, the link to its set, an alarm at 9:00, and no time that blocks the day."""
    page = visit("review")
    for event, number in zip(events(save(page)), (2, 7, 30, 90), strict=True):
        link = f"https://course.example.org/review/#{number}"
        assert event["SUMMARY"] == "Review, 10 minutes"
        assert event["URL"] == link
        assert event["DESCRIPTION"] == f"A few questions, about ten minutes: {link}"
        assert event["TRANSP"] == "TRANSPARENT"
        assert abs(event["DTSTAMP"].dt - datetime.now(UTC)) < timedelta(minutes=5)
        (alarm,) = event.alarms.times
        assert alarm.trigger.replace(tzinfo=None) == datetime.combine(
            event.DTSTART, datetime.min.time()
        ) + timedelta(hours=9)


def test_today_is_the_default(visit):
    """The learner's own date, which need not be that of UTC."""
    page = visit("review")
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    expect(page.get_by_label("Count the days from")).to_have_value(today)


def test_the_title_is_a_choice(visit):
    """The course's name stands in the file only where the learner wants it."""
    page = visit("review")
    neutral = save(page)
    assert TITLE.encode() not in neutral
    assert b"sample-course" not in neutral
    page.get_by_label(f"Name the events “{TITLE}”").check()
    assert {event["SUMMARY"] for event in events(save(page))} == {TITLE}


def test_the_same_events_move(visit):
    """Saved again, after a reload too, the events are the same ones: a calendar can move them."""
    page = visit("review")
    first = [event["UID"] for event in events(save(page))]
    reload(page)
    page.get_by_label("Count the days from").fill("2026-01-30")
    assert [event["UID"] for event in events(save(page))] == first
    assert len(set(first)) == 4
    page.evaluate("localStorage.clear()")
    reload(page)
    assert not {event["UID"] for event in events(save(page))} & set(first)


TITLES = [
    "Plain",
    "Commas, semicolons; back\\slashes\nand a line",
    "Ein sehr langer Titel über Größe, Maß und Übermaß " * 3,
    "爱" * 60,
    "a" * 66 + "💬💬💬",
]


@pytest.mark.parametrize("title", TITLES)
def test_lines_of_the_file(visit, title):
    """CRLF alone, at most 75 octets a line, no character cut in two, and the title comes back."""
    content = visit("review").evaluate(
        """async (summary) => {
          const { calendarOf } = await import("./assets/course/calendar.js");
          return calendarOf({ from: "2026-01-30", summary, id: "x", site: "https://x.org/" });
        }""",
        title,
    )
    raw = content.encode()
    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    assert not [line for line in lines if b"\n" in line or b"\r" in line]
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines]
    assert {event["SUMMARY"] for event in events(raw)} == {title}
    whole = raw.replace(b"\r\n ", b"").decode()
    (said,) = set(re.findall("^SUMMARY:(.*)\r", whole, re.MULTILINE))
    assert not re.search(r"(?<!\\)[,;]", said), "a comma or semicolon would end the value"


def test_links_lead_to_the_site_with_the_answers(context, pages_address):
    """On a host of its own, the links lead to that host and not to the address of course.yml."""
    page = context.new_page()
    page.route(
        "https://learn.example.org/**",
        lambda route: route.fulfill(
            response=page.request.get(
                route.request.url.replace("https://learn.example.org/course", pages_address)
            )
        ),
    )
    page.goto("https://learn.example.org/course/review.html#7")
    links = [event["URL"] for event in events(save(page))]
    assert links[0] == "https://learn.example.org/course/review/#2"


def test_no_day_chosen(visit):
    """An empty date is asked for, and no file is made."""
    page = visit("review")
    field = page.get_by_label("Count the days from")
    field.fill("")
    page.get_by_role("button", name="Save the calendar file").click()
    expect(page.locator(".calendar__said")).to_have_text("Choose the day from which to count.")
    expect(field).to_be_focused()
    field.fill("2026-01-30")
    save(page)
    expect(page.locator(".calendar__said")).to_have_text(
        "Saved as review.ics, with February 1, February 6, March 1 and April 30. "
        "Open the file to add them."
    )
