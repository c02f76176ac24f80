"""The course that the benchmarks measure stays a sound one, whatever becomes of the real one."""

from pathlib import Path

from generated_course import write_generated_course

from coursekit.content.checks import check

ROOT = Path(__file__).parents[2]


def test_the_generated_course_is_sound(tmp_path: Path) -> None:
    """A case cut from a lesson reads too easily, and two modules support few hours: no more."""
    root = write_generated_course(ROOT, tmp_path / "course", 2)
    assert {finding.code for finding in check(root)} <= {"L502", "C601"}
