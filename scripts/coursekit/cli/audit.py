"""`course audit`: everything that an auditor asks for of one year, in one archive."""

import sys
from pathlib import Path

import click

from coursekit.certificates.files import write_whole
from coursekit.cli.options import course_option, open_registry, registry_option
from coursekit.content import load_course
from coursekit.reports.audit import make_audit


@click.command()
@click.option(
    "--year", type=click.IntRange(2000, 9999), required=True, help="The year of the completions."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The archive to write, a .zip file.",
)
@registry_option
@course_option
def audit(year: int, out: Path, registry_place: str, course_folder: Path) -> None:
    """Pack roster, evaluation, item statistics, credit report, text and a sample certificate.

    The same registry and checkout give the same bytes. Exits with 1 when the registry's history
    does not hold, or text or credit report of a version is missing; the archive's README.txt says
    what, and how to add it.
    """
    course = load_course(course_folder.resolve())
    with open_registry(registry_place) as registry:
        made = make_audit(course, registry, year)
    write_whole(out, made.data)
    click.echo(f"{out}: {made.files} files, {len(made.year.records)} certificates of {year}")
    for line in made.year.broken:
        click.echo(f"The registry's history does not hold: {line}", err=True)
    for version in made.versions:
        if not version.complete:
            for remark in version.remarks:
                click.echo(f"Version {version.version}: {remark}.", err=True)
    sys.exit(0 if made.complete else 1)
