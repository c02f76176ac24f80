"""What is wrong in the author's files, with the file and line to look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from coursekit.errors import CourseError


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: ``path`` relative to the course folder, ``line`` counted from 1."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        """Give the form that editors and terminals turn into a link: ``file:line: text``."""
        return f"{self.path.as_posix()}:{self.line}: {self.text}"


class ContentError(CourseError):
    """The course cannot be read; ``problems`` lists all that was found, not the first only."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))
