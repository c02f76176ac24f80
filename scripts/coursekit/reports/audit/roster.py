"""The roster: every certificate with what it states, and every exam that was handed in."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from coursekit.certificates.facts import printed_hours, printed_id, printed_license
from coursekit.certificates.registry import Record
from coursekit.certificates.spreadsheet import Cell
from coursekit.records import License
from coursekit.reports.audit.year import Year

ERASED = "(erased)"

_ROSTER = (
    "Certificate",
    "Status",
    "Replaced by",
    "Reason",
    "Participant",
    "Licenses",
    "Course id",
    "Course title",
    "Version",
    "Authors",
    "Completed",
    "Time zone",
    "Contact hours",
    "Credit by body",
    "Approvals",
    "Delivery format",
    "Result",
    "Provider",
    "Provider's address",
    "Issued",
    "Request",
)

_ATTEMPTS = (
    "Request",
    "Certificate",
    "Version",
    "Attempt of this learner",
    "Attempt as the browser counted",
    "Started",
    "Handed in",
    "Right",
    "Asked",
    "Outcome",
    "Flags",
    "Accepted by",
)


def roster_rows(year: Year) -> Iterator[tuple[Cell, ...]]:
    """Give the head and a row for each certificate, whatever became of it.

    The fields are those that boards and approving bodies ask rosters and certificates for; the
    values are those that were signed.
    """
    yield _ROSTER
    for record in year.records:
        reason = year.reasons.get(record.certificate_id)
        begin = (printed_id(record.certificate_id), record.status, _successor(record), reason)
        yield (*begin, *_stated(record), record.issued_at, record.request_id)


def attempt_rows(year: Year) -> Iterator[tuple[Cell, ...]]:
    """Give the head and a row for each exam, by the time at which it was handed in.

    Who handed it in stands in the roster, by the number of the certificate; of an exam without one
    the registry keeps no name.
    """
    yield _ATTEMPTS
    certificates = {record.request_id: record.certificate_id for record in year.records}
    for attempt in year.attempts:
        number = certificates.get(attempt.request_id)
        yield (
            attempt.request_id,
            printed_id(number) if number else None,
            attempt.course_version,
            attempt.count,
            attempt.told,
            attempt.started,
            attempt.submitted,
            attempt.right,
            attempt.asked,
            attempt.outcome,
            ", ".join(attempt.flags),
            year.accepted.get(number) if number else None,
        )


def _successor(record: Record) -> str | None:
    return printed_id(record.superseded_by) if record.superseded_by else None


def _stated(record: Record) -> tuple[Cell, ...]:
    """Return what a certificate states, in the order of the columns."""
    facts = record.facts
    if facts is None:
        return (ERASED, ERASED, record.course_id, *[ERASED] * 12)
    licenses = [printed_license(License.model_validate(item)) for item in facts["licenses"]]
    provider = facts["provider"]
    return (
        facts["participant_name"],
        "; ".join(licenses) or "not provided",
        record.course_id,
        facts["course_title"],
        facts["course_version"],
        "; ".join(facts["authors"]),
        facts["completed_on"],
        facts["timezone"],
        _hours(facts["contact_hours"]),
        "; ".join(_credit(facts)),
        "; ".join(_approvals(facts)) or facts["not_approved_notice"],
        facts["delivery_format"],
        f"Passed ({facts['pass_percent']} % required)",
        provider["name"],
        provider["address"],
    )


def _credit(facts: dict[str, Any]) -> Iterator[str]:
    """Give the credit of each approval, as the certificate's record has it."""
    yield from facts.get("credit_lines", [])
    for approval in facts.get("approvals", []):
        types = ", ".join(f"{_hours(item['hours'])} {item['type']}" for item in approval["types"])
        credit = f"{approval['body']}: {_hours(approval['hours'])} {approval['unit']}"
        yield f"{credit} ({types})" if types else credit


def _approvals(facts: dict[str, Any]) -> Iterator[str]:
    """Give each approval with its number and period; earlier records hold the statement alone."""
    yield from facts.get("approval_statements", [])
    for approval in facts.get("approvals", []):
        period = f"{approval['valid_from']} to {approval['valid_to']}"
        yield f"{approval['body']}, {approval['of']} number {approval['number']}, {period}"


def _hours(written: str) -> str:
    """Return hours as the certificate has them: a board compares the two."""
    return printed_hours(Decimal(written))
