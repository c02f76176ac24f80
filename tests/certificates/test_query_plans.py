"""The ten-thousandth request costs what the first did: everything is found by an index."""

import re
import sqlite3

import pytest
from sqlalchemy import Engine, event

from coursekit.certificates import load_key
from coursekit.certificates.serving import Issuer
from providing import Provider

ONE_ROW = "SCAN registry"
"""The table of that name has one row."""


@pytest.fixture
def asked(small_desk: Provider) -> list[tuple[str, tuple]]:
    """What the registry is asked while a learner is served, comes again, and lends the license."""
    statements: list[tuple[str, tuple]] = []

    def note(_connection, _cursor, statement, parameters, _context, _many) -> None:
        if statement.startswith("SELECT"):
            statements.append((statement, parameters))

    key = load_key(small_desk.key_file)
    issuer = Issuer(small_desk.course, key, small_desk.registry, small_desk.out)
    files = [small_desk.request(1), small_desk.request(1), small_desk.request(1, name="Borrower")]
    event.listen(Engine, "before_cursor_execute", note)
    try:
        outcomes = [issuer.serve(file.read_bytes()).outcome for file in files]
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        issuer.close()
    assert outcomes == ["issued", "flagged", "flagged"]
    return statements


def test_nothing_is_looked_through(asked: list[tuple[str, tuple]], small_desk: Provider) -> None:
    """Neither a whole table nor all of a course, however many certificates there are."""
    plans = []
    with sqlite3.connect(small_desk.registry) as database:
        for statement, parameters in asked:
            rows = database.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans += [(row[3], statement) for row in rows]
    steps = {step for step, _ in plans}
    assert any("attempts_by_exam" in step for step in steps)
    assert any("attempts_by_learner" in step for step in steps)
    slow = [plan for plan in plans if plan[0] != ONE_ROW and _looks_through(plan[0])]
    assert slow == []


def _looks_through(step: str) -> bool:
    return step.startswith("SCAN") or bool(re.search(r"\(course_id=\?\)", step))
