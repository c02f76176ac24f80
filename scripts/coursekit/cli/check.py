"""`course check`: what is wrong in the author's files, and how to mend it."""

import sys
from pathlib import Path

import click

from coursekit.cli.handbook import show
from coursekit.cli.options import course_option
from coursekit.content.checks import FORMATS, explain, read_catalog, render
from coursekit.content.checks import check as run_checks
from coursekit.content.typed import nearest


@click.command()
@click.option("--only", multiple=True, metavar="CODE", help="Look for this code or group only.")
@click.option("--ignore", multiple=True, metavar="CODE", help="Leave this code or group out.")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True
)
@click.option("--explain", "code", metavar="CODE", help="Tell what a code means, and stop.")
@course_option
def check(
    only: tuple[str, ...], ignore: tuple[str, ...], form: str, code: str | None, course_folder: Path
) -> None:
    """Read the whole course and report everything that is to be mended.

    Exits with 0 when nothing is found, 1 when something is, 2 when the command is wrong.
    """
    for name in (*only, *ignore, *filter(None, [code])):
        _require_known(name, whole=name == code)
    if code is not None:
        show(explain(code.upper()))
        return
    findings = run_checks(
        course_folder.resolve(), only=[*map(str.upper, only)], ignore=[*map(str.upper, ignore)]
    )
    click.echo(render(findings, form), nl=False)
    sys.exit(1 if findings else 0)


def _require_known(name: str, *, whole: bool) -> None:
    """Refuse a code that no finding has; a group may be named by its beginning."""
    codes = list(read_catalog())
    known = name.upper() in codes if whole else any(c.startswith(name.upper()) for c in codes)
    if not known:
        raise click.UsageError(f"no finding has the code {name}; {nearest(name.upper(), codes)}")
