"""A release: what was published under a version, so that it can be built again to the byte.

``releases/VERSION/`` is kept in git: the addresses that are promised from then on, the credit
report, what changed for learners, and the SHA-256 of every file of the site. The text of the course
as of that version is an archive beside the site.
"""

import hashlib
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from coursekit.content import Course
from coursekit.content.course import CONTENT_FOLDERS, COURSE_FILE, RELEASES, STYLE_FILE
from coursekit.content.credit_report import REPORT, as_json, as_markdown, credit_facts
from coursekit.errors import CourseError
from coursekit.site.addresses import URLS, site_addresses

SUMS = "SHA256SUMS"
DATE = "date.txt"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""What a zip archive can hold as the time of a file; the same for all, as git keeps no times."""

_BANK = "exam-bank"


@dataclass(frozen=True)
class Release:
    """Where a release was written: its folder in git, and the archive of the text."""

    folder: Path
    archive: Path


def build_site(course: Course, site: Path, day: date) -> None:
    """Build the site as it is on ``day``: the same text and day give the same bytes.

    Raises:
        CourseError: the build failed; the message is MkDocs's own.
    """
    moment = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--clean"]
    done = subprocess.run(
        [*command, "--site-dir", str(site.resolve())],
        cwd=course.root,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(moment), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CourseError(f"the site could not be built:\n{done.stderr.strip()}")


def write_release(course: Course, site: Path, day: date, changes: str) -> Release:
    """Write what is kept of the release whose site was built at ``site``.

    Raises:
        CourseError: the version has been released already.
    """
    version = course.settings.version
    folder = course.root / RELEASES / version
    if folder.exists():
        raise CourseError(
            f"{RELEASES}/{version} exists: this version was released; raise `version` in course.yml"
        )
    folder.mkdir(parents=True)
    facts = credit_facts(course)
    for name, text in {
        URLS: "".join(f"{address}\n" for address in site_addresses(site)),
        SUMS: "".join(f"{digest}  {name}\n" for name, digest in site_sums(site)),
        DATE: f"{day.isoformat()}\n",
        "credit-report.md": as_markdown(facts),
        REPORT: as_json(facts),
        "changes-for-learners.md": f"{changes}\n",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    archive = site.parent / f"{course.settings.id}-{version}-text.zip"
    archive.write_bytes(frozen_text(course))
    return Release(folder, archive)


def site_sums(site: Path) -> list[tuple[str, str]]:
    """Return the name and the SHA-256 of every file of the site, by name."""
    names = sorted(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())
    return [(name, hashlib.sha256((site / name).read_bytes()).hexdigest()) for name in names]


def differences(course: Course, version: str, site: Path) -> list[str]:
    """Say in what the site at ``site`` differs from what was released as ``version``.

    Raises:
        CourseError: no such release.
    """
    kept = course.root / RELEASES / version / SUMS
    if not kept.exists():
        raise CourseError(f"there is no {RELEASES}/{version}/{SUMS}")
    lines = kept.read_text(encoding="utf-8").splitlines()
    before = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    now = dict(site_sums(site))
    both = sorted(before.keys() & now.keys())
    return [
        *(f"{name} is missing" for name in sorted(before.keys() - now.keys())),
        *(f"{name} is new" for name in sorted(now.keys() - before.keys())),
        *(f"{name} differs" for name in both if now[name] != before[name]),
    ]


def release_day(course: Course, version: str) -> date:
    """Return the day on which ``version`` was released.

    Raises:
        CourseError: no such release.
    """
    path = course.root / RELEASES / version / DATE
    if not path.exists():
        raise CourseError(f"{RELEASES}/{version} is no release")
    return date.fromisoformat(path.read_text(encoding="utf-8").strip())


def frozen_text(course: Course) -> bytes:
    """Return a zip archive of the author's files; the same files give the same bytes.

    The exam's questions are in it wherever they are kept: a folder outside the course is
    ``exam-bank/`` in the archive.
    """
    files = {
        name.as_posix(): course.root / name
        for name in (COURSE_FILE, STYLE_FILE, Path("mkdocs.yml"), Path("CHANGELOG.md"))
    }
    for folder in CONTENT_FOLDERS:
        files |= _files_below(course.root / folder, folder)
    root, bank = course.root.resolve(), (course.root / course.settings.exam.bank).resolve()
    inside = bank.is_relative_to(root)
    files |= _files_below(bank, bank.relative_to(root).as_posix() if inside else _BANK)
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in sorted(files.items()):
            if path.exists():
                entry = zipfile.ZipInfo(name, _EARLIEST)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())
    return written.getvalue()


def _files_below(folder: Path, name: str) -> dict[str, Path]:
    """Return every file in ``folder``, which the archive calls ``name``."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {f"{name}/{path.relative_to(folder).as_posix()}": path for path in found}
