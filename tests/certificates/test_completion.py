"""From a passed exam to facts: which approvals are stated, and what of the exam is."""

import pytest

from coursekit.certificates import CertificateError
from coursekit.certificates.completion import UnfinishedProviderError, completion_of
from coursekit.certificates.facts import FINAL_AUTHORITY, Completion
from coursekit.content import load_course
from coursekit.records import grade, read_request
from sample_request import request_data, write_request
from small_course import change, write_course

APPROVAL = """\
approvals:
  - body: ASWB ACE
    number: "1234"
    formats: [self-paced reading]
    valid_from: 2026-03-01
    valid_to: 2027-02-28
    hours: 2
    unit: CE credits
    types: [{type: clinical, hours: 1.5}, {type: ethics, hours: 0.5}]
    statement: "Tiny Provider, #{number}, is approved until {to}."
"""


@pytest.fixture
def complete(tmp_path):
    """Return what is certified of an exam that was handed in at a moment."""

    def run(
        submitted: str = "2026-11-22T03:30:00Z",
        *,
        approval: str = APPROVAL,
        zone: str = "America/New_York",
        wrong: int = 0,
        address: str = "1 Small Street, Anytown",
    ) -> Completion:
        root = write_course(tmp_path / "course")
        change(root, "course.yml", "America/New_York", zone)
        change(root, "course.yml", "1 Small Street, Anytown", address)
        with (root / "course.yml").open("a", encoding="utf-8") as file:
            file.write(approval)
        course = load_course(root)
        data = request_data(course, wrong=wrong)
        data["exam"] |= {"started": submitted, "submitted": submitted}
        write_request(tmp_path / "request.json", data)
        request = read_request(tmp_path / "request.json")
        issuer = course.settings.issuer
        return completion_of(course, request, grade(course, request), issuer=issuer, sample=False)

    return run


@pytest.mark.parametrize(
    ("submitted", "zone", "held"),
    [
        ("2026-03-01T04:59:59Z", "America/New_York", False),  # still February 28 there
        ("2026-03-01T05:00:00Z", "America/New_York", True),
        ("2027-03-01T04:59:59Z", "America/New_York", True),
        ("2027-03-01T05:00:00Z", "America/New_York", False),
        ("2026-02-28T14:00:00Z", "Pacific/Guam", True),  # March 1 there already
        ("2027-02-28T14:00:00Z", "Pacific/Guam", False),
        ("2027-02-28T23:30:00-08:00", "America/Los_Angeles", True),
    ],
)
def test_an_approval_holds_to_the_second_where_the_provider_is(complete, submitted, zone, held):
    """At both edges of its period; outside of it the certificate says that it is not approved."""
    completion = complete(submitted, zone=zone)
    assert [approval.body for approval in completion.approvals] == ["ASWB ACE"] * held
    assert (completion.not_approved_notice is None) == held


def test_an_approval_for_another_format_is_never_stated(complete):
    """The notice stands in its place."""
    completion = complete(approval=APPROVAL.replace("self-paced reading", "live online"))
    assert completion.approvals == []
    assert completion.not_approved_notice == "Not approved for credit by any board."


def test_the_approval_is_stated_with_credit_by_type(complete):
    """In the words that the paper prints and the credential signs."""
    completion = complete()
    assert completion.credit_lines == ["ASWB ACE: 2.0 CE credits (1.5 clinical, 0.5 ethics)"]
    assert completion.approval_lines == [
        "ASWB ACE. Provider number 1234, approved March 1, 2026 to February 28, 2027. "
        "Tiny Provider, #1234, is approved until 02/28/2027."
    ]


def test_who_decides_is_said_once_and_only_where_a_body_is_named(complete):
    """ASWB's own statement says it; the notice says it in its own words."""
    assert complete().final_authority == FINAL_AUTHORITY
    assert complete(approval="").final_authority is None
    said = APPROVAL.replace("until {to}.", f"until {{to}}. {FINAL_AUTHORITY}")
    assert complete(approval=said).final_authority is None


def test_the_score_is_nowhere(complete):
    """That the mark was reached is certified; three right of five and five of five look alike."""
    best, least = complete(), complete(wrong=2)
    assert best.result_line == least.result_line == "Passed (60 % required)"
    assert best.model_dump(exclude={"request_digest"}) == least.model_dump(
        exclude={"request_digest"}
    )


def test_nothing_is_certified_of_an_exam_that_was_not_passed(complete):
    """Whatever asked for it."""
    with pytest.raises(CertificateError, match="not passed"):
        complete(wrong=3)


def test_nothing_is_certified_in_the_name_of_nobody(complete):
    """The fields that the owner has yet to fill in are named."""
    with pytest.raises(UnfinishedProviderError, match=r"fill in provider\.address first"):
        complete(address='"[Address]"')
