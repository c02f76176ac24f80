"""The reading grade by hand, syllables, sentences, and where a word may stand."""

import pytest

from coursekit.content.checks import check
from coursekit.content.checks.language import Reading, count_syllables, measure
from coursekit.content.checks.readability import sentence_around
from small_course import change, write_course

LAST = "Somebody found something [@known2020].\n"
STYLE = "words:\n  - {avoid: odd home, use: household, unless: history of}\n"


@pytest.mark.parametrize(
    ("text", "words", "sentences", "syllables", "grade"),
    [
        # 0.39 * 6 / 1 + 11.8 * 6 / 6 - 15.59
        ("The cat sat on the mat.", 6, 1, 6, -1.45),
        # 0.39 * 8 / 2 + 11.8 * 13 / 8 - 15.59
        ("Monogamy is a promise. Some people keep it.", 8, 2, 13, 5.145),
        # 0.39 * 5 / 1 + 11.8 * 10 / 5 - 15.59; the citation is not read
        ("A therapist asks about agreements [@known2020].", 5, 1, 10, 9.96),
    ],
)
def test_grade_by_hand(text, words, sentences, syllables, grade):
    """Counts and grade are those that a person finds with pencil and paper."""
    reading = measure([text])
    assert reading == Reading(words, sentences, syllables)
    assert reading.grade == pytest.approx(grade, abs=0.005)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *[(word, 1) for word in ["the", "he", "asked", "makes", "don't", "strengths"]],
        *[(word, 2) for word in ["any", "over", "little", "people", "being", "quiet", "wanted"]],
        *[(word, 2) for word in ["something", "statement", "careful", "about", "partner’s"]],
        *[(word, 3) for word in ["agreement", "jealousy", "family", "clinician", "therapist"]],
        *[(word, 4) for word in ["monogamy", "monogamous", "relationship"]],
    ],
)
def test_syllables(word, count):
    """The count is that of a speaker of American English."""
    assert count_syllables(word) == count


def test_sentences():
    """Titles and quotations do not end a sentence, and a line break alone does not either."""
    text = 'Dr. Known asked "Why?" and e.g. Bea\nsaid no. Then (at 3 p.m.) he left. End'
    assert [sentence_around(text, place) for place in (5, 50, len(text) - 1)] == [
        'Dr. Known asked "Why?" and e.g. Bea\nsaid no.',
        " Then (at 3 p.m.) he left.",
        " End",
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("An odd home.", [2]),
        ("Two *odd\nhomes* there.", [2]),
        ("ODD HOME", [2]),
        ("- One\n- An _odd_ home", [3]),
        ("> An odd home.", [2]),
        ("An odd homecoming, and an odd home-made thing.", []),
        ('An "odd home", an “odd home”.', []),
        ("The history of the word odd home.", []),
        ("The history of it. An odd home.", [2]),
        ("`odd home` and [here](odd%20home.md) <!-- odd home -->", []),
        ("/// vignette | V\n\n**Ann:** An odd home.\n\nAn odd home.\n///", [6]),
        ("## An odd home {#odd}", []),
    ],
)
def test_where_a_word_is_avoided(tmp_path, text, lines):
    """The course avoids it; those whom it quotes may say it."""
    root = write_course(tmp_path)
    (root / "style.yml").write_text(STYLE)
    change(root, "modules/one.md", LAST, f"{LAST}\n{text}\n")
    first = (root / "modules/one.md").read_text().split("\n").index(LAST.rstrip()) + 1
    assert [item.line - first for item in check(root, only=["L501"])] == lines


def test_wrong_option_may_say_it(tmp_path):
    """An option to decide against shows what people say; the right one speaks for the course."""
    root = write_course(tmp_path)
    (root / "style.yml").write_text(STYLE)
    change(root, "quizzes/practice/one.md", "[x] The first thing", "[x] An odd home")
    change(root, "quizzes/practice/one.md", "[ ] The second thing", "[ ] An odd home too")
    assert [item.line for item in check(root, only=["L501"])] == [6]


@pytest.mark.parametrize(("words", "count"), [(90, 0), (110, 1)])
def test_short_page_is_not_graded(tmp_path, words, count):
    """Below 100 words a single sentence would decide."""
    root = write_course(tmp_path)
    (root / "style.yml").write_text("grades:\n  - {pages: modules/*, lowest: 2, highest: 8}\n")
    change(root, "modules/one.md", "word " * 300, "word " * words)
    assert len(check(root, only=["L502"])) == count


def test_other_languages_are_not_graded(tmp_path):
    """The formula is for English."""
    root = write_course(tmp_path)
    (root / "style.yml").write_text("grades:\n  - {pages: modules/*, lowest: 2, highest: 8}\n")
    change(root, "course.yml", "title: A tiny", "language: de\ntitle: A tiny")
    assert check(root, only=["L502"]) == []
