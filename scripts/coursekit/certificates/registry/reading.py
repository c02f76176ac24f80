"""What reports read: the attempts as they were recorded, and apart from them the answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select

from coursekit.certificates.registry.attempts import ItemAnswer
from coursekit.certificates.registry.tables import ATTEMPTS, ITEM_ANSWERS


@dataclass(frozen=True)
class AttemptRecord:
    """One graded exam as it is on record.

    Attributes:
        learner: whose; None once personal data was erased.
        count: which of the learner's attempts it is, in the order of handing in; None likewise.
        told: the same as the learner's browser counted.
        flags: the kinds of what there was to look into.
    """

    request_id: str
    learner: str | None
    count: int | None
    course_version: str
    told: int
    started: str
    submitted: str
    right: int
    asked: int
    outcome: str
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Sitting:
    """The answers of one attempt, under nothing that leads to whose it is."""

    course_version: str
    quarter: str
    first_attempt: bool
    answers: tuple[ItemAnswer, ...]


def read_attempts(connection: Connection, course_id: str) -> Iterator[AttemptRecord]:
    """Give the attempts at a course's exam in the order in which they were handed in."""
    query = select(ATTEMPTS).where(ATTEMPTS.c.course_id == course_id)
    counts: dict[str, int] = {}
    for row in connection.execute(query.order_by(ATTEMPTS.c.submitted, ATTEMPTS.c.request_id)):
        if row.learner:
            counts[row.learner] = counts.get(row.learner, 0) + 1
        yield AttemptRecord(
            request_id=row.request_id,
            learner=row.learner,
            count=counts.get(row.learner),
            course_version=row.course_version,
            told=row.told,
            started=row.started,
            submitted=row.submitted,
            right=row.right,
            asked=row.asked,
            outcome=row.outcome,
            flags=_kinds(row.flags),
        )


def read_sittings(connection: Connection, course_id: str) -> Iterator[Sitting]:
    """Give the answers of every attempt, in the order of their random numbers."""
    query = select(ITEM_ANSWERS).where(ITEM_ANSWERS.c.course_id == course_id)
    rows = connection.execute(query.order_by(ITEM_ANSWERS.c.sitting, ITEM_ANSWERS.c.item))
    for _, answers in groupby(rows, key=lambda row: row.sitting):
        some = list(answers)
        yield Sitting(
            course_version=some[0].course_version,
            quarter=some[0].quarter,
            first_attempt=bool(some[0].first_attempt),
            answers=tuple(ItemAnswer(row.item, row.chosen, bool(row.right)) for row in some),
        )


def _kinds(flags: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(sorted({flag["kind"] for flag in flags}))
