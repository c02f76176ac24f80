"""Guessers who never read the course do not pass the committed exam; the check sees weak banks."""

from pathlib import Path

import pytest

from coursekit.content import Course, load_course
from coursekit.content.checks import bank
from coursekit.content.checks.guessers import (
    GUESSERS,
    chance,
    content_words,
    longest,
    most_hedged,
    most_stem_words,
    score,
    second,
    visible,
)
from coursekit.content.questions import Option, Question
from small_course import question, write_course

KEYS = "abcabcabcabc"
"""Where the right answers of a made-up bank stand, evenly."""

TEXTS = {"a": "The first thing", "b": "The second thing", "c": "The third thing"}
"""The options of the small course's questions."""


def ask(stem: str, *options: str, key: int = 0) -> Question:
    """Make up a question of which the option numbered ``key`` is right."""
    made = tuple(
        Option("abcdef"[place], text, place == key, "A reason.", 9 + place)
        for place, text in enumerate(options)
    )
    return Question("x", "X", "do", "apply", False, False, False, stem, made, "", Path("x.md"), 5)


def exam_course(root: Path, *changes: tuple[str, str], keys: str = KEYS) -> Course:
    """Write the small course with an exam changed throughout; KEY stands for a right answer."""
    write_course(root)
    texts = []
    for number, letter in enumerate(keys, 1):
        text = question(f"one-x{number}", letter, ("one-do", "one-say")[number % 2])
        for old, new in changes:
            text = text.replace(
                old.replace("KEY", TEXTS[letter]), new.replace("KEY", TEXTS[letter])
            )
        texts.append(text)
    (root / "quizzes/exam/one.md").write_text("".join(texts), encoding="utf-8")
    return load_course(root)


def codes(rules, course) -> list[str]:
    """Return the codes that ``rules`` find in ``course``."""
    return [finding.code for rule in rules for finding in rule(course)]


BANK_RULES = (bank.key_longest, bank.key_places, bank.key_length, bank.key_runs, bank.guessers)


@pytest.mark.parametrize("what", GUESSERS)
def test_committed_exam_withstands(what, root):
    """No guesser comes near the pass mark, nor far above what blind choice gives."""
    course = load_course(root)
    exam = [item for item in course.exam.values() if not item.multiple]
    assert len(exam) >= 10
    scores = {name: round(score(guess, exam), 3) for name, guess in GUESSERS.items()}
    pass_mark = course.settings.exam.pass_percent / 100
    shown = f"chance {chance(exam):.3f}, pass mark {pass_mark}, {scores}"
    assert scores[what] <= chance(exam) + 0.15, shown
    assert scores[what] <= pass_mark - 0.20, shown


MADE_UP = {
    longest: [("KEY", "KEY so")],
    most_hedged: [("KEY", "Perhaps a thing")],
    most_stem_words: [("What do", "A ledger and a window.\nWhat do"), ("KEY", "Open the window")],
}


@pytest.mark.parametrize("guess", MADE_UP, ids=lambda guess: guess.__name__)
def test_each_guesser_is_caught(guess, tmp_path):
    """A bank made for one guesser gives it every point, the others none too many, and a finding."""
    course = exam_course(tmp_path, *MADE_UP[guess])
    questions = list(course.exam.values())
    assert score(guess, questions) == 1
    expected = ["I310"] if guess is longest else ["I314"]
    assert codes(BANK_RULES, course) == expected


def test_second_place_is_caught(tmp_path):
    """Five keys of twelve in the second place are even, eight are not."""
    course = exam_course(tmp_path, (TEXTS["b"], "The other thing"), keys="bbabbcbbabbc")
    assert score(second, list(course.exam.values())) == pytest.approx(8 / 12)
    assert codes(BANK_RULES, course) == ["I311"]


def test_even_bank_is_clean(tmp_path):
    """A bank that gives nothing away has no finding, and its guessers score as by chance."""
    course = exam_course(tmp_path)
    questions = list(course.exam.values())
    assert codes(BANK_RULES, course) == []
    assert chance(questions) == pytest.approx(1 / 3)
    assert score(most_hedged, questions) == pytest.approx(1 / 3)


def test_small_bank_is_not_judged(tmp_path):
    """Nine questions of one key are too few to judge."""
    course = exam_course(tmp_path, keys="a" * 9)
    assert codes(BANK_RULES, course) == []


def test_practice_bank_is_judged(tmp_path):
    """The questions for practice are judged together, from eight on."""
    write_course(tmp_path)
    path = tmp_path / "quizzes/practice/one.md"
    path.write_text("".join(question(f"one-p{n}", "c") for n in range(8)), encoding="utf-8")
    found = list(bank.key_runs(load_course(tmp_path)))
    assert [(item.code, item.path.name, item.line) for item in found] == [("I313", "one.md", 46)]


def test_ties_share_the_point():
    """Two options of the same length share the point for the longest."""
    item = ask("What now?", "Longer", "Larger", "Less")
    assert score(longest, [item]) == 0.5
    assert score(most_hedged, [item]) == pytest.approx(1 / 3)


def test_what_a_guesser_sees():
    """Marks, targets, comments and citations are not seen; endings do not matter."""
    assert visible("*A* [link](x.md) <!-- no --> `b` [@known2020].") == "A link b ."
    assert content_words("He drives windows") == content_words("driving a window")


def test_question_with_several_right_answers(tmp_path):
    """Where several answers may be right, no single one can be guessed."""
    several = ('level="apply"', 'level="apply" multiple="true"')
    assert codes(BANK_RULES, exam_course(tmp_path, several, keys="a" * 12)) == []
