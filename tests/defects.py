"""Tiny broken courses: each folder of tests/courses/ is the small course with one defect.

A folder is named for its code and its defect, and holds the files that differ from the small
course, and ``expected.txt``: the whole report. A file that the defect lacks is named, one a line,
in ``without.txt``. After a change that is meant: ``python tests/defects.py`` writes the reports.
"""

import shutil
import tempfile
from pathlib import Path

from coursekit.content.checks import check, render
from small_course import write_course

COURSES = Path(__file__).parent / "courses"


def folders() -> list[Path]:
    """Return the folder of each broken course."""
    return sorted(path for path in COURSES.iterdir() if path.is_dir())


def report(folder: Path, root: Path) -> str:
    """Write the broken course of ``folder`` below ``root`` and return its report."""
    write_course(root)
    shutil.copytree(folder, root, dirs_exist_ok=True)
    (root / "expected.txt").unlink(missing_ok=True)
    if (root / "without.txt").exists():
        for name in (root / "without.txt").read_text().split():
            (root / name).unlink()
    return render(check(root), "text").replace(str(root), "COURSE")


if __name__ == "__main__":
    for item in folders():
        with tempfile.TemporaryDirectory() as place:
            (item / "expected.txt").write_text(report(item, Path(place) / "course"))
