"""Evaluations lie apart from names, and count once."""

import sqlite3
from datetime import date

import pytest

from coursekit.certificates import Registry
from coursekit.certificates.evaluations import Evaluation, quarter_of

ANSWERS = {"ev-learned": 4, "ev-outcomes": {"out-bias": 5}, "ev-better": "Less fog."}


@pytest.fixture
def place(tmp_path):
    """Give the place of a registry."""
    return tmp_path / "registry.sqlite"


def take(registry: Registry, request: str, answers: dict = ANSWERS) -> bool:
    """Take an evaluation out of a request."""
    with registry.transaction() as transaction:
        return transaction.take_evaluation(
            "tiny", request, Evaluation("2026.1", "2026-Q4", answers)
        )


def test_taken_once(place):
    """The same request read again changes nothing."""
    with Registry(place) as registry:
        assert take(registry, "one") is True
        assert take(registry, "one", {"ev-learned": 1}) is False
        assert take(registry, "two") is True
        with registry.transaction() as transaction:
            found = list(transaction.evaluations("tiny"))
            assert list(transaction.evaluations("other")) == []
    assert [item.answers for item in found] == [ANSWERS, ANSWERS]


def test_nothing_joins_them_to_a_request(place):
    """No column leads back, and rows do not lie in the order in which they came."""
    with Registry(place) as registry:
        for number in range(40):
            take(registry, f"request-{number:02}", {"ev-learned": number})
    with sqlite3.connect(place) as database:
        names = {row[1] for row in database.execute("PRAGMA table_info(evaluations)")}
        assert names == {"number", "course_id", "course_version", "quarter", "answers"}
        answers = [row[0] for row in database.execute("SELECT answers FROM evaluations")]
        with pytest.raises(sqlite3.OperationalError, match="rowid"):
            database.execute("SELECT rowid FROM evaluations")
    came = [f'{{"ev-learned": {number}}}' for number in range(40)]
    assert sorted(answers) == sorted(came)
    assert answers != came


@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2026-01-01", "2026-Q1"), ("2026-03-31", "2026-Q1"), ("2026-12-31", "2026-Q4")],
)
def test_quarters(day, quarter):
    """A quarter has three months."""
    assert quarter_of(date.fromisoformat(day)) == quarter
