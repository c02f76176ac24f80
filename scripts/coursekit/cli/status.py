"""`course status`: what was revoked or replaced, for everyone who checks a certificate."""

from datetime import UTC, datetime
from pathlib import Path

import click

from coursekit.certificates import CertificateError, load_key
from coursekit.certificates.publish import publish_status
from coursekit.cli.options import (
    course_option,
    key_option,
    open_registry,
    registry_option,
    require_current_key,
)
from coursekit.content import load_course

FOLDER = "status"
"""Of the course and of its site."""


@click.command()
@registry_option
@key_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the files go; the folder `status` of the course, unless given.",
)
@course_option
def status(registry_place: str, key_file: Path, out: Path | None, course_folder: Path) -> None:
    """Write the signed status lists and the public log of every certificate in the registry.

    Publish the folder as `status/` of the site. It holds no names. Do this after each revocation
    and each correction, and once a quarter: the lists expire.
    """
    course = load_course(course_folder.resolve())
    key = load_key(key_file)
    require_current_key(course, key)
    folder = out or course.root / FOLDER
    with open_registry(registry_place) as registry:
        broken = registry.check()
        if broken:
            raise CertificateError("the registry's history is broken:\n" + "\n".join(broken))
        found = publish_status(
            registry.events(),
            folder,
            address=f"{course.settings.site_url}{FOLDER}/",
            issuer=course.settings.issuer,
            key=key,
            published=datetime.now(UTC).replace(microsecond=0),
        )
    click.echo(
        f"{folder}: {found.events} events, {found.issued} certificates, {found.revoked} revoked, "
        f"{found.superseded} replaced"
    )
    click.echo(
        f"Publish it as {course.settings.site_url}{FOLDER}/, and do this again before "
        f"{found.valid_until:%Y-%m-%d}.",
        err=True,
    )
