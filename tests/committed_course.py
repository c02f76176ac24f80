"""Copies of the committed course, for tests that change something in it."""

import shutil
from pathlib import Path


def copy_content(root: Path, target: Path) -> Path:
    """Copy what the author of the course at ``root`` wrote to ``target``, and return that.

    What earlier builds made of the same texts comes along, so that a build need not make it again.
    """
    for folder in ("docs", "modules", "quizzes", "case_studies", ".cache"):
        if (root / folder).exists():
            shutil.copytree(root / folder, target / folder)
    for file in ("course.yml", "style.yml", "mkdocs.yml", "properdocs.yml"):
        shutil.copy(root / file, target / file)
    (target / "scripts/coursekit").mkdir(parents=True)
    return target
