"""What a person decides on before a certificate is issued: it is flagged, and never refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from coursekit.content import Course
from coursekit.records.request import CertificateRequest
from coursekit.records.text import plain

CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far a learner's clock may be off before times contradict each other."""

FASTEST_READING = 600
"""Words a minute. Most adults read English prose at 175 to 300 (Brysbaert 2019, a review of 190
studies, doi:10.1016/j.jml.2019.104047); twice the upper end is our judgment of what is not reading
any more."""

FlagKind = Literal["clock", "period", "pace", "signature", "answers", "license", "again"]


@dataclass(frozen=True)
class Flag:
    """One thing to look into, and why."""

    kind: FlagKind
    text: str


def flags_of(course: Course, request: CertificateRequest, now: datetime) -> list[Flag]:
    """Return what the times and the signature in ``request`` give to look into.

    Args:
        course: the course that graded the request.
        request: one that can be graded.
        now: the provider's clock.
    """
    return [
        *_clock_flags(request, now),
        *_period_flags(course, request),
        *_pace_flags(course, request),
        *_signature_flags(request),
    ]


def _clock_flags(request: CertificateRequest, now: datetime) -> Iterator[Flag]:
    """Compare the moments that must follow one another."""
    moments = [
        ("the exam was begun", request.exam.started),
        ("the exam was handed in", request.exam.submitted),
        ("the request was saved", request.created),
        ("it is now", now),
    ]
    for (before, earlier), (after, later) in pairwise(moments):
        if later < earlier - CLOCK_TOLERANCE:
            yield Flag(
                "clock", f"{after} ({_printed(later)}) before {before} ({_printed(earlier)})"
            )


def _period_flags(course: Course, request: CertificateRequest) -> Iterator[Flag]:
    """Compare the day of completion with those on which this version could be taken for credit."""
    settings = course.settings
    day = request.completed.astimezone(settings.provider.zone).date()
    handed_in = f"the exam was handed in on {day},"
    if settings.released and day < settings.released:
        when = f"before this version was released ({settings.released})"
        yield Flag("period", f"{handed_in} {when}")
    if settings.expires and day > settings.expires:
        yield Flag("period", f"{handed_in} after the last day of this version ({settings.expires})")


def _signature_flags(request: CertificateRequest) -> Iterator[Flag]:
    """Compare the name under the attestation with the one to be printed."""
    if plain(request.attestation.name) != plain(request.learner.name):
        yield Flag("signature", "the attestation is signed with another name than the learner's")


def _pace_flags(course: Course, request: CertificateRequest) -> Iterator[Flag]:
    """Compare the time that the exam took with the least that reading its questions takes."""
    words = sum(course.exam[answer.question].words for answer in request.exam.answers)
    taken = request.exam.submitted - request.exam.started
    least = timedelta(minutes=words / FASTEST_READING)
    if timedelta(0) <= taken < least:
        yield Flag(
            "pace",
            f"the exam, {words:,} words of questions, took {_minutes(taken)}; reading it takes "
            f"{_minutes(least)} at {FASTEST_READING} words a minute",
        )


def _minutes(time: timedelta) -> str:
    return f"{time.total_seconds() / 60:.1f} minutes"


def _printed(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
