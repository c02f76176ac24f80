"""`course check`: forms of the report, what may be left out, and exit codes."""

import json

import pytest
from click.testing import CliRunner, Result

from coursekit.cli import main
from small_course import change, write_course


def run(*arguments: object) -> Result:
    """Run `course check` with ``arguments``; a traceback fails the test."""
    result = CliRunner().invoke(main, ["check", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def broken(tmp_path):
    """A course with two mistakes, in two files."""
    root = write_course(tmp_path)
    change(root, "course.yml", "summary:", "sumary:")
    change(root, "quizzes/exam/one.md", "> Reason a of one-x1.\n", "")
    return root


def test_clean(tmp_path):
    """A sound course says so and exits with 0."""
    result = run("--course", write_course(tmp_path))
    assert (result.exit_code, result.stdout) == (0, "Nothing found.\n")


def test_text(tmp_path):
    """A line for what is wrong here, a line for how to mend the kind, and a count."""
    root = write_course(tmp_path)
    change(root, "quizzes/exam/one.md", "> Reason a of one-x1.\n", "")
    result = run("--course", root)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith("quizzes/exam/one.md:6: Q206 this option has no reason")
    assert any(line.startswith("  Q206  Write below the option") for line in lines)
    assert lines[-1].endswith("file.")


def test_json(tmp_path):
    """The same as data."""
    root = write_course(tmp_path)
    change(root, "quizzes/exam/one.md", "> Reason a of one-x1.\n", "")
    rows = json.loads(run("--course", root, "--format", "json", "--only", "Q").stdout)
    assert [(row["path"], row["line"], row["code"]) for row in rows] == [
        ("quizzes/exam/one.md", 6, "Q206")
    ]


def test_github(tmp_path):
    """The same as annotations, with what would end a command escaped."""
    root = write_course(tmp_path)
    change(root, "quizzes/exam/one.md", "> Reason a of one-x1.\n", "")
    (line,) = run("--course", root, "--format", "github", "--only", "Q").stdout.splitlines()
    assert line.startswith("::error file=quizzes/exam/one.md,line=6,title=Q206::this option")


def test_all_at_once_even_without_settings(broken):
    """A course.yml that cannot be read does not hide what else can be found."""
    result = run("--course", broken)
    assert "course.yml:4: R102 unknown key `sumary`; did you mean `summary`?" in result.stdout
    assert "course.yml:1: R103 `summary` is missing" in result.stdout


def test_only_and_ignore(tmp_path):
    """A code or a group is looked for alone, or left out."""
    root = write_course(tmp_path)
    change(root, "quizzes/exam/one.md", "> Reason a of one-x1.\n", "")
    change(root, "modules/one.md", "known2020", "unknown2020")
    assert "Q206" not in run("--course", root, "--only", "E401").stdout
    assert "E401" not in run("--course", root, "--ignore", "E", "--ignore", "s").stdout
    assert run("--course", root, "--only", "X901").exit_code == 0


def test_explain():
    """A code's section of the handbook."""
    result = run("--explain", "q206")
    assert result.exit_code == 0
    assert result.stdout.startswith("## Q206: Option without a reason")


@pytest.mark.parametrize(
    "arguments", [["--explain", "Q999"], ["--only", "Z"], ["--ignore", "Q2066"], ["--format", "x"]]
)
def test_wrong_usage(arguments):
    """A code or form that is none exits with 2 and names the nearest."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_inline_ignore_needs_a_reason(tmp_path):
    """A comment hides a finding on its line and the one below; without a reason it is one."""
    root = write_course(tmp_path)
    change(
        root,
        "quizzes/exam/one.md",
        "- [x] The first",
        "<!-- check: ignore Q201 why not -->\n- [x] The first",
    )
    assert "X902" in run("--course", root).stdout
    change(root, "quizzes/exam/one.md", " why not -->", " -->")
    assert "X901" in run("--course", root).stdout


def test_left_out_of_the_whole_course(tmp_path):
    """`checks_left_out` names codes with reasons; a code that is none is a finding."""
    root = write_course(tmp_path)
    change(root, "quizzes/exam/one.md", "## Question one-x2", "##  Question one-x2")
    change(root, "modules/one.md", "known2020", "unknown2020")
    text = "checks_left_out:\n  E401: the bibliography comes later\n  E402: likewise\nmodules:"
    change(root, "course.yml", "modules:", text)
    assert "E401" not in run("--course", root).stdout
    change(root, "course.yml", "E401:", "E411:")
    assert "X902 `checks_left_out` names E411; did you mean" in run("--course", root).stdout
