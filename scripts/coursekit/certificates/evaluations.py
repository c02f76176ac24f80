"""What learners think of the course, kept so that no report can join it to a name.

An evaluation arrives inside a request, is taken out of it once, and lies in a table of its own:
under a random number, with the course, its version and the quarter of the year, and nothing that
leads back to the request. That a request had one is noted beside it, so that reading the same file
twice counts once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, Column, Connection, MetaData, String, Table, insert, select
from sqlalchemy.exc import IntegrityError


@dataclass(frozen=True)
class Evaluation:
    """One learner's answers, by the id of the question; ``quarter`` is such as 2026-Q4."""

    course_version: str
    quarter: str
    answers: dict[str, Any]


def evaluation_tables(metadata: MetaData) -> tuple[Table, Table]:
    """Return the table of evaluations and that of the requests whose evaluation was taken.

    Neither keeps the order in which rows came: the key is random, and SQLite gives no row a number.
    """
    evaluations = Table(
        "evaluations",
        metadata,
        Column("number", String(36), primary_key=True),
        Column("course_id", String(40), nullable=False),
        Column("course_version", String(40), nullable=False),
        Column("quarter", String(7), nullable=False),
        Column("answers", JSON, nullable=False),
        sqlite_with_rowid=False,
    )
    taken = Table(
        "evaluations_taken",
        metadata,
        Column("course_id", String(40), primary_key=True),
        Column("request_id", String(40), primary_key=True),
        sqlite_with_rowid=False,
    )
    return evaluations, taken


def quarter_of(day: date) -> str:
    """Return the quarter of ``day``: 2026-Q4."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def take_evaluation(
    connection: Connection,
    tables: tuple[Table, Table],
    course_id: str,
    request_id: str,
    evaluation: Evaluation,
) -> bool:
    """Keep ``evaluation`` unless that of the same request was taken before, and tell which."""
    evaluations, taken = tables
    try:
        with connection.begin_nested():
            values = {"course_id": course_id, "request_id": request_id}
            connection.execute(insert(taken).values(values))
    except IntegrityError:
        return False
    row = {"number": str(uuid4()), "course_id": course_id, **vars(evaluation)}
    connection.execute(insert(evaluations).values(row))
    return True


def read_evaluations(
    connection: Connection, tables: tuple[Table, Table], course_id: str
) -> Iterator[Evaluation]:
    """Give every evaluation of a course, in the order of their random numbers."""
    evaluations = tables[0]
    query = select(evaluations).where(evaluations.c.course_id == course_id)
    for row in connection.execute(query.order_by(evaluations.c.number)):
        yield Evaluation(row.course_version, row.quarter, row.answers)
