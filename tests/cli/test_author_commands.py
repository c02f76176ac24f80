"""`course new`: what it writes passes every check but for what only a person can write."""

import pytest
from click.testing import CliRunner

from coursekit.cli import main
from coursekit.content import load_course
from coursekit.content.checks import check
from coursekit.content.yaml_list import append_entry
from small_course import change, write_course

PLACEHOLDER_WORD = "S106"


@pytest.fixture
def course(tmp_path):
    """The small course, to be added to."""
    return write_course(tmp_path / "course")


def run(root, *arguments: str):
    """Run `course new` on the course at ``root``."""
    return CliRunner().invoke(main, ["new", *arguments, "--course", str(root)])


def fill_in(root) -> int:
    """Write what a person would, after each TODO; return how many there were."""
    filled = 0
    for path in root.rglob("*.md"):
        text = path.read_text()
        filled += text.count("TODO: ")
        path.write_text(text.replace("TODO: ", ""))
    return filled


def test_a_module_from_nothing_to_clean(course):
    """The way of an author: begin, see what the check says, fill it in, clean."""
    done = run(course, "module", "second-steps")
    assert done.exit_code == 0, done.output
    assert "course.yml names it" in done.output
    assert "modules: [one, second-steps]" in (course / "course.yml").read_text()
    assert run(course, "question", "second-steps", "--exam").exit_code == 0
    assert run(course, "case", "a-long-night").exit_code == 0
    findings = check(course)
    assert {finding.code for finding in findings} == {PLACEHOLDER_WORD}
    assert {finding.path.as_posix() for finding in findings} == {
        "case_studies/a-long-night.md",
        "modules/second-steps.md",
        "quizzes/exam/second-steps.md",
        "quizzes/practice/second-steps.md",
    }
    assert fill_in(course) > 30
    assert [str(finding) for finding in check(course)] == []


def test_the_report_is_a_list_of_what_to_write(course):
    """Each place says in a short line what a person is to write there."""
    run(course, "module", "second-steps")
    run(course, "case", "a-long-night")
    findings = check(course)
    texts = [finding.text for finding in findings]
    assert "TODO: what this section teaches, and the works it rests on." in texts
    assert "TODO: the section that teaches it" in texts
    assert "TODO: a title for second-steps-x01" in texts
    assert not any("holds the place" in text for text in texts)
    assert max(len(str(finding)) for finding in findings) < 130
    by_file = {finding.path for finding in findings}
    for path in by_file:
        here = [finding.text for finding in findings if finding.path == path]
        assert len(here) == len(set(here))


def test_what_a_new_module_holds(course):
    """Lesson, practice and exam belong together, by ids made of the slug."""
    run(course, "module", "second-steps")
    module = load_course(course).modules[1]
    assert [item.id for item in module.front_matter.objectives] == ["second-steps-o1"]
    assert [item.id for item in module.practice + module.exam] == [
        "second-steps-p1",
        "second-steps-x01",
    ]
    assert [item.id for item in module.decisions] == ["second-steps-v1-d1"]


def test_questions_get_the_next_free_id(course):
    """Numbering goes on as the bank has it, past ids that were retired, for whom it lacks."""
    change(course, "course.yml", "modules: [one]", "modules: [one]\nretired_ids: [one-x6]")
    before = (course / "quizzes/exam/one.md").read_text()
    assert "Added one-x7 to quizzes/exam/one.md" in run(course, "question", "one", "--exam").output
    assert "Added one-p3" in run(course, "question", "one", "--practice").output
    assert (course / "quizzes/exam/one.md").read_text().startswith(before.rstrip())
    exam = load_course(course).exam
    assert list(exam)[-1] == "one-x7"
    assert exam["one-x7"].objective == "one-do"


def test_first_question_of_a_bank(course):
    """A bank without questions, or without a file, is begun."""
    (course / "quizzes/exam/one.md").write_text('---\ntitle: "Exam"\n---\n')
    (course / "quizzes/practice/one.md").unlink()
    assert "Added one-x01" in run(course, "question", "one", "--exam").output
    assert "Added one-p1" in run(course, "question", "one", "--practice").output
    assert check(course, only=["R", "Q"]) == []


def test_bank_outside_the_course(course):
    """A private exam bank gets its files, with links that lead back to the lesson."""
    bank = course.parent / "private"
    (course / "quizzes/exam").rename(bank)
    change(course, "course.yml", "  title: Exam\n", "  title: Exam\n  bank: ../private\n")
    assert run(course, "module", "second").exit_code == 0
    text = (bank / "second.md").read_text()
    assert "(../course/modules/second.md#first)" in text
    assert len(load_course(course).modules[1].exam) == 1


def test_nothing_is_overwritten(course):
    """A file that is there stops the whole module, before anything is written."""
    (course / "quizzes/practice/two.md").write_text("Mine.\n")
    done = run(course, "module", "two")
    assert done.exit_code == 1
    assert "quizzes/practice/two.md is there already; nothing was written" in done.stderr
    assert (course / "quizzes/practice/two.md").read_text() == "Mine.\n"
    assert not (course / "modules/two.md").exists()
    assert "two" not in (course / "course.yml").read_text()


def test_files_for_a_module_that_is_named_already(course):
    """Who adds the line to course.yml first gets the files all the same, and no second line."""
    change(course, "course.yml", "[one]", "[one, two]")
    assert run(course, "module", "two").exit_code == 0
    assert "modules: [one, two]" in (course / "course.yml").read_text()
    assert [module.slug for module in load_course(course).modules] == ["one", "two"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["module", "Second_Steps"], 1, "`Second_Steps` can be no id"),
        (["module", "../evil"], 1, "`../evil` can be no id"),
        (["module", "a" * 35], 1, "at most 34"),
        (["module", "one-x1"], 1, "the id `one-x1` is used in the course already"),
        (["module", "old"], 1, "`old` is in `retired_ids`"),
        (["module", "one"], 1, "modules/one.md is there already"),
        (["case", "one"], 1, "the id `one` is used in the course already"),
        (["question", "onee", "--exam"], 1, "no module is called `onee`; did you mean `one`?"),
        (["question", "one"], 2, "give either --exam or --practice"),
    ],
)
def test_refusals(course, arguments, code, message):
    """What cannot be done is said in words, and the course stays as it was."""
    change(course, "course.yml", "modules: [one]", "modules: [one]\nretired_ids: [old]")
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    done = run(course, *arguments)
    assert done.exit_code == code
    assert message in done.stderr
    assert {path: path.read_bytes() for path in course.rglob("*") if path.is_file()} == before


def test_unreadable_settings(course):
    """A course.yml that cannot be read is named with its line."""
    change(course, "course.yml", "id: tiny", "id: [tiny")
    done = run(course, "module", "two")
    assert done.exit_code == 1
    assert "not valid YAML" in done.stderr


@pytest.mark.parametrize(
    ("text", "longer"),
    [
        (
            "a: 1\nm:\n  - x # first\n  # last\nb: 2\n",
            "a: 1\nm:\n  - x # first\n  - y\n  # last\nb: 2\n",
        ),
        ("m:\n- x\n- z", "m:\n- x\n- z\n- y\n"),
        ("m:\r\n  - x\r\nb: 2\r\n", "m:\r\n  - x\r\n  - y\r\nb: 2\r\n"),
        ("m: [x, z,] # why\n", "m: [x, z, y,] # why\n"),
        ("m: [\n  x, # first\n  z # last\n]\n", "m: [\n  x, # first\n  z, y # last\n]\n"),
        ("m: []\n", None),
        ("m: x\n", None),
        ("b: 1\n", None),
        ("m: &all\n  - x\nb: *all\n", None),
    ],
)
def test_append_entry(text, longer):
    """Comments, order, line ends and style stay; what is not understood is left to a person."""
    assert append_entry(text, "m", "y") == longer
