"""What is wrong in the author's files, with the file and line to look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from coursekit.errors import CourseError


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to mend.

    Attributes:
        path: the file, relative to the course folder.
        line: counted from 1.
        code: the stable code of its kind, explained in the catalogue.
        text: what is wrong here, in one sentence without a full stop.
    """

    path: Path
    line: int
    code: str
    text: str

    def __str__(self) -> str:
        """Give the form that editors and terminals turn into a link: ``file:line: text``."""
        return f"{self.path.as_posix()}:{self.line}: {self.text}"


class ContentError(CourseError):
    """The course cannot be read; ``findings`` lists all that was found, not the first only."""

    def __init__(self, findings: Iterable[Finding]):
        self.findings = sorted(findings)
        super().__init__("\n".join(map(str, self.findings)))
