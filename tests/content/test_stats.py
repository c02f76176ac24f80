"""`course stats`: what is counted, how it reads, and what it says is missing."""

import json

from click.testing import CliRunner

from coursekit.cli import main
from coursekit.content import load_course
from coursekit.content.stats import measure
from small_course import change, question, write_course


def run(root, *arguments: str) -> str:
    """Return what the command prints."""
    done = CliRunner().invoke(main, ["stats", "--course", str(root), *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_figures_of_the_small_course(tmp_path):
    """Every figure of a course that can be counted by hand."""
    figures = measure(load_course(write_course(tmp_path)))
    assert figures.words == 305
    assert figures.minutes == 9  # 305 / 200 + 7 questions
    assert (figures.citations, figures.works_cited) == (1, 1)
    assert figures.citations_per_thousand_words == 3.3
    module = figures.modules[0]
    assert (module.cold, module.practice, module.exam) == (0, 2, 5)
    does, says = figures.objectives
    assert (does.practice["apply"], does.exam["apply"]) == (1, 2)
    assert (says.practice["apply"], says.exam["apply"]) == (1, 3)
    assert figures.exam_shares == {"analyze and evaluate": 0, "remember and understand": 0}
    assert figures.missing == ("one: 5 of 10 exam questions", "one: 2 of 6 practice questions")


def test_levels_and_objectives_without_questions(tmp_path):
    """Shares follow the levels; an objective that no exam question serves is named."""
    root = write_course(tmp_path)
    items = [question("one-x1"), question("one-x2"), question("one-x3")]
    levels = ("evaluate", "remember", "analyze")
    text = "".join(
        item.replace('"apply"', f'"{level}"') for item, level in zip(items, levels, strict=True)
    )
    (root / "quizzes/exam/one.md").write_text(text)
    figures = measure(load_course(root))
    assert figures.exam_shares == {"analyze and evaluate": 67, "remember and understand": 33}
    assert figures.missing[0] == "one-say: no exam question"


def test_no_questions_and_no_words(tmp_path):
    """Nothing is divided by nothing."""
    root = write_course(tmp_path)
    for name in ("quizzes/exam/one.md", "quizzes/practice/one.md"):
        (root / name).write_text("Nothing yet.\n")
    front_matter = (root / "modules/one.md").read_text().rpartition("---\n")[0]
    (root / "modules/one.md").write_text(f"{front_matter}---\n")
    figures = measure(load_course(root))
    assert figures.citations_per_thousand_words is None
    assert set(figures.exam_shares.values()) == {None}
    assert "  none  analyze and evaluate, exam" in run(root)


def test_columns(root, tmp_path):
    """No line is wider than 80 characters, also where an objective has the longest id there is."""
    long_id = "one-" + "d" * 36
    small = write_course(tmp_path)
    for name in ("modules/one.md", "quizzes/exam/one.md", "quizzes/practice/one.md"):
        path = small / name
        path.write_text(path.read_text().replace("one-do", long_id))
    for course in (root, small):
        assert max(map(len, run(course).splitlines())) <= 80
    head = next(line for line in run(small).splitlines() if line.endswith("create"))
    row = run(small).splitlines()[run(small).splitlines().index(f"  {long_id}") + 1]
    assert row.index("1+2") + 3 == head.index("apply") + len("apply")


def test_json(tmp_path):
    """The same figures as data."""
    root = write_course(tmp_path)
    figures = json.loads(run(root, "--format", "json"))
    assert figures == json.loads(json.dumps(measure(load_course(root)).as_data()))
    assert figures["modules"][0]["slug"] == "one"


def test_broken_course_is_named(tmp_path):
    """A course that cannot be read gets a message with file and line, and exit code 1."""
    root = write_course(tmp_path)
    change(root, "course.yml", "title: A tiny course\n", "")
    done = CliRunner().invoke(main, ["stats", "--course", str(root)])
    assert done.exit_code == 1
    assert "course.yml:1: `title` is missing" in done.stderr
