"""What ``course.yml`` names and the disk lacks, each said once and where it is named."""

from collections.abc import Iterator
from pathlib import Path

from coursekit.content.errors import Finding
from coursekit.content.models import CourseSettings
from coursekit.content.yaml_source import read_yaml


def missing_files(root: Path, file: Path, settings: CourseSettings) -> Iterator[Finding]:
    """Give a finding for each lesson, file of questions or exam bank that is not there.

    A module whose lesson is missing is one finding, and so is a bank that is missing as a whole.

    Args:
        root: the course folder, to which all paths are relative.
        file: where ``settings`` was read from.
        settings: the settings that name the files.
    """
    source = read_yaml((root / file).read_text(encoding="utf-8-sig"))
    bank = Path(settings.exam.bank)
    has_bank = (root / bank).is_dir()
    if not has_bank:
        text = f"there is no folder `{settings.exam.bank}`, in which the exam's questions are "
        text += "looked for; put it there, or write the path to it as `bank`"
        yield Finding(file, source.line(("exam", "bank")), "R105", text)
    for index, slug in enumerate(settings.modules):
        for text in _lacks(root, slug, bank if has_bank else None):
            yield Finding(file, source.line(("modules", index)), "R105", text)


def _lacks(root: Path, slug: str, bank: Path | None) -> Iterator[str]:
    """Say which files of one module are missing, and what would write them."""
    lesson = Path("modules") / f"{slug}.md"
    questions = {"practice": Path("quizzes/practice") / f"{slug}.md"}
    if bank is not None:
        questions["exam"] = bank / f"{slug}.md"
    missing = {kind: path for kind, path in questions.items() if not (root / path).exists()}
    if (root / lesson).exists():
        for kind, path in missing.items():
            yield (
                f"there is no {path.as_posix()}; `course new question {slug} --{kind}` begins it, "
                f"or take `{slug}` out of `modules`"
            )
    elif missing == questions:
        yield (
            f"there is no {lesson.as_posix()}; `course new module {slug}` writes it and its "
            f"questions, or take `{slug}` out of `modules`"
        )
    else:
        text = f"there is no {lesson.as_posix()}; write it, correct the name of its file, or "
        yield f"{text}take `{slug}` out of `modules`"
