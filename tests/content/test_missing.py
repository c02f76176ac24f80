"""A file that is missing is one finding, where course.yml names it, with what would mend it."""

import shutil

import pytest

from coursekit.content.checks import check
from small_course import change, write_course


@pytest.fixture
def course(tmp_path):
    """The small course, to take files from."""
    return write_course(tmp_path / "course")


def only_finding(root) -> str:
    """Return the one finding of the course at ``root``."""
    (finding,) = check(root)
    assert finding.code == "R105"
    return str(finding)


def test_a_module_that_was_never_begun(course):
    """The links to it are not reported as well, and no other module is suggested."""
    change(course, "course.yml", "modules: [one]", "modules:\n  - one\n  - two")
    (course / "docs/index.md").write_text("# Home\n\n[Module two](../modules/two.md#first)\n")
    assert only_finding(course) == (
        "course.yml:17: there is no modules/two.md; `course new module two` writes it and its "
        "questions, or take `two` out of `modules`"
    )


def test_a_lesson_whose_questions_are_there(course):
    """Nothing is said of the questions' links, the works it cited or the words it had."""
    (course / "modules/one.md").unlink()
    assert only_finding(course).startswith("course.yml:15: there is no modules/one.md; write it,")


@pytest.mark.parametrize(
    ("folder", "kind"), [("quizzes/practice", "practice"), ("quizzes/exam", "exam")]
)
def test_questions(course, folder, kind):
    """A missing file of questions is named with the command that begins it."""
    (course / folder / "one.md").unlink()
    said = only_finding(course)
    assert said.startswith(f"course.yml:15: there is no {folder}/one.md; `course new question one")
    assert f"--{kind}` begins it" in said


def test_bank(course):
    """A missing exam bank stands at its own key, and its files are not named one by one."""
    shutil.rmtree(course / "quizzes/exam")
    assert only_finding(course).startswith("course.yml:17: there is no folder `quizzes/exam`")
    change(course, "course.yml", "  title: Exam\n", "  title: Exam\n  bank: ../private\n")
    assert only_finding(course) == (
        "course.yml:19: there is no folder `../private`, in which the exam's questions are looked "
        "for; put it there, or write the path to it as `bank`"
    )
