"""`course check`: forms of the report, what may be left out, and exit codes."""

import json
import re
from io import StringIO

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from coursekit.cli import main
from coursekit.cli.handbook import show_on_terminal
from coursekit.content.checks import explain, read_catalog
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
    change(broken, "course.yml", "timezone: America/New_York", "timezone: America/New_Pork")
    result = run("--course", broken)
    assert "course.yml:4: R102 unknown key `sumary`; did you mean `summary`?" in result.stdout
    assert "course.yml:14: R104 `provider.timezone`" in result.stdout
    assert "R103" not in result.stdout


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
    assert result.stdout.startswith("Q206: Option without a reason\n\n")
    assert "\nTo mend it: " in result.stdout


def test_explain_every_code():
    """In a pipe no section has the marks of Markdown that a reader of plain text stumbles over."""
    for code, kind in read_catalog().items():
        shown = run("--explain", code).stdout
        assert shown.startswith(f"{code}: {kind.title}\n\n")
        assert "**" not in shown and "```" not in shown and "](reference" not in shown


def test_explain_on_a_terminal():
    """There the section is set out to the terminal's width, with its marks made visible."""
    console = Console(file=StringIO(), force_terminal=True, width=60, color_system="standard")
    show_on_terminal(explain("R103"), console)
    text = console.file.getvalue()
    assert "\x1b[1mR103: Something is missing\x1b[0m" in text
    assert "reference (docs/authoring/reference.md)" in re.sub(r"\s+", " ", text)
    assert "{#r103}" not in text and "**" not in text


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
    change(root, "quizzes/exam/one.md", "> Reason a of one-x1.\n", "")
    change(root, "quizzes/exam/one.md", "Q201 why not -->", "Q206 why not -->")
    assert run("--course", root).exit_code == 0
    change(root, "quizzes/exam/one.md", " why not -->", " -->")
    shown = run("--course", root).stdout
    assert "X901" in shown and "1 finding in 1 file" in shown


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("Q299 -->", "X902 no finding has the code Q299; did you mean `Q209`?"),
        ("Q201 -->", "X902 Q201 is ignored, but is not found here"),
    ],
)
def test_idle_ignore_is_one_finding(tmp_path, comment, said):
    """A comment that hides nothing is to go, so that its missing reason is not asked for."""
    root = write_course(tmp_path)
    text = f"<!-- check: ignore {comment}\n- [x] The first"
    change(root, "quizzes/exam/one.md", "- [x] The first", text)
    shown = run("--course", root).stdout
    assert said in shown
    assert "1 finding in 1 file" in shown


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
