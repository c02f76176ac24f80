"""What the registry holds of one course and one year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from coursekit.certificates.evaluations import Evaluation
from coursekit.certificates.registry import Event, Record, Registry
from coursekit.certificates.registry.reading import AttemptRecord, Sitting
from coursekit.content import Course


@dataclass(frozen=True)
class Year:
    """One year of a course.

    Attributes:
        number: such as 2026.
        records: the certificates of completions in that year, those that were replaced or revoked
            among them, by day and number.
        reasons: why a certificate was replaced, revoked or erased, by its number.
        accepted: who looked into what an exam was flagged for, and found, by certificate.
        attempts: the exams handed in in that year, those of certificates among them.
        evaluations: in no order of time.
        sittings: the same, and first attempts only.
        head: the last event of the whole registry; None where nothing happened yet.
        events: how many there are.
        broken: where the history does not hold, in words.
    """

    number: int
    records: tuple[Record, ...]
    reasons: dict[str, str]
    accepted: dict[str, str]
    attempts: tuple[AttemptRecord, ...]
    evaluations: tuple[Evaluation, ...]
    sittings: tuple[Sitting, ...]
    head: Event | None
    events: int
    broken: tuple[str, ...]

    @property
    def versions(self) -> list[str]:
        """The versions of the course that certificates or attempts of the year are of, in order."""
        certified = {str(record.facts["course_version"]) for record in self.records if record.facts}
        return sorted(certified | {attempt.course_version for attempt in self.attempts}, key=_parts)

    @property
    def as_of(self) -> date:
        """The day of the registry's last event: the same registry gives the same archive."""
        if self.head is None:
            return date(self.number, 12, 31)
        return date.fromisoformat(self.head.at[:10])


def read_year(course: Course, registry: Registry, number: int) -> Year:
    """Read the year ``number`` of ``course`` out of the registry.

    A certificate belongs to the year of its completion, counted where the provider is. One whose
    personal data was erased belongs to the year of its issue, as its completion is not known.
    """
    settings = course.settings
    zone = settings.provider.zone
    mine = [record for record in registry.records() if record.course_id == settings.id]
    records = [record for record in mine if day_of(record, zone).year == number]
    with registry.reading() as reading:
        attempts = list(reading.attempts(settings.id))
        evaluations = list(reading.evaluations(settings.id))
        sittings = list(reading.sittings(settings.id))
    history = _history(registry.events())
    return Year(
        number=number,
        records=tuple(sorted(records, key=lambda r: (day_of(r, zone), r.certificate_id))),
        attempts=tuple(item for item in attempts if _day(item.submitted, zone).year == number),
        evaluations=tuple(item for item in evaluations if item.quarter.startswith(f"{number}-")),
        sittings=tuple(
            item
            for item in sittings
            if item.first_attempt and item.quarter.startswith(f"{number}-")
        ),
        broken=tuple(registry.check()),
        **history,
    )


def day_of(record: Record, zone: ZoneInfo) -> date:
    """Return the day of completion; that of issue where personal data was erased."""
    if record.facts is None:
        return _day(record.issued_at, zone)
    return date.fromisoformat(record.facts["completed_on"])


def _day(moment: str, zone: ZoneInfo) -> date:
    return datetime.fromisoformat(moment).astimezone(zone).date()


def _history(events: Iterable[Event]) -> dict[str, Any]:
    """Return what a year holds of the whole history: reasons, acceptances, last event, number."""
    reasons: dict[str, list[str]] = {}
    accepted: dict[str, str] = {}
    head, count = None, 0
    for event in events:
        head, count = event, count + 1
        if "reason" in event.detail:
            reasons.setdefault(event.certificate_id, []).append(
                f"{event.kind}: {event.detail['reason']}"
            )
        if "accepted_by" in event.detail:
            accepted[event.certificate_id] = event.detail["accepted_by"]
    told = {number: "; ".join(lines) for number, lines in reasons.items()}
    return {"reasons": told, "accepted": accepted, "head": head, "events": count}


def _parts(version: str) -> tuple[tuple[int, str], ...]:
    """Return ``version`` so that 2026.10 comes after 2026.9."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in version.split("."))
