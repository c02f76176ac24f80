"""Packs the audit of one year: the same registry and checkout give the same bytes."""

import hashlib
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from coursekit.certificates.registry import Registry
from coursekit.certificates.spreadsheet import Cell, csv_text
from coursekit.content import Course
from coursekit.reports.audit.evaluation import (
    answer_rows,
    answered,
    comments_text,
    question_rows,
)
from coursekit.reports.audit.items import answers_by_item, item_rows, option_rows
from coursekit.reports.audit.names import names_of
from coursekit.reports.audit.readme import readme_text
from coursekit.reports.audit.roster import attempt_rows, roster_rows
from coursekit.reports.audit.sample import sample_files
from coursekit.reports.audit.texts import VersionFiles, version_files
from coursekit.reports.audit.year import Year, read_year

SUMS = "SHA256SUMS"
README = "README.txt"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""What a zip archive can hold as the time of a file; the same for all."""


@dataclass(frozen=True)
class Audit:
    """The archive, and what to tell of it.

    Attributes:
        data: the zip archive.
        year: what is in it.
        versions: the versions of the course, and what is missing of them.
        files: how many files it holds.
    """

    data: bytes
    year: Year
    versions: tuple[VersionFiles, ...]
    files: int

    @property
    def complete(self) -> bool:
        """Whether the history holds and every version has its text and its credit report."""
        return not self.year.broken and all(version.complete for version in self.versions)


def make_audit(course: Course, registry: Registry, number: int) -> Audit:
    """Make the archive for the year ``number``.

    Raises:
        CourseError: the registry cannot be read, or a file cannot be made.
    """
    year = read_year(course, registry, number)
    names = year.versions or [course.settings.version]
    versions = tuple(version_files(course, year, name) for name in names)
    files = _tables(course, registry, year) | sample_files(course, year)
    for version in versions:
        files |= version.files
    files[README] = readme_text(course, year, versions, _sums(files)).encode()
    files[SUMS] = "".join(f"{digest}  {name}\n" for name, digest in _sums(files)).encode()
    return Audit(_packed(files), year, versions, len(files))


def _tables(course: Course, registry: Registry, year: Year) -> dict[str, bytes]:
    reporting = course.settings.reporting
    opinions = answered(course, year.evaluations, reporting.least_answers)
    items = answers_by_item(course, year.sittings)
    names = names_of(record for record in registry.records())
    tables: dict[str, Iterable[Sequence[Cell]]] = {
        "roster/roster.csv": roster_rows(year),
        "roster/attempts.csv": attempt_rows(year),
        "evaluation/questions.csv": question_rows(opinions, reporting.least_answers),
        "evaluation/answers.csv": answer_rows(opinions, reporting.least_answers),
        "exam/questions.csv": item_rows(items, reporting),
        "exam/options.csv": option_rows(items, reporting),
    }
    comments = comments_text(opinions, reporting.least_answers, names)
    return {name: csv_text(rows).encode() for name, rows in tables.items()} | {
        "evaluation/comments.txt": comments.encode()
    }


def _sums(files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Return the name and the SHA-256 of each file, by name."""
    return [(name, hashlib.sha256(files[name]).hexdigest()) for name in sorted(files)]


def _packed(files: Mapping[str, bytes]) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, files[name])
    return written.getvalue()
