"""What counts as a claim, as a citation of it, and as old."""

from datetime import date

import pytest

from coursekit.content.checks import check, evidence
from coursekit.content.checks.readability import word_list
from small_course import change, write_course

LAST = "Somebody found something [@known2020].\n"

LAW = """\
entries:
  - id: somewhere-keep
    jurisdiction: Somewhere
    topic: records
    statement: Records are kept for seven years.
    source: known2020
    confidence: high
    checked: 2026-01-31
    check_again: 2026-07-31
"""


def found(root, code):
    """Return the lines below the small module's text on which ``code`` is found."""
    last = (root / "modules/one.md").read_text().split("\n").index(LAST.rstrip()) + 1
    return [item.line - last for item in check(root, only=[code])]


@pytest.mark.parametrize(
    "claim",
    [
        "About 12 percent had seen one.",
        "About 12.5% had seen one.",
        "Twelve per cent had seen one.",
        "There were many (n = 1,204).",
        "One in five had seen one.",
        "4 out of 10 had seen one.",
        "Two-thirds had seen one.",
        "A fifth of all adults had seen one.",
        "Studies show that it is so.",
        "A meta-analysis says so.",
        "Somebody found that it is so.",
        "- Research shows it.",
        "| Adults | 12 % |",
        "> One in five had seen one.",
    ],
)
def test_claim(tmp_path, claim):
    """A figure of research, or a word for it, needs a citation."""
    root = write_course(tmp_path)
    change(root, "modules/one.md", LAST, f"{LAST}\nNothing here.\n\n{claim}\n")
    assert found(root, "E403") == [4]


@pytest.mark.parametrize(
    "text",
    [
        "One in five had seen one [@known2020].",
        "One in five had seen one.\nThat is much [@known2020].",
        "It was asked [@known2020].\n\nOne in five had seen one.",
        "Two things are known:\n\n- One in five had seen one [@known2020].",
        'She says: "Studies show it, one in five."',
        "/// vignette | A scene\n\nHe read that studies show it.\n///",
        "/// limits | Limits\nMost studies were small.\n///",
        "No study has asked, and without any research we cannot say.",
        "He pays 40 percent of the rent, and one in three weeks all of it.",
        "She studies law, and two thirds of the hour went on her studies.",
        "Half of your clients never come back at half past two.",
        "The evidence does not settle it.",
        "She found that she could sleep.",
        "`12 percent` <!-- studies show -->",
        "### One in five {#one-in-five}",
    ],
)
def test_no_claim(tmp_path, text):
    """Cited nearby, told in a scene, quoted, said to be lacking, or no figure of research."""
    root = write_course(tmp_path)
    change(root, "modules/one.md", LAST, f"{LAST}\nNothing here.\n\n{text}\n")
    assert found(root, "E403") == []


def test_citation_serves_stem_and_options_of_its_question(tmp_path):
    """What a question asks may state what its rationale cites; a reason stands on its own."""
    root = write_course(tmp_path)
    quiz = "quizzes/practice/one.md"
    change(root, quiz, "What do you do", "Two thirds do it.\nWhat do you do")
    change(root, quiz, "] The second thing", "] Half of adults do it")
    change(root, quiz, "Reason a", "One in five do it.\n> Reason a")
    assert [item.line for item in check(root, only=["E403"])] == [4, 8, 10]
    change(root, quiz, "Rationale of one-p1", "Rationale [@known2020] of one-p1")
    assert [item.line for item in check(root, only=["E403"])] == [8]


def test_every_phrase_holds_a_trace():
    """Traces are looked for first; a phrase without one would never be found."""
    for phrase in word_list("claims"):
        assert any(trace in phrase for trace in word_list("traces")), phrase


def test_doi_in_other_letters_is_the_same(tmp_path):
    """DOIs do not tell capitals apart, and a full stop behind one is not of it."""
    root = write_course(tmp_path)
    change(root, "modules/one.md", LAST, LAST + "See https://doi.org/10.1000/KNOWN.\n")
    assert check(root, only=["E404"]) == []


def test_doi_nobody_saw(tmp_path):
    """A DOI whose entry says that it is from memory is not to be printed."""
    root = write_course(tmp_path)
    change(root, "docs/references.bib", "{found}", "{memory}")
    change(root, "modules/one.md", LAST, LAST + "See [it](https://doi.org/10.1000/known).\n")
    (finding,) = check(root, only=["E404"])
    assert "`known2020`" in finding.text


@pytest.mark.parametrize(("day", "count"), [("2026-07-30", 0), ("2026-07-31", 1)])
def test_law_is_late_from_its_day_on(tmp_path, monkeypatch, day, count):
    """An entry is past its date on the day that it names."""
    monkeypatch.setattr(evidence, "today", lambda: date.fromisoformat(day))
    root = write_course(tmp_path)
    (root / "docs/law.yml").write_text(LAW)
    assert len(check(root, only=["E407"])) == count
