"""What several commands share: options, and what they refuse."""

from pathlib import Path

import click

from coursekit.certificates import CertificateError, RecordError, Registry, SigningKey
from coursekit.content import Course

course_option = click.option(
    "--course",
    "course_folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The course's folder, with course.yml in it; here, unless given.",
)

registry_option = click.option(
    "--registry",
    "registry_place",
    required=True,
    metavar="PLACE",
    help="SQLite file or database URL of what was issued.",
)

reason_option = click.option(
    "--reason", required=True, help="Why; it goes into the public log, so no names."
)


def open_registry(place: str) -> Registry:
    """Open the registry at ``place``, which must be there.

    Raises:
        RecordError: there is none, or it cannot be opened.
    """
    if "://" not in place and not Path(place).is_file():
        raise RecordError(f"{place}: there is no such registry; `course certify` makes one")
    return Registry(place)


def require_current_key(course: Course, key: SigningKey) -> None:
    """Refuse a key that nobody could check a certificate against, or nobody would trust.

    Raises:
        CertificateError: course.yml does not list it, or lists it as compromised.
    """
    provider = course.settings.provider
    if key.multikey in provider.current_keys:
        return
    if key.multikey in provider.public_keys:
        raise CertificateError(
            "course.yml says that this key was compromised, so nobody would trust what it signs; "
            "give the new one"
        )
    raise CertificateError(
        "course.yml does not list the public half of this key, so nobody could verify what it "
        f"signs; add it below `public_keys:`, in place of any `[]`:\n    - {key.multikey}"
    )
