"""Runs every check over a course, minus what the author chose to leave out."""

import gc
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coursekit.content.checks.kinds import read_catalog
from coursekit.content.checks.rules import find_all
from coursekit.content.course import COURSE_FILE, Course
from coursekit.content.errors import Finding
from coursekit.content.markdown_source import without_code
from coursekit.content.reading import read_course
from coursekit.content.typed import nearest

_IGNORE = re.compile(r"check: ignore(?P<codes>(?:[ ,]+[A-Z]\d{3})+)(?P<reason>[^\n]*?)(?:-->|$)")
_REASON = re.compile(r"\w+\W+\w+")

_OTHER_FILES = (
    "course.yml",
    "style.yml",
    "docs/law.yml",
    "docs/coverage.yml",
    "docs/references.bib",
)
"""What an author writes besides Markdown."""

_OF_THE_WHOLE = ("C6", "E402", "S102")
"""What is counted or looked for in the whole course, and is untrue while a part is missing."""


@dataclass(frozen=True)
class _Ignore:
    """A comment ``<!-- check: ignore CODE: reason -->``: for its own line and the one below."""

    path: Path
    line: int
    code: str
    reason: str


def check(root: Path, *, only: Collection[str] = (), ignore: Collection[str] = ()) -> list[Finding]:
    """Return everything that is found in the course at ``root``, by file and line.

    Args:
        root: the course folder.
        only: codes, or beginnings of codes such as ``E``, to look for; all when empty.
        ignore: codes, or beginnings of codes, to leave out.
    """
    with _without_garbage_collection():
        course, findings = read_course(root)
        if course is not None:
            findings = [*findings, *find_all(course)]
            findings = _without_consequences(list(_without_ignored(course, findings)))
    return sorted(
        finding
        for finding in set(findings)
        if (not only or finding.code.startswith(tuple(only)))
        and not (ignore and finding.code.startswith(tuple(ignore)))
    )


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Look for no garbage: a course is kept until the end, and looking through it takes a tenth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _without_consequences(findings: list[Finding]) -> list[Finding]:
    """Leave out what only follows from a file that is missing."""
    if any(finding.code == "R105" for finding in findings):
        return [finding for finding in findings if not finding.code.startswith(_OF_THE_WHOLE)]
    return findings


def _without_ignored(course: Course, findings: list[Finding]) -> Iterator[Finding]:
    """Leave out what a comment or ``checks_left_out`` names; note such a word that is idle."""
    ignores = [item for path in sorted(_files(course)) for item in _ignores(course, path)]
    places = {(item.path, item.line + below, item.code) for item in ignores for below in (0, 1)}
    left_out = course.settings.checks_left_out
    for finding in findings:
        here = (finding.path, finding.line, finding.code) in places
        if not here and finding.code not in left_out:
            yield finding
    found = {(finding.path, finding.line, finding.code) for finding in findings}
    for item in ignores:
        yield from _ignore_finding(item, found)
    for code in left_out:
        if code not in read_catalog():
            text = f"`checks_left_out` names {code}; {nearest(code, list(read_catalog()))}"
            yield Finding(COURSE_FILE, 1, "X902", text)


def _ignore_finding(item: _Ignore, found: set[tuple[Path, int, str]]) -> Iterator[Finding]:
    """Say the one thing that matters about a comment: it is idle, or else it has no reason."""
    if item.code not in read_catalog():
        text = f"no finding has the code {item.code}; {nearest(item.code, list(read_catalog()))}"
        yield Finding(item.path, item.line, "X902", text)
    elif not any((item.path, item.line + below, item.code) in found for below in (0, 1)):
        text = f"{item.code} is ignored, but is not found here; take the comment away"
        yield Finding(item.path, item.line, "X902", text)
    elif not _REASON.search(item.reason):
        text = f"{item.code} is ignored without a reason; write one behind the code"
        yield Finding(item.path, item.line, "X901", text)


def _files(course: Course) -> Iterator[Path]:
    """Give every file in which a comment may ignore a finding."""
    yield from course.documents
    for module in course.modules:
        yield from {question.path for question in module.questions} - course.documents.keys()
    for name in _OTHER_FILES:
        if (course.root / name).exists():
            yield Path(name)


def _ignores(course: Course, path: Path) -> Iterator[_Ignore]:
    """Read the comments of one file that ignore a finding; what stands in code is an example."""
    text = (course.root / path).read_text(encoding="utf-8", errors="replace")
    if "check: ignore" not in text:
        return
    if path.suffix == ".md":
        text = without_code(text)
    for number, line in enumerate(text.split("\n"), 1):
        match = _IGNORE.search(line)
        if match:
            for code in re.findall(r"[A-Z]\d{3}", match["codes"]):
                yield _Ignore(path, number, code, match["reason"])
