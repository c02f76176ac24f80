"""Every exam that was graded: counted by learner, compared with others, and kept for statistics.

What somebody answered lies in a table of its own under a random number, with the quarter of the
year and nothing that leads back to the request.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from uuid import uuid4

from sqlalchemy import Connection, func, insert, select, update

from coursekit.certificates.evaluations import Evaluation, take_evaluation
from coursekit.certificates.registry.learners import (
    keep_learner,
    keyed,
    others_with_license,
    salt_of,
)
from coursekit.certificates.registry.tables import (
    ATTEMPTS,
    CERTIFICATES,
    EVALUATIONS,
    ITEM_ANSWERS,
)
from coursekit.records import Flag, License

MOST_NAMED = 6
"""Requests and certificates in one flag."""

AttemptOutcome = Literal["passed", "not passed", "scene first"]


@dataclass(frozen=True)
class ItemAnswer:
    """One answer: letters of the source, and whether they are right."""

    item: str
    chosen: str
    right: bool


@dataclass(frozen=True)
class Attempt:
    """One graded exam.

    Attributes:
        name: the learner's; it and ``licenses`` are kept as keyed hashes only.
        told: the number of the attempt, as the learner's browser counts.
        exam: the whole exam as it was shown and answered, as text; kept as a keyed hash.
        form: the same for the same set of items.
        items: the answers, which are kept apart.
        quarter: such as 2026-Q4.
        flags: what its times give to look into.
        evaluation: what the learner thinks of the course, which is kept apart, too.
    """

    course_id: str
    request_id: str
    course_version: str
    name: str
    licenses: tuple[License, ...]
    told: int
    started: str
    submitted: str
    right: int
    outcome: AttemptOutcome
    exam: str
    form: str
    items: tuple[ItemAnswer, ...]
    quarter: str
    flags: tuple[Flag, ...]
    evaluation: Evaluation | None = None


@dataclass(frozen=True)
class Recorded:
    """An attempt on record: whose, which of theirs, and everything to look into."""

    learner: str
    count: int
    flags: tuple[Flag, ...]


def record_attempt(connection: Connection, attempt: Attempt) -> Recorded:
    """Keep ``attempt``; the same request again counts once, and changes its outcome at most."""
    course_id, request_id = attempt.course_id, attempt.request_id
    if attempt.evaluation:
        take_evaluation(connection, EVALUATIONS, course_id, request_id, attempt.evaluation)
    mine = (ATTEMPTS.c.course_id == course_id, ATTEMPTS.c.request_id == request_id)
    before = connection.execute(select(ATTEMPTS.c.learner).where(*mine)).one_or_none()
    learner = keep_learner(
        connection,
        course_id,
        attempt.name,
        attempt.licenses,
        before.learner if before else None,
    )
    exam_key = keyed(salt_of(connection), "exam", attempt.exam)
    flags = (*attempt.flags, *_flags(connection, attempt, learner, exam_key))
    changing = {"outcome": attempt.outcome, "flags": [vars(flag) for flag in flags]}
    if before:
        connection.execute(update(ATTEMPTS).where(*mine).values(changing))
        return Recorded(learner, _count(connection, course_id, learner), flags)
    count = 1 + _count(connection, course_id, learner)
    row = {
        "course_id": course_id,
        "request_id": request_id,
        "learner": learner,
        "course_version": attempt.course_version,
        "told": attempt.told,
        "started": attempt.started,
        "submitted": attempt.submitted,
        "right": attempt.right,
        "asked": len(attempt.items),
        "exam_key": exam_key,
        **changing,
    }
    connection.execute(insert(ATTEMPTS).values(row))
    _keep_items(connection, attempt, first=count == 1 and attempt.told == 1)
    return Recorded(learner, count, flags)


def _count(connection: Connection, course_id: str, learner: str) -> int:
    query = select(func.count()).where(
        ATTEMPTS.c.course_id == course_id, ATTEMPTS.c.learner == learner
    )
    return connection.execute(query).scalar_one()


def _keep_items(connection: Connection, attempt: Attempt, *, first: bool) -> None:
    sitting = {
        "sitting": str(uuid4()),
        "course_id": attempt.course_id,
        "course_version": attempt.course_version,
        "form": attempt.form,
        "first_attempt": first,
        "quarter": attempt.quarter,
    }
    rows = [
        {**sitting, "item": item.item, "chosen": item.chosen, "right": item.right}
        for item in attempt.items
    ]
    connection.execute(insert(ITEM_ANSWERS), rows)


def _flags(connection: Connection, attempt: Attempt, learner: str, exam_key: str) -> Iterator[Flag]:
    """Compare an attempt with all others of the course."""
    same_exam = select(ATTEMPTS.c.request_id).where(
        ATTEMPTS.c.course_id == attempt.course_id,
        ATTEMPTS.c.exam_key == exam_key,
        ATTEMPTS.c.request_id != attempt.request_id,
        ATTEMPTS.c.learner != learner,
    )
    for request_id in connection.execute(same_exam.order_by(ATTEMPTS.c.request_id)).scalars():
        yield Flag(
            "answers",
            f"request {request_id}, of another learner, has the same questions and options in the "
            "same order, answered alike",
        )
    others = others_with_license(connection, attempt.course_id, attempt.licenses, learner)
    if others:
        yield Flag("license", f"a license is also that of {_named(connection, attempt, others)}")
    own = select(CERTIFICATES).where(
        CERTIFICATES.c.course_id == attempt.course_id,
        CERTIFICATES.c.learner == learner,
        CERTIFICATES.c.request_id != attempt.request_id,
    )
    for row in connection.execute(own.order_by(CERTIFICATES.c.issued_at)):
        yield Flag(
            "again",
            f"this learner has certificate {row.certificate_id} for this course since "
            f"{row.issued_at[:10]}",
        )


def _named(connection: Connection, attempt: Attempt, learners: set[str]) -> str:
    """Name the certificates and requests of other learners, and no more than a person reads."""
    numbers = _column(connection, CERTIFICATES, "certificate_id", attempt.course_id, learners)
    requests = _column(connection, ATTEMPTS, "request_id", attempt.course_id, learners)
    parts = [f"certificate {n}" for n in numbers] + [f"request {name}" for name in requests]
    more = [f"{len(parts) - MOST_NAMED:,} more"] if len(parts) > MOST_NAMED else []
    return f"another name ({', '.join(parts[:MOST_NAMED] + more)})"


def _column(
    connection: Connection, table, name: str, course_id: str, learners: set[str]
) -> list[str]:
    query = select(table.c[name]).where(
        table.c.course_id == course_id, table.c.learner.in_(learners)
    )
    return sorted(connection.execute(query).scalars())
