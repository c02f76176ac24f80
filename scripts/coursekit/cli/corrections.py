"""`course reissue` and `course revoke`: what is done to a certificate that was issued."""

from pathlib import Path

import click
from pydantic import ValidationError

from coursekit.certificates import CertificateError, License, load_key, printed_id
from coursekit.certificates.corrections import reissue as issue_again
from coursekit.certificates.corrections import revoke as end
from coursekit.cli.options import (
    CertificateNumber,
    course_option,
    key_option,
    open_registry,
    out_option,
    reason_option,
    registry_option,
    require_current_key,
)
from coursekit.content import load_course
from coursekit.records.text import problem_of

PUBLISH = "Publish that now: course status"


@click.command()
@click.argument("number", type=CertificateNumber())
@click.option("--name", help="The right name, if that was wrong.")
@click.option(
    "--license",
    "licenses",
    nargs=3,
    multiple=True,
    metavar="STATE PROFESSION NUMBER",
    help="A right license, if one was wrong; give every license of the learner.",
)
@reason_option
@registry_option
@key_option
@out_option
@course_option
def reissue(
    number: str,
    name: str | None,
    licenses: tuple[tuple[str, str, str], ...],
    reason: str,
    registry_place: str,
    key_file: Path,
    out: Path,
    course_folder: Path,
) -> None:
    """Issue a corrected certificate, which takes the place of certificate NUMBER.

    Both can be verified from then on: the old one as replaced, by the new one. All that is not
    corrected stays as it was issued.
    """
    if not name and not licenses:
        raise click.UsageError("give --name or --license, or both")
    key = load_key(key_file)
    require_current_key(load_course(course_folder.resolve()), key)
    with open_registry(registry_place) as registry:
        issued = issue_again(
            registry,
            number,
            name=name,
            licenses=[_license(*parts) for parts in licenses],
            reason=reason,
            key=key,
            out_dir=out,
        )
    click.echo(f"{printed_id(issued.certificate_id)} takes the place of {printed_id(number)}")
    click.echo(f"  {issued.pdf_path}\n  {issued.credential_path}")
    click.echo(PUBLISH, err=True)


@click.command()
@click.argument("number", type=CertificateNumber())
@reason_option
@registry_option
def revoke(number: str, reason: str, registry_place: str) -> None:
    """Say that certificate NUMBER is not valid any more, and why."""
    with open_registry(registry_place) as registry:
        end(registry, number, reason)
    click.echo(f"{printed_id(number)} is revoked")
    click.echo(PUBLISH, err=True)


def _license(jurisdiction: str, profession: str, number: str) -> License:
    try:
        return License(jurisdiction=jurisdiction, profession=profession, number=number)
    except ValidationError as error:
        item = error.errors(include_url=False)[0]
        raise CertificateError(f"--license: {item['loc'][0]}{problem_of(item)}") from None
