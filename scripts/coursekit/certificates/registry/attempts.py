"""Every exam that was graded: counted by learner, compared with others, and kept for statistics.

What somebody answered lies in a table of its own under a random number, with the quarter of the
year and nothing that leads back to the request.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, Table, bindparam, func, insert, select, update

from coursekit.certificates.evaluations import Evaluation, take_evaluation
from coursekit.certificates.registry.learners import Learner, keep_learner, keyed
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

# Statements are made once: making one takes SQLAlchemy longer than SQLite takes to answer it.
_COURSE = bindparam("course")
_REQUEST = bindparam("request")
_LEARNER = bindparam("whose")
_MINE = (ATTEMPTS.c.course_id == _COURSE, ATTEMPTS.c.request_id == _REQUEST)
_BEFORE = select(ATTEMPTS.c.learner).where(*_MINE)
_CHANGE = update(ATTEMPTS).where(*_MINE)
_KEEP = insert(ATTEMPTS)
_KEEP_ITEMS = insert(ITEM_ANSWERS)
_COUNT = select(func.count()).where(ATTEMPTS.c.course_id == _COURSE, ATTEMPTS.c.learner == _LEARNER)
_SAME_EXAM = select(ATTEMPTS.c.request_id).where(  # sorted by SQLite, it reads all of the course
    ATTEMPTS.c.course_id == _COURSE,
    ATTEMPTS.c.exam_key == bindparam("exam"),
    ATTEMPTS.c.request_id != _REQUEST,
    ATTEMPTS.c.learner != _LEARNER,
)
_OWN = (
    select(CERTIFICATES.c.certificate_id, CERTIFICATES.c.issued_at)
    .where(
        CERTIFICATES.c.course_id == _COURSE,
        CERTIFICATES.c.learner == _LEARNER,
        CERTIFICATES.c.request_id != _REQUEST,
    )
    .order_by(CERTIFICATES.c.issued_at)
)


class ItemAnswer(NamedTuple):
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
    mine = {"course": course_id, "request": request_id}
    before = connection.execute(_BEFORE, mine).one_or_none()
    learner = keep_learner(
        connection,
        course_id,
        attempt.name,
        attempt.licenses,
        before.learner if before else None,
    )
    exam_key = keyed(connection, "exam", attempt.exam)
    flags = (*attempt.flags, *_flags(connection, attempt, learner, exam_key))
    changing = {"outcome": attempt.outcome, "flags": [vars(flag) for flag in flags]}
    if before:
        connection.execute(_CHANGE, mine | changing)
        return Recorded(learner.number, _count(connection, course_id, learner), flags)
    count = 1 + _count(connection, course_id, learner)
    row = {
        "course_id": course_id,
        "request_id": request_id,
        "learner": learner.number,
        "course_version": attempt.course_version,
        "told": attempt.told,
        "started": attempt.started,
        "submitted": attempt.submitted,
        "right": attempt.right,
        "asked": len(attempt.items),
        "exam_key": exam_key,
        **changing,
    }
    connection.execute(_KEEP, row)
    _keep_items(connection, attempt, first=count == 1 and attempt.told == 1)
    return Recorded(learner.number, count, flags)


def _count(connection: Connection, course_id: str, learner: Learner) -> int:
    """Return how many attempts of a learner are on record."""
    if not learner.known:
        return 0
    asked = {"course": course_id, "whose": learner.number}
    return connection.execute(_COUNT, asked).scalar_one()


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
    connection.execute(_KEEP_ITEMS, rows)


def _flags(
    connection: Connection, attempt: Attempt, learner: Learner, exam_key: str
) -> Iterator[Flag]:
    """Compare an attempt with all others of the course."""
    asked = {"course": attempt.course_id, "request": attempt.request_id, "whose": learner.number}
    alike = connection.execute(_SAME_EXAM, asked | {"exam": exam_key}).scalars()
    for request_id in sorted(alike):
        yield Flag(
            "answers",
            f"request {request_id}, of another learner, has the same questions and options in the "
            "same order, answered alike",
        )
    others = learner.same_license
    if others:
        yield Flag("license", f"a license is also that of {_named(connection, attempt, others)}")
    for row in connection.execute(_OWN, asked) if learner.known else ():
        yield Flag(
            "again",
            f"this learner has certificate {row.certificate_id} for this course since "
            f"{row.issued_at[:10]}",
        )


def _named(connection: Connection, attempt: Attempt, learners: frozenset[str]) -> str:
    """Name the certificates and requests of other learners, and no more than a person reads."""
    numbers = _column(connection, CERTIFICATES, "certificate_id", attempt.course_id, learners)
    requests = _column(connection, ATTEMPTS, "request_id", attempt.course_id, learners)
    parts = [f"certificate {n}" for n in numbers] + [f"request {name}" for name in requests]
    more = [f"{len(parts) - MOST_NAMED:,} more"] if len(parts) > MOST_NAMED else []
    return f"another name ({', '.join(parts[:MOST_NAMED] + more)})"


def _column(
    connection: Connection, table: Table, name: str, course_id: str, learners: frozenset[str]
) -> list[str]:
    query = select(table.c[name]).where(
        table.c.course_id == course_id, table.c.learner.in_(learners)
    )
    return sorted(connection.execute(query).scalars())
