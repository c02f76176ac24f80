"""Approvals in ``course.yml``: when one is printed, and what its statement says."""

from datetime import date

import pytest

from coursekit.content import ContentError, load_course
from small_course import write_course

FIRST, LAST = date(2026, 3, 1), date(2027, 2, 28)
APPROVALS = """\
approvals:
  - body: ASWB ACE
    number: "1234"
    formats: [live online, self-paced reading]
    valid_from: 2026-03-01
    valid_to: 2027-02-28
    hours: 2
    unit: CE credits
    types: [{type: clinical, hours: 1.5}, {type: ethics, hours: 0.5}]
    statement: >-
      Tiny Provider, #{number}, is approved {from}-{to}. Social workers receive {hours} credits
      ({types}).
  - body: NBCC
    number: ACEP No. 5
    formats: [self-paced reading]
    valid_from: 2026-03-01
    valid_to: 2026-12-31
    hours: 1.75
    unit: NBCC hours
    statement: Tiny Provider has been approved by NBCC.
"""


@pytest.fixture
def settings(tmp_path):
    """Read the small course with the approvals above, after changes (old, new) to their text."""

    def read(*changes):
        root, text = write_course(tmp_path), APPROVALS
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        with (root / "course.yml").open("a", encoding="utf-8") as file:
            file.write(text)
        return load_course(root).settings

    return read


def bodies(settings, day):
    """Return the bodies whose approvals cover ``day``."""
    return [approval.body for approval in settings.approvals_on(day)]


def test_the_period_includes_its_first_and_its_last_day(settings):
    """And not the day before or the day after; several approvals hold at once."""
    course = settings()
    assert bodies(course, date(2026, 2, 28)) == []
    assert bodies(course, FIRST) == ["ASWB ACE", "NBCC"]
    assert bodies(course, date(2026, 12, 31)) == ["ASWB ACE", "NBCC"]
    assert bodies(course, date(2027, 1, 1)) == ["ASWB ACE"]
    assert bodies(course, LAST) == ["ASWB ACE"]
    assert bodies(course, date(2027, 3, 1)) == []


def test_another_format_is_not_covered(settings):
    """An approval for live courses says nothing about a text."""
    course = settings(("[live online, self-paced reading]", "[live online, in person]"))
    assert bodies(course, FIRST) == ["NBCC"]


def test_another_title_is_not_covered(settings):
    """A course is approved under its exact title."""
    title = "    course_title: A tiny course\n"
    place = "    number: ACEP No. 5\n"
    assert bodies(settings((place, place + title)), FIRST) == ["ASWB ACE", "NBCC"]
    other = title.replace("tiny", "Tiny")
    assert bodies(settings((place, place + other)), FIRST) == ["ASWB ACE"]


def test_a_statement_takes_its_values_from_the_fields(settings):
    """So a renewal cannot leave an old number, period or credit in the text."""
    approval, plain = settings().approvals
    assert approval.printed_statement == (
        "Tiny Provider, #1234, is approved 03/01/2026-02/28/2027. Social workers receive 2.0 "
        "credits (1.5 clinical, 0.5 ethics)."
    )
    assert plain.printed_statement == "Tiny Provider has been approved by NBCC."
    assert approval.heading == (
        "ASWB ACE, provider number 1234, March 1, 2026 to February 28, 2027"
    )


def test_a_renewal_is_an_entry_of_its_own(settings):
    """It begins the day after the old one ends, and both are kept."""
    renewal = APPROVALS.partition("  - body: NBCC")[0].removeprefix("approvals:\n")
    renewal = renewal.replace("2027-02-28", "2030-02-28").replace("2026-03-01", "2027-03-01")
    course = settings(("  - body: NBCC", f"{renewal}  - body: NBCC"))
    assert [approval.valid_to.year for approval in course.approvals_on(LAST)] == [2027]
    assert [approval.valid_to.year for approval in course.approvals_on(date(2027, 3, 1))] == [2030]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("hours: 0.5}]", "hours: 0.25}]", "`types` add up to 1.75 and `hours` is 2"),
        ("unit: NBCC hours", "unit: CEU", "one CEU is ten contact hours"),
        ("#{number}", "#{numer}", "has {numer}, which stands for nothing; known: {number}"),
        ("valid_to: 2027-02-28", "valid_to: 2025-02-28", "`valid_to` is before `valid_from`"),
        ("body: NBCC", "body: ASWB ACE", "two approvals by ASWB ACE hold on 2026-03-01"),
        ("number: ACEP No. 5", "number: x\n    of: course", "add `course_title`"),
        ("hours: 1.75", "hours: 1.8", "multiple of 0.25"),
        ("self-paced reading]", "self paced]", "'self-paced reading', 'self-paced recording'"),
    ],
)
def test_what_contradicts_itself_is_refused(settings, old, new, message):
    """The message says what is wrong and what to write."""
    with pytest.raises(ContentError) as caught:
        settings((old, new))
    assert message in str(caught.value)


def test_what_certificates_print_is_bounded_where_it_is_written(settings):
    """What would not fit on paper is found by `course check` and not when a learner waits."""
    for old, longest in (("Tiny Provider has been approved by NBCC.", 700), ("body: NBCC", 80)):
        with pytest.raises(ContentError, match=f"at most {longest} characters"):
            settings((old, old + "x" * longest))
