"""The course as it was in each version of the year: its text, and what was kept of its release."""

from dataclasses import dataclass
from pathlib import Path

from coursekit.content import Course
from coursekit.content.course import RELEASES
from coursekit.content.credit_report import as_json, as_markdown, credit_facts
from coursekit.reports.audit.year import Year
from coursekit.site.release import frozen_text

BUILT = Path("build/release")
"""Where `course release` puts the archive of the text, unless told otherwise."""


@dataclass(frozen=True)
class VersionFiles:
    """What there is of one version.

    Attributes:
        version: such as 2026.1.
        files: by name in the archive.
        remarks: where each comes from, and what is missing with how to add it.
        complete: whether text and credit report are there.
    """

    version: str
    files: dict[str, bytes]
    remarks: tuple[str, ...]
    complete: bool


def version_files(course: Course, year: Year, version: str) -> VersionFiles:
    """Return text and credit report of ``version``.

    What `course release` kept comes first, as it is what was published; of the version that the
    checkout is of, what it did not keep is made from the checkout.
    """
    text, text_remark = _text(course, version)
    reports, report_remark = _credit_report(course, year, version)
    return VersionFiles(
        version, text | reports, (text_remark, report_remark), bool(text) and bool(reports)
    )


def _text(course: Course, version: str) -> tuple[dict[str, bytes], str]:
    name = f"{course.settings.id}-{version}-text.zip"
    kept = [RELEASES / version / name, BUILT / name]
    for path in kept:
        if (course.root / path).is_file():
            data = (course.root / path).read_bytes()
            return {f"text/{name}": data}, f"text: {path.as_posix()}, as `course release` wrote it"
    if version == course.settings.version:
        remark = "text: from the checkout, as it is now; `course release` keeps it as published"
        return {f"text/{name}": frozen_text(course)}, remark
    return {}, (
        f"text: MISSING. `course release` wrote it as {name} when the version was published: put "
        f"that file into {kept[0].parent.as_posix()}/ and run the audit again. If it is lost, "
        f"check the version out (git checkout v{version}), and run the audit there too"
    )


def _credit_report(course: Course, year: Year, version: str) -> tuple[dict[str, bytes], str]:
    folder = RELEASES / version
    names = ("credit-report.json", "credit-report.md")
    if all((course.root / folder / name).is_file() for name in names):
        read = {f"credit/{version}/{n}": (course.root / folder / n).read_bytes() for n in names}
        return read, f"credit report: {folder.as_posix()}/, as of the release"
    if version == course.settings.version:
        facts = credit_facts(course) | {"date": year.as_of.isoformat()}
        texts = (as_json(facts), as_markdown(facts))
        made = {f"credit/{version}/{n}": t.encode() for n, t in zip(names, texts, strict=True)}
        return made, "credit report: computed from the checkout, as `course credit` does"
    return {}, (
        f"credit report: MISSING. `course release` wrote it to {folder.as_posix()}/, which is kept "
        f"in git: bring that folder back, or check the version out (git checkout v{version}) and "
        "run `course credit --out FOLDER`"
    )
