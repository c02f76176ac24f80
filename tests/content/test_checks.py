"""Every kind of finding: it has a broken course, an explanation and a whole expected report."""

import pytest

from coursekit.content.checks import check, explain, read_catalog
from defects import folders, report
from small_course import write_course


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_report(folder, tmp_path):
    """The report on a broken course is the expected one, to the letter, and names its code."""
    text = report(folder, tmp_path / "course")
    assert text == (folder / "expected.txt").read_text(encoding="utf-8")
    assert f" {folder.name.partition('-')[0]} " in text


def test_every_code_has_a_broken_course():
    """No code without a course that shows it, and no course for a code that is none."""
    assert {folder.name.partition("-")[0] for folder in folders()} == set(read_catalog())


def test_every_code_is_explained():
    """Each code has a section with a title, a reason and a remedy."""
    for code, kind in read_catalog().items():
        text = explain(code)
        assert text.startswith(f"## {code}: {kind.title}")
        assert kind.remedy in text


def test_small_course_is_clean(tmp_path):
    """The course that the broken ones are made from has nothing wrong with it."""
    assert check(write_course(tmp_path)) == []


def test_committed_course_is_clean(root):
    """The course in this repository passes its own checks."""
    assert [str(finding) for finding in check(root)] == []
