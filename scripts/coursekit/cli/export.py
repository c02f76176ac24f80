"""`course export`: what is reported elsewhere, in the layout that is asked for there."""

import sys
from datetime import date, datetime
from pathlib import Path

import click

from coursekit.certificates.files import staged
from coursekit.certificates.spreadsheet import csv_text
from coursekit.cli.options import course_option, open_registry, registry_option
from coursekit.content import load_course
from coursekit.reports.cebroker import (
    issued_between,
    left_out_rows,
    roster,
    settings_of,
)
from coursekit.reports.states import CODES

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def export() -> None:
    """Report completions elsewhere."""


@export.command()
@click.option("--year", type=click.IntRange(2000, 9999), help="Everything issued in this year.")
@click.option("--since", type=_DAY, help="The first day of issue, such as 2026-11-01.")
@click.option("--until", type=_DAY, help="The last day of issue.")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(sorted(CODES), case_sensitive=False),
    metavar="XX",
    help="Only licenses of this state; may be given again.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The roster to write, a .csv file.",
)
@registry_option
@course_option
def cebroker(
    year: int | None,
    since: datetime | None,
    until: datetime | None,
    states: tuple[str, ...],
    out: Path,
    registry_place: str,
    course_folder: Path,
) -> None:
    """Write the roster for CE Broker: a row for each license.

    What has no row is listed with the reason in a second file, OUT with -left-out in its name, so
    that rows and list together hold everything that was issued. Exits with 1 when a license lacks
    what CE Broker needs.
    """
    first, last = _period(year, since, until)
    course = load_course(course_folder.resolve())
    settings = settings_of(course)
    with open_registry(registry_place) as registry:
        records = issued_between(course, registry.records(), first, last)
        rows, left_out = roster(settings, records, states)
    rest = out.with_name(f"{out.stem}-left-out{out.suffix}")
    texts = {
        out: csv_text(row.cells(settings) for row in rows),
        rest: csv_text(left_out_rows(left_out)),
    }
    with staged({path: text.encode() for path, text in texts.items()}) as put:
        put()
    until_when = "until now" if last == date.max else f"to {last}"
    click.echo(f"{out}: {len(rows)} licenses, issued {first} {until_when}")
    click.echo(f"{rest}: {len(left_out)} left out, with the reasons")
    lacking = [item for item in left_out if item.kind == "lacking"]
    for item in lacking:
        number, name, *_ = item.cells()
        click.echo(f"{number}, {name}: {item.why}; {item.remedy}", err=True)
    sys.exit(1 if lacking else 0)


def _period(year: int | None, since: datetime | None, until: datetime | None) -> tuple[date, date]:
    """Return the first and the last day of issue."""
    if (year is None) == (since is None) or (until is not None and since is None):
        raise click.UsageError("give either --year or --since, and with --since perhaps --until")
    if year is not None:
        return date(year, 1, 1), date(year, 12, 31)
    first, last = since.date(), until.date() if until else date.max
    if last < first:
        raise click.UsageError("--until is before --since")
    return first, last
