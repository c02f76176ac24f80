"""`course release`: what is kept of a version, and that it can be built again."""

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coursekit.cli import main
from small_course import change, write_course

MKDOCS = """\
site_name: set from course.yml
theme: {name: material, font: false}
validation: {omitted_files: ignore}
plugins:
  search: {}
  mkdocs_quiz: {enabled_by_default: false, embed_source: false}
  course: {}
"""
TOWNCRIER = """\
[tool.towncrier]
directory = "changes"
filename = "CHANGELOG.md"
start_string = "<!-- versions -->\\n"
title_format = "## {version} ({project_date})"
underlines = ["", "", ""]
  [[tool.towncrier.type]]
  directory = "learners"
  name = "For learners"
  showcontent = true
  [[tool.towncrier.type]]
  directory = "authors"
  name = "For authors"
  showcontent = true
"""


@pytest.fixture
def course(tmp_path) -> Path:
    """A small course with a change for learners and one for authors."""
    root = write_course(tmp_path / "course")
    (root / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    (root / "pyproject.toml").write_text(TOWNCRIER, encoding="utf-8")
    (root / "CHANGELOG.md").write_text("# Changes\n\n<!-- versions -->\n", encoding="utf-8")
    (root / "docs/index.md").write_text("# Home\n\n<!-- course:changes -->\n", encoding="utf-8")
    (root / "changes").mkdir()
    (root / "changes/+bus.learners.md").write_text("A scene on a bus.\n", encoding="utf-8")
    (root / "changes/+tool.authors.md").write_text("A faster check.\n", encoding="utf-8")
    return root


def release(course: Path, *arguments: str) -> Result:
    """Run `course release`; a traceback fails the test."""
    out = course.parent / "out"
    command = ["release", "--course", str(course), "--out", str(out), *arguments]
    result = CliRunner().invoke(main, command)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_what_is_kept(course):
    """Addresses, sums, credit report and changes; the site tells learners theirs alone."""
    result = release(course, "--date", "2026-12-01")
    assert result.exit_code == 0, result.output
    kept = course / "releases/2026.1"
    addresses = (kept / "urls.txt").read_text(encoding="utf-8").splitlines()
    assert {"", "modules/one/", "quizzes/practice/one/", "did.json"} - {"did.json"} <= set(
        addresses
    )
    assert not any(name.startswith("assets/") for name in addresses)
    told = (kept / "changes-for-learners.md").read_text(encoding="utf-8")
    assert told == "## 2026.1 (2026-12-01)\n\n- A scene on a bus.\n"
    assert "# Credit report" in (kept / "credit-report.md").read_text(encoding="utf-8")
    home = (course.parent / "out/site/index.html").read_text(encoding="utf-8")
    assert "A scene on a bus." in home
    assert "A faster check." not in home
    assert list((course / "changes").iterdir()) == []
    with zipfile.ZipFile(course.parent / "out/tiny-2026.1-text.zip") as archive:
        names = set(archive.namelist())
    assert {"course.yml", "modules/one.md", "quizzes/exam/one.md", "CHANGELOG.md"} <= names


def test_the_same_to_the_byte(course):
    """Built again it is the same; one changed word is named by its file."""
    assert release(course, "--date", "2026-12-01").exit_code == 0
    again = release(course, "--again", "2026.1")
    assert again.exit_code == 0, again.output
    assert "the same to the byte" in again.stdout
    change(course, "modules/one.md", "Somebody found", "Somebody saw")
    again = release(course, "--again", "2026.1")
    assert again.exit_code == 1
    assert "modules/one/index.html differs" in again.stderr


def test_a_version_is_released_once(course):
    """The message says what to raise; nothing that was kept is written over."""
    assert release(course).exit_code == 0
    result = release(course)
    assert result.exit_code == 1
    assert "raise `version`" in result.stderr


def test_findings_stop_a_release(course):
    """They are shown, and nothing is kept."""
    change(course, "modules/one.md", "Somebody found", "TODO: somebody found")
    result = release(course)
    assert result.exit_code == 1
    assert "S106" in result.stderr
    assert not (course / "releases").exists()


def test_a_promised_address_that_is_gone(course):
    """A page may not go away after a release, unless its address leads on."""
    (course / "docs/old.md").write_text("# Old\n", encoding="utf-8")
    assert release(course, "--date", "2026-12-01").exit_code == 0
    change(course, "course.yml", '"2026.1"', '"2026.2"')
    (course / "docs/old.md").rename(course / "docs/new.md")
    result = release(course)
    assert result.exit_code == 1
    assert "releases/2026.1/urls.txt" in result.stderr
    assert "old/ is gone" in result.stderr
    change(course, "course.yml", "modules: [one]", "redirects: {old/: new/}\nmodules: [one]")
    result = release(course)
    assert result.exit_code == 0, result.stderr
    moved = (course.parent / "out/site/old/index.html").read_text(encoding="utf-8")
    assert 'url=../new/"' in moved


@pytest.mark.parametrize(
    ("redirects", "says"),
    [("{old/: gone/}", "gone/, which is not there"), ("{modules/one/: ''}", "String should match")],
)
def test_redirects_that_lead_nowhere(course, redirects, says):
    """They stop the build, by name."""
    change(course, "course.yml", "modules: [one]", f"redirects: {redirects}\nmodules: [one]")
    result = release(course)
    assert result.exit_code == 1
    assert says in result.stderr
