"""`course book`: a PDF where it is asked for, of a course that is not ours."""

import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from coursekit.cli import main
from small_course import write_course

pytestmark = pytest.mark.xdist_group("book-command")

MKDOCS = """\
site_name: set from course.yml
theme: {name: material, font: false}
plugins: {search: {}, mkdocs_quiz: {enabled_by_default: false}, course: {}}
validation: {omitted_files: ignore}
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """A small course whose site offers no book."""
    root = write_course(tmp_path_factory.mktemp("book") / "course")
    (root / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    (root / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    return root


def run(course: Path, *arguments: str) -> Result:
    """Run `course book`; a traceback fails the test."""
    result = CliRunner().invoke(main, ["book", "--course", str(course), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_it_builds_the_site_and_writes_the_book(course: Path, tmp_path: Path):
    """One command from Markdown to PDF; the site that it needed is not left behind."""
    out = tmp_path / "new/book.pdf"
    done = run(course, "--out", str(out))
    assert done.exit_code == 0, done.output
    assert f"{out} (0." in done.stdout
    book = PdfReader(io.BytesIO(out.read_bytes()))
    assert book.metadata.title == "A tiny course"
    assert round(float(book.pages[0].mediabox.width)) == 612
    assert not (course / "site").exists()


def test_one_module_from_a_site_that_is_built(course: Path, tmp_path: Path, build_site):
    """The site that is named is read and not built again, and the paper is chosen."""
    site, out = tmp_path / "site", tmp_path / "module.pdf"
    assert build_site(course, site).returncode == 0
    page = site / "modules/one/index.html"
    page.write_text(page.read_text().replace("Somebody found", "Nobody found"))
    arguments = ["--site", str(site), "--module", "one", "--paper", "a4", "--out", str(out)]
    done = run(course, *arguments)
    assert done.exit_code == 0, done.output
    book = PdfReader(io.BytesIO(out.read_bytes()))
    assert book.metadata.title == "Module one"
    assert round(float(book.pages[0].mediabox.width)) == 595
    assert any("Nobody found" in page.extract_text() for page in book.pages)


def test_a_module_that_is_not_there(course: Path, tmp_path: Path):
    """The exit code says that it failed, the message what there is, and no file is written."""
    out = tmp_path / "book.pdf"
    done = run(course, "--module", "two", "--out", str(out))
    assert done.exit_code == 1
    assert "no module is called `two`; there are: one" in done.stderr
    assert not out.exists()
