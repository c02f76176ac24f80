"""`course team`: who of a team is how far, from the files that they handed in."""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from coursekit.certificates import Verification, known_from, verify_credential
from coursekit.cli.options import course_option
from coursekit.content import Course, load_course
from coursekit.content.course import COURSE_FILE
from coursekit.content.typed import nearest
from coursekit.errors import CourseError
from coursekit.reports.csvs import by_person, by_person_and_unit
from coursekit.reports.html import as_page
from coursekit.reports.received import Received, received
from coursekit.reports.rollup import RollUp
from coursekit.reports.roster import Roster, RosterError, read_roster
from coursekit.reports.summary import json_pieces
from coursekit.reports.tables import as_text
from coursekit.reports.team import Team
from coursekit.reports.words import left_over
from coursekit.site.outline import course_outline


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(path_type=Path, exists=True),
)
@click.option(
    "--roster",
    "roster_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="CSV with the names of the team, and perhaps their numbers.",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day on which something is overdue or not; today, unless given.",
)
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar="ID",
    help="A module or case that is asked of everybody, besides those assigned; may be repeated.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "relias", "json", "html"]),
    default="table",
    show_default=True,
    help="csv has a row for each person, relias one for each person and part.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@course_option
def team(
    files: tuple[Path, ...],
    roster_file: Path | None,
    today: datetime | None,
    units: tuple[str, ...],
    form: str,
    out: Path | None,
    course_folder: Path,
) -> None:
    """Show who of a team is how far, from the completion files they handed in.

    Each FILE is a completion file, a sign-off or a certificate, a folder of such, or a zip file of
    such as a learning platform gives out. Days are those of this computer's clock.
    """
    course = _course(course_folder)
    _require_known(units, course)
    taken = Team(verify=_verifier(course), course_id=course.settings.id if course else "")
    for item in _watched(received(files)):
        taken.take(item)
    rollup = RollUp(
        taken,
        today=today.date() if today else date.today(),
        roster=_roster(roster_file),
        named=units,
        order=_units(course),
    )
    _write(_pieces(form, rollup, course), out)
    if form in ("csv", "relias"):
        for title, lines in left_over(rollup):
            click.echo("\n".join([f"{title}:", *(f"  {line}" for line in lines)]), err=True)


def _course(folder: Path) -> Course | None:
    """Return the course in ``folder``; its ids stand for themselves where there is none."""
    return load_course(folder.resolve()) if (folder / COURSE_FILE).exists() else None


def _units(course: Course | None) -> list[str]:
    """Return the ids of what can be assigned, in the order in which the site lists it."""
    outline = course_outline(course) if course else []
    return [unit["id"] for unit in outline if unit["kind"] != "scene"]


def _require_known(units: tuple[str, ...], course: Course | None) -> None:
    known = _units(course)
    for unit in units:
        if course and unit not in known:
            raise click.UsageError(f"--unit {unit}: no such module or case; {nearest(unit, known)}")


def _verifier(course: Course | None) -> Callable[[dict[str, Any]], Verification]:
    """Return what checks a certificate: as on the page, without the published status."""
    if course is None:
        return verify_credential
    return partial(verify_credential, known=known_from(course.settings))


def _roster(path: Path | None) -> Roster | None:
    if path is None:
        return None
    try:
        return read_roster(path.read_bytes())
    except OSError as error:
        raise RosterError(f"{path}: cannot be read: {error.strerror}") from None
    except RosterError as error:
        raise RosterError(f"{path}: {error}") from None


def _watched(items: Iterable[Received]) -> Iterator[Received]:
    """Show on a terminal how far it is, and nothing in a pipe."""
    with click.progressbar(
        items, label="Reading", file=sys.stderr, hidden=not sys.stderr.isatty(), show_pos=True
    ) as watched:
        yield from watched


def _pieces(form: str, rollup: RollUp, course: Course | None) -> Iterable[str]:
    """Return the report in the form asked for, a piece at a time."""
    titles = {unit["id"]: unit["title"] for unit in course_outline(course)} if course else {}
    objectives = (
        {name: objective.text for name, (_, objective) in course.objectives.items()}
        if course
        else {}
    )
    match form:
        case "csv":
            return by_person(rollup, titles)
        case "relias":
            return by_person_and_unit(rollup, titles)
        case "json":
            return json_pieces(rollup)
        case "html":
            return as_page(rollup, course.settings.title if course else "", titles, objectives)
        case _:
            return (f"{line}\n" for line in as_text(rollup, titles, objectives))


def _write(pieces: Iterable[str], out: Path | None) -> None:
    if out is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
    except OSError as error:
        raise CourseError(f"{out}: cannot be written: {error.strerror}") from None
    click.echo(f"Written: {out}", err=True)
