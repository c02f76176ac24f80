"""`course verify`: what a certificate states, and what can be said of it."""

import shutil
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path

import click

from coursekit.certificates import Verification, verify_file
from coursekit.cli.options import course_option
from coursekit.content import load_course
from coursekit.content.course import COURSE_FILE
from coursekit.errors import CourseError

ISSUER_UNCHECKED = 3
NARROWEST, PIPE_WIDTH, WIDEST = 50, 80, 100
"""In characters."""


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(path_type=Path, dir_okay=False),
)
@click.option(
    "--trust",
    multiple=True,
    metavar="KEY",
    help="A public key (z6Mk…) to accept besides those in course.yml; may be given again.",
)
@course_option
def verify(files: tuple[Path, ...], trust: tuple[str, ...], course_folder: Path) -> None:
    """Show what each FILE, a certificate's PDF or its JSON, states, and check it offline.

    Compare the facts with the paper. Keys, issuer and version come from the course's folder;
    without one, give the provider's key with --trust.
    """
    known = _known(course_folder, trust)
    worst = 0
    for path in files:
        try:
            found = verify_file(path, **known)
        except CourseError as error:
            click.echo(f"Error: {error}", err=True)
            worst = 1
            continue
        show(path, found)
        if found.failed:
            worst = 1
        elif worst == 0 and not _issuer_known(found):
            worst = ISSUER_UNCHECKED
    sys.exit(worst)


def show(path: Path, found: Verification) -> None:
    """Print the facts, then the checks."""
    click.echo(f"{path}\n")
    _show_rows(found.facts)
    _show_rows((check.name, f"{check.words}: {check.reason}") for check in found.checks)


def _show_rows(rows: Iterable[tuple[str, str]]) -> None:
    """Print two columns; the second is folded, and hangs below its own beginning.

    A pipe counts as 80 columns wide, as what is read from a file or in a mail.
    """
    rows = list(rows)
    label_width = max(len(label) for label, _ in rows)
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPE_WIDTH
    for label, value in rows:
        lines = textwrap.wrap(
            value,
            max(min(columns, WIDEST), NARROWEST),
            initial_indent=f"  {label:<{label_width}}  ",
            subsequent_indent=" " * (label_width + 4),
            break_long_words=False,
            break_on_hyphens=False,
        )
        click.echo("\n".join(lines))
    click.echo()


def _known(course_folder: Path, trust: tuple[str, ...]) -> dict:
    """Return what is known of issuer and course, from the course's folder if it is one."""
    if not (course_folder / COURSE_FILE).exists():
        return {"trusted": trust}
    settings = load_course(course_folder.resolve()).settings
    keys = settings.provider.public_keys
    return {
        "trusted": (*trust, *keys, *([settings.issuer] if keys else [])),
        "course_id": settings.id,
        "course_versions": {settings.version},
    }


def _issuer_known(found: Verification) -> bool:
    return all(check.state == "ok" for check in found.checks if check.name == "Issuer")
