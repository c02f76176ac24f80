"""`course verify`: what a certificate states, and what can be said of it."""

import dataclasses
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from coursekit.certificates import (
    Known,
    UncheckableError,
    Verification,
    VerificationError,
    known_from,
    verify_file,
    verify_text,
)
from coursekit.certificates.status_files import status_reader
from coursekit.certificates.verify import OUTCOMES, read_number
from coursekit.cli.options import course_option
from coursekit.cli.status import FOLDER
from coursekit.content import load_course
from coursekit.content.course import COURSE_FILE

EXIT_CODES = {"ok": 0, "failed": 1, "unchecked": 3, "revoked": 4, "superseded": 5}
"""2 is wrong usage, for every command."""

NARROWEST, PIPE_WIDTH, WIDEST = 50, 80, 100
"""In characters."""


@click.command()
@click.argument("certificates", nargs=-1, required=True, metavar="CERTIFICATE...")
@click.option(
    "--trust",
    multiple=True,
    metavar="KEY",
    help="A public key (z6Mk…) to accept besides those in course.yml; may be given again.",
)
@click.option(
    "--status",
    "status_place",
    metavar="PLACE",
    help="Where the provider's status is published: a folder, or the address of the site's "
    "status/. COURSE/status, unless given.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for another program.")
@course_option
def verify(
    certificates: tuple[str, ...],
    trust: tuple[str, ...],
    status_place: str | None,
    as_json: bool,
    course_folder: Path,
) -> None:
    """Show what each CERTIFICATE states, and check it.

    A certificate is a file (its PDF or its JSON), the text or the address that its code holds, or
    its number. Compare the facts with the paper. Keys, issuer and versions come from the course's
    folder; without one, give the provider's key with --trust. Nothing is fetched, unless --status
    is an address.

    Exit codes: 0 every check ok, 1 a check failed or it is no certificate, 3 something could not be
    checked, 4 revoked, 5 replaced by a newer certificate; the first of 1, 4, 5, 3 that holds.
    """
    known = _known(course_folder, trust, status_place)
    results = [_result(text, known) for text in certificates]
    if as_json:
        shown = [_as_json(text, found) for text, found in zip(certificates, results, strict=True)]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        for text, found in zip(certificates, results, strict=True):
            if isinstance(found, Verification):
                show(text if len(text) <= PIPE_WIDTH else f"{text[:PIPE_WIDTH]}…", found)
            else:
                click.echo(f"Error: {found}", err=True)
    outcomes = set(map(_outcome, results))
    sys.exit(EXIT_CODES[next(word for word in OUTCOMES if word in outcomes)])


def _result(text: str, known: Known) -> Verification | VerificationError:
    try:
        if _is_text(text):
            return verify_text(text, known)
        if not os.path.exists(text):  # noqa: PTH110 - a Path raises when the text is long
            return UncheckableError(
                f"{text}: no such file, and neither a number of 16 characters nor a code"
            )
        return verify_file(Path(text), known)
    except VerificationError as error:
        return error


def _is_text(text: str) -> bool:
    """Tell a number, a code or an address from the path of a file."""
    return bool(read_number(text)) or text.startswith(("eyJ", "https://", "http://", "{"))


def _outcome(found: Verification | VerificationError) -> str:
    if isinstance(found, Verification):
        return found.outcome
    return "unchecked" if isinstance(found, UncheckableError) else "failed"


def _as_json(text: str, found: Verification | VerificationError) -> dict[str, Any]:
    result: dict[str, Any] = {"certificate": text, "outcome": _outcome(found)}
    if isinstance(found, VerificationError):
        return result | {"error": str(found)}
    return result | {
        "note": found.note,
        "facts": [{"label": label, "value": value} for label, value in found.facts],
        "checks": [dataclasses.asdict(check) for check in found.checks],
    }


def show(title: str, found: Verification) -> None:
    """Print the facts, then the checks."""
    click.echo(f"{title}\n")
    _show_rows(found.facts)
    click.echo(textwrap.fill(found.note, _width(), initial_indent="  ", subsequent_indent="  "))
    click.echo()
    _show_rows((check.name, f"{check.words}: {check.reason}") for check in found.checks)


def _show_rows(rows: Iterable[tuple[str, str]]) -> None:
    """Print two columns; the second is folded, and hangs below its own beginning."""
    rows = list(rows)
    label_width = max(len(label) for label, _ in rows)
    for label, value in rows:
        lines = textwrap.wrap(
            value,
            _width(),
            initial_indent=f"  {label:<{label_width}}  ",
            subsequent_indent=" " * (label_width + 4),
            break_long_words=False,
            break_on_hyphens=False,
        )
        click.echo("\n".join(lines))
    click.echo()


def _width() -> int:
    """Return how wide a line is; a pipe counts as what is read from a file or in a mail."""
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPE_WIDTH
    return max(min(columns, WIDEST), NARROWEST)


def _known(course_folder: Path, trust: tuple[str, ...], status_place: str | None) -> Known:
    """Return what is known of issuer and course, from the course's folder if it is one."""
    known = Known()
    if (course_folder / COURSE_FILE).exists():
        course = load_course(course_folder.resolve())
        known = known_from(course.settings, status_reader(str(course.root / FOLDER)))
    if status_place:
        known = dataclasses.replace(known, read_status=status_reader(status_place))
    keys = {name.removeprefix("did:key:") for name in trust}
    return dataclasses.replace(known, keys=known.keys | keys)
