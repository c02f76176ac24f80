"""`course release`: one version of the course, published as it is and kept for good."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from coursekit.cli.options import course_option
from coursekit.content import Course, load_course
from coursekit.content.checks import check, render
from coursekit.errors import CourseError
from coursekit.site.changes import for_learners
from coursekit.site.release import build_site, differences, release_day, write_release


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/release"),
    show_default=True,
    help="Where the site and the archive of the text go.",
)
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day of release; today, if left."
)
@click.option(
    "--again", "version", metavar="VERSION", help="Build VERSION again, and compare every file."
)
@course_option
def release(out: Path, day: datetime | None, version: str | None, course_folder: Path) -> None:
    """Publish the version that course.yml names: changelog, addresses, credit report, text, sums.

    What is to be kept is written to releases/VERSION; commit it and put a tag on the commit. The
    site in OUT is what to publish. Exits with 1 when the checks find something, when a promised
    address is gone, or when a version built again is not the same to the byte.
    """
    course = load_course(course_folder.resolve())
    if version is not None:
        _again(course, version, out)
        return
    findings = check(course.root)
    if findings:
        click.echo(render(findings, "text"), err=True)
        raise CourseError("a course is released when its checks find nothing")
    today = day.date() if day else datetime.now(UTC).date()
    _gather_changes(course, today)
    build_site(course, out / "site", today)
    written = write_release(course, out / "site", today, _newest(for_learners(course.root)))
    click.echo(f"Released {course.settings.title}, version {course.settings.version}.")
    click.echo(f"  {out / 'site'}/\n      the site to publish")
    click.echo(f"  {written.archive}\n      the text as of this version, for audits")
    click.echo(f"  {written.folder}/\n      addresses, sums, credit report: commit it")
    click.echo(f"Then: git tag v{course.settings.version}")


def _again(course: Course, version: str, out: Path) -> None:
    """Build a version again and compare."""
    if version != course.settings.version:
        raise CourseError(
            f"course.yml says {course.settings.version}; check out v{version}, then build it again"
        )
    site = out / "site"
    build_site(course, site, release_day(course, version))
    found = differences(course, version, site)
    for line in found:
        click.echo(line, err=True)
    if found:
        click.echo(f"{len(found)} files are not as they were released.", err=True)
        sys.exit(1)
    click.echo(f"Version {version} is the same to the byte.")


def _gather_changes(course: Course, day: date) -> None:
    """Let towncrier turn the fragments into the changelog; without any, nothing has changed."""
    if not any((course.root / "changes").glob("*.*.md")):
        return
    command = [sys.executable, "-m", "towncrier", "build", "--yes", "--dir", str(course.root)]
    done = subprocess.run(
        [*command, "--version", course.settings.version, "--date", day.isoformat()],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CourseError(f"the changelog could not be written:\n{done.stdout}{done.stderr}")


def _newest(changes: str) -> str:
    """Return the part of the newest version."""
    return "## ".join(changes.split("## ")[:2]).strip()
