"""Single questions: what is a flaw, and what only looks like one."""

from pathlib import Path

import pytest

from coursekit.content import Course, load_course
from coursekit.content.checks import bank, items
from coursekit.content.checks.guessers import main_clause
from small_course import change, write_course

STEM = "What do you do about one-x1?"


def exam_course(root: Path, *changes: tuple[str, str]) -> Course:
    """Write the small course with the first question of its exam changed, and read it."""
    write_course(root)
    for old, new in changes:
        change(root, "quizzes/exam/one.md", old, new)
    return load_course(root)


def codes(rules, course) -> list[str]:
    """Return the codes that ``rules`` find in ``course``."""
    return [finding.code for rule in rules for finding in rule(course)]


@pytest.mark.parametrize(
    ("sentence", "main"),
    [
        ("If she does not come, what do you do?", "what do you do?"),
        ("He does not reply, so what do you say?", "what do you say?"),
        ("Which plan fits those who do not share a home?", "Which plan fits those "),
        ("Who is not bound by it?", "Who is not bound by it?"),
        ('Which line replaces "does not commit"?', "Which line replaces  ?"),
    ],
)
def test_main_clause(sentence, main):
    """Clauses beside the question and quotations do not count."""
    assert main_clause(sentence) == main


@pytest.mark.parametrize(
    ("first", "second", "overlaps"),
    [
        ("5 to 10 days", "10 to 20 days", True),
        ("5\u201310 days", "11\u201320 days", False),
        ("Under 5", "5 or more", False),
        ("At most 5 days", "5 days or more", True),
        ("Less than 10 minutes", "10 minutes", False),
        ("1,000 to 2,000", "1,500 to 3,000", True),
        ("In 2019", "In 2020", False),
        ("5 to 10 days", "7 to 14 weeks", False),
        ("Call", "Do not call", False),
        ("Call", "Call the police", True),
    ],
)
def test_overlap(tmp_path, first, second, overlaps):
    """Ranges overlap by their numbers, other options by their words."""
    course = exam_course(tmp_path, ("The first thing", first), ("The second thing", second))
    assert codes([items.overlap], course) == ["I307"] * overlaps


@pytest.mark.parametrize(
    ("option", "collective"),
    [
        ("All of the above", True),
        ("None of these", True),
        ("Both a and b", True),
        ("A and C only", True),
        ("All options are right", True),
        ("None of these concerns needs a report", False),
        ("Ask both a friend and a brother", False),
        ("Both of them", False),
    ],
)
def test_collective_option(tmp_path, option, collective):
    """Only an option about options is reported."""
    course = exam_course(tmp_path, ("The third thing", option))
    assert codes([items.collective_option], course) == ["I303"] * collective


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("Which of these would you not say?", ["I301"]),
        ("Which is least likely to help?", ["I301"]),
        ("All of these are signs, except which?", ["I301"]),
        ("Which of these is the one that is NOT a sign?", ["I301"]),
        ("Which isn't a sign?", ["I301"]),
        ("Which is the least intrusive question?", []),
        ("She did not come. What do you do if she does not call?", []),
        ("What do you do about *it*? <!-- a comment -->", []),
        ("The next step is:", ["I302"]),
        ("What do you do? She waits.", ["I302"]),
        ("Is it an \u2026?", ["I306"]),
        ("Is it a(n) \u2026?", []),
        ("Which are the next steps?", ["I306"]),
        ("What are you doing?", []),
    ],
)
def test_stem(tmp_path, stem, expected):
    """What is wrong with a stem is found, and a case with a negation in it is left alone."""
    changes = [(STEM, stem), ("The third thing", "A third thing")]
    course = exam_course(tmp_path, *changes)
    rules = (items.negative_stem, items.incomplete_stem, items.grammar)
    assert codes(rules, course) == expected


def test_clang(tmp_path):
    """A rare word that only the key repeats is found, unless another option echoes as much."""
    stem = (STEM, "They keep a ledger on the window sill. What now?")
    key, other = ("The first thing", "Read the ledgers"), ("The second thing", "Wash the windows")
    assert codes([bank.clang], exam_course(tmp_path / "1", stem, key)) == ["I305"]
    assert codes([bank.clang], exam_course(tmp_path / "2", stem, key, other)) == []


def test_clang_of_a_common_word(tmp_path):
    """A word that many stems have is not rare, and gives nothing away."""
    exam_course(tmp_path, ("The first thing", "Read the ledgers"))
    path = tmp_path / "quizzes/exam/one.md"
    text = path.read_text(encoding="utf-8").replace("What do", "They keep a ledger.\nWhat do")
    path.write_text(text, encoding="utf-8")
    assert codes([bank.clang], load_course(tmp_path)) == []


def test_instruction_after_the_question(tmp_path):
    """Where several answers may be right, one sentence may follow the question."""
    changes = [
        (STEM, "What do you do? Choose two."),
        ('level="apply"', 'level="apply" multiple="true"'),
    ]
    assert codes([items.incomplete_stem], exam_course(tmp_path / "1", *changes)) == []
    assert codes([items.incomplete_stem], exam_course(tmp_path / "2", *changes[:1])) == ["I302"]
