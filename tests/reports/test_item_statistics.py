"""Item statistics of an audit: first attempts, version by version, hidden where they are few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr

from coursekit.certificates.registry import ItemAnswer
from coursekit.certificates.registry.reading import Sitting
from coursekit.content import load_course
from coursekit.content.reporting_models import Reporting
from coursekit.reports.audit.items import answers_by_item, item_rows, option_rows
from small_course import write_course

REPORTING = Reporting()
KEYS = {"one-x1": "a", "one-x2": "b", "one-x3": "c"}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with the questions of `KEYS` and two more."""
    return load_course(write_course(tmp_path_factory.mktemp("items") / "course"))


def sitting(chosen: str, version: str = "2026.1") -> Sitting:
    """Return an attempt that chose these letters, in the order of `KEYS`."""
    answers = [
        ItemAnswer(name, letter, letter == key)
        for letter, (name, key) in zip(chosen, KEYS.items(), strict=True)
    ]
    return Sitting(version, "2026-Q4", True, tuple(answers))


def table(rows) -> list[dict]:
    """Return the rows under the names of their columns."""
    head, *rest = rows
    return [dict(zip(head, row, strict=True)) for row in rest]


@pytest.mark.parametrize(("count", "shown"), [(4, "fewer than 5"), (5, 5)])
def test_hidden_where_few(course, count, shown):
    """Below five first attempts a question has words and no figure, and its options no row."""
    found = answers_by_item(course, [sitting("abc")] * count)
    rows = table(item_rows(found, REPORTING))
    assert [row["First attempts"] for row in rows] == [shown] * 3
    figures = {row[name] for row in rows for name in ("Right %", "from %", "to %")}
    assert (figures == {None}) == (count < 5)
    assert bool(table(option_rows(found, REPORTING))) == (count >= 5)
    assert all(row["Discrimination"] is None for row in rows)


def test_limit_of_the_course(course):
    """The course's own limit holds."""
    found = answers_by_item(course, [sitting("abc")] * 9)
    (row, *_) = table(item_rows(found, Reporting(least_answers=10)))
    assert row["First attempts"] == "fewer than 10"


def test_no_discrimination_by_chance(course):
    """Below thirty first attempts there is no discrimination; from a hundred on it is settled."""
    some = [sitting(chosen) for chosen in ("abc", "aab", "cbc", "ccc", "abb")]
    for times, note in ((5, "hidden below 30"), (6, "provisional below 100"), (20, "")):
        row = table(item_rows(answers_by_item(course, some * times), REPORTING))[0]
        assert (row["Discrimination"] is None) == (times == 5)
        assert note in (row["Note"] or "")


@given(st.lists(st.text("abc", min_size=3, max_size=3), min_size=30, max_size=60))
def test_figures_as_scipy_has_them(course, chosen):
    """The share and the corrected correlation are those of the whole table of answers, by SciPy."""
    rows = table(item_rows(answers_by_item(course, map(sitting, chosen)), REPORTING))
    matrix = [[letter == key for letter, key in zip(one, "abc", strict=True)] for one in chosen]
    for place, row in enumerate(rows):
        right = [answers[place] for answers in matrix]
        rest = [sum(answers) - answers[place] for answers in matrix]
        assert float(row["Right %"]) == pytest.approx(100 * sum(right) / len(right), abs=0.0501)
        if row["Discrimination"] is None:
            assert len(set(right)) == 1 or len(set(rest)) == 1
        else:
            judged = pearsonr(right, rest).statistic
            assert row["Discrimination"] == pytest.approx(judged, abs=0.0005001)


def test_what_to_look_at(course):
    """A wrong key, a hard question and distractors that nobody chooses are named."""
    wrong_key = ["bbc", "bba", "abb", "aba"] * 10  # who misses one-x1 gets one-x3 right
    notes = {
        row["Question"]: row["Note"]
        for row in table(item_rows(answers_by_item(course, map(sitting, wrong_key)), REPORTING))
    }
    assert "does worse on the rest: check the key" in notes["one-x1"]
    assert "fewer than 30 % are right: check the key" in notes["one-x3"]
    assert "more than 95 % are right" in notes["one-x2"]
    options = table(option_rows(answers_by_item(course, map(sitting, wrong_key)), REPORTING))
    first = [row for row in options if row["Question"] == "one-x1"]
    assert [(row["Option"], row["Key"], row["Chosen"]) for row in first] == [
        ("a", "key", 20),
        ("b", "distractor", 20),
        ("c", "distractor", 0),
    ]
    assert [row["Note"] for row in first] == [None, None, "fewer than 5 % chose it"]


def test_versions_are_not_mixed(course):
    """An earlier version counts on its own, and its key is what was right then."""
    attempts = [sitting("abc")] * 6 + [sitting("abc", "2025.1")] * 7
    found = answers_by_item(course, attempts)
    rows = table(item_rows(found, REPORTING))
    assert [(row["Version"], row["First attempts"]) for row in rows] == (
        [("2025.1", 7)] * 3 + [("2026.1", 6)] * 3
    )
    earlier = [row for row in table(option_rows(found, REPORTING)) if row["Version"] == "2025.1"]
    assert [(row["Option"], row["Key"]) for row in earlier] == [
        ("a", "key"),
        ("b", "key"),
        ("c", "key"),
    ]
