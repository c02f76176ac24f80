"""The summary of evaluations: counted question by question, hidden where few answered."""

import csv
import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.certificates import Record
from coursekit.certificates.evaluations import Evaluation
from coursekit.certificates.spreadsheet import csv_text
from coursekit.content import load_course
from coursekit.reports.audit.evaluation import (
    answer_rows,
    answered,
    comments_text,
    question_rows,
)
from coursekit.reports.audit.names import names_of
from small_course import change, write_course

FORM = """\
introduction: Three minutes.
parts:
  - title: All
    items:
      - {id: ev-can, ask: "I can now:", each: outcome, answer: agree}
      - {id: ev-level, ask: How was the level?, answer: choice, options: [too low, right, too high]}
      - {id: ev-minutes, ask: How long did it take?, answer: minutes}
      - {id: ev-better, ask: What should be better?, answer: text}
"""
OUTCOMES = """\
outcomes:
  - {id: out-do, text: Do the thing., objectives: [one-do]}
  - {id: out-say, text: Say the thing., objectives: [one-say]}
credit:"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course that asks for an evaluation."""
    root = write_course(tmp_path_factory.mktemp("evaluation") / "course")
    (root / "docs/evaluation.yml").write_text(FORM, encoding="utf-8")
    change(root, "course.yml", "credit:", OUTCOMES)
    return load_course(root)


def evaluations(*answers: dict) -> list[Evaluation]:
    """Return evaluations with these answers."""
    return [Evaluation("2026.1", "2026-Q4", one) for one in answers]


def questions(course, given: list[Evaluation], least: int = 5) -> dict[tuple[str, str], dict]:
    """Return the rows of the questions by id and what was asked about."""
    head, *rows = question_rows(answered(course, given, least), least)
    table = [dict(zip(head, row, strict=True)) for row in rows]
    return {(row["Question"], row["About"]): row for row in table}


def holder(name: str, number: str = "I.1234567") -> Record:
    """Return the record of a certificate of this person."""
    licenses = [{"jurisdiction": "Ohio", "profession": "LISW", "number": number}]
    facts = {"participant_name": name, "licenses": licenses}
    return Record("0" * 16, "tiny", "r", "l", 1, "2026-11-22T10:00:00Z", facts, "", "", "")


def test_figures(course):
    """Counts, mean, standard deviation, median and share of agreement, by hand."""
    given = evaluations(*({"ev-can": {"out-do": n}, "ev-minutes": 10 * n} for n in (1, 4, 4, 5, 5)))
    rows = questions(course, given)
    row = rows["ev-can", "Do the thing."]
    # (1 + 4 + 4 + 5 + 5) / 5 = 3.8; the squares of the distances add up to 10.8; √(10.8 / 5)
    assert (row["Answers"], row["Mean"], row["SD"], row["Median"]) == (5, "3.80", "1.47", "4")
    assert row["Agree %"] == "80.0"
    assert rows["ev-minutes", ""]["Mean"] == "38.00"
    counts = [row[2:5] for row in answer_rows(answered(course, given, 5), 5)][1:]
    assert counts == [
        (1, "strongly disagree", 1),
        (2, "disagree", 0),
        (3, "neither", 0),
        (4, "agree", 2),
        (5, "strongly agree", 2),
    ]


@pytest.mark.parametrize("least", [3, 5, 8])
def test_hidden_where_few_answered(course, least):
    """One answer less than the limit, and there is no figure, no count and no comment."""
    whole = {"ev-can": {"out-do": 5}, "ev-level": 2, "ev-minutes": 61, "ev-better": "Less fog."}
    few = evaluations(*[whole] * (least - 1))
    for row in questions(course, few, least).values():
        assert row["Answers"] == f"fewer than {least}"
        figures = [row[name] for name in ("Mean", "SD", "Median", "Agree %")]
        assert figures == [None] * 4
    found = answered(course, few, least)
    assert len(list(answer_rows(found, least))) == 1
    text = comments_text(found, least, names_of([]))
    assert "fog" not in text
    assert f"(hidden: fewer than {least} comments)" in text
    enough = questions(course, evaluations(*[whole] * least), least)
    assert enough["ev-minutes", ""]["Answers"] == least
    assert enough["ev-can", "Say the thing."]["Answers"] == f"fewer than {least}"


def test_each_question_for_itself(course):
    """A question that fewer answered is hidden even where others are not."""
    given = evaluations(*[{"ev-level": 2}] * 9, {"ev-level": 2, "ev-minutes": 500})
    rows = questions(course, given)
    assert rows["ev-level", ""]["Answers"] == 10
    assert rows["ev-minutes", ""]["Answers"] == "fewer than 5"


def test_what_the_form_does_not_ask(course):
    """Ids that nobody but one learner wrote stay out; a question of old comes in with enough."""
    rogue = {"zoe-was-here": 1, "ev-can": {"zoe": 5}, "ev-better": {"zoe": "me"}}
    given = evaluations(rogue, *[{"ev-old": 3}] * 5)
    rows = questions(course, given)
    assert {name for name, _ in rows} == {"ev-can", "ev-level", "ev-minutes", "ev-better", "ev-old"}
    assert not [about for _, about in rows if "zoe" in about]
    assert rows["ev-old", ""]["Mean"] == "3.00"


def test_one_number_among_texts(course):
    """A number that one person gave where others wrote text is not shown as a mean."""
    given = evaluations(*[{"ev-old": "words"}] * 6, {"ev-old": 37})
    assert questions(course, given)["ev-old", ""]["Mean"] is None


def test_invalid_answers_do_not_count(course):
    """An answer that the form does not offer is left out, and its number told only if large."""
    given = evaluations(*[{"ev-level": 2}] * 5, {"ev-level": 77}, {"ev-level": "two"})
    row = questions(course, given)["ev-level", ""]
    assert (row["Answers"], row["Note"]) == (5, None)
    given += evaluations(*[{"ev-level": 4}] * 5)
    assert questions(course, given)["ev-level", ""]["Note"] == "7 more were no valid answer"


@pytest.mark.parametrize(
    "comment",
    [
        "I, Zoë O’Brien-Łukasiewicz, found a link that is broken.",
        "zoe  o'brien łukasiewicz was here",
        "Ask O’Brien-Łukasiewicz.",
        "My license is I 1234567",
        "Write to me: zoe@example.org",
    ],
)
def test_comments_that_name_somebody(course, comment):
    """A comment with a name, a license or an address is left out; the others stay."""
    others = [{"ev-better": text} for text in ("More maps.", "Less fog.", "Ohio!", "A", "B")]
    found = answered(course, evaluations({"ev-better": comment}, *others), 5)
    text = comments_text(found, 5, names_of([holder("Zoë O’Brien-Łukasiewicz")]))
    assert comment not in text
    assert "- Less fog.\n" in text
    assert "are left out" in text


def test_comments_stand_in_no_order(course):
    """Comments stand in the order of the alphabet, whoever came first."""
    given = [{"ev-better": text} for text in ("d", "b\n\nb", "a", "c", "e")]
    texts = set()
    for _ in range(5):
        random.shuffle(given)
        texts.add(comments_text(answered(course, evaluations(*given), 5), 5, names_of([])))
    (text,) = texts
    assert text.endswith("  - a\n  - b b\n  - c\n  - d\n  - e\n")


WRITTEN = "aZ09 .,;:-+=@\t'\"|éłØ漢ا\u00a0\u2028"
"""What is typed, and what means something to a spreadsheet or in CSV."""

ANSWER = st.fixed_dictionaries(
    {},
    optional={
        "ev-can": st.dictionaries(st.sampled_from(["out-do", "out-say"]), st.integers(1, 5)),
        "ev-level": st.integers(0, 4),
        "ev-minutes": st.integers(0, 6000),
        "ev-better": st.text(WRITTEN, min_size=1),
    },
)


@given(st.lists(ANSWER, max_size=12), st.randoms(use_true_random=False))
def test_nothing_joins_two_answers(course, given, shuffle):
    """Answers dealt out anew, question by question, give the same tables: no row is a person."""

    def tables(all_answers: list[dict]) -> list[str]:
        found = answered(course, evaluations(*all_answers), 5)
        rows = (question_rows(found, 5), answer_rows(found, 5))
        return [*map(csv_text, rows), comments_text(found, 5, names_of([]))]

    dealt: list[dict] = [{} for _ in given]
    for name in ("ev-can", "ev-level", "ev-minutes", "ev-better"):
        values = [answers[name] for answers in given if name in answers]
        for place, value in zip(
            shuffle.sample(range(len(given)), len(values)), values, strict=True
        ):
            dealt[place][name] = value
    assert tables(dealt) == tables(given)


@given(st.lists(st.lists(st.text(WRITTEN), min_size=1)))
def test_no_cell_is_a_formula(table):
    """Whatever people write, no spreadsheet takes it for a formula, and nothing is lost."""
    read = list(csv.reader(io.StringIO(csv_text(table), newline="")))
    assert len(read) == len(table)
    for row, was in zip(read, table, strict=True):
        for cell, old in zip(row, was, strict=True):
            assert cell.removeprefix("'") == old.removeprefix("'")
            assert not cell.lstrip().startswith(("=", "+", "-", "@"))
