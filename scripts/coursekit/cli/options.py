"""What several commands share: options, and what they refuse."""

from pathlib import Path

import click

from coursekit.certificates import CertificateError, RecordError, Registry, SigningKey
from coursekit.certificates.verify import read_number
from coursekit.content import Course

course_option = click.option(
    "--course",
    "course_folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The course's folder, with course.yml in it; here, unless given.",
)


class CertificateNumber(click.ParamType):
    """A certificate's number as it is printed or typed: with or without hyphens, in any case."""

    name = "number"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the 16 characters of the number."""
        number = read_number(value)
        if not number:
            self.fail(
                f"{value!r} is not the number of a certificate: 16 letters and digits", param, ctx
            )
        return number


registry_option = click.option(
    "--registry",
    "registry_place",
    required=True,
    metavar="PLACE",
    help="SQLite file or database URL of what was issued.",
)

key_option = click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The provider's signing key, made by `course keys new`.",
)

out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Where the files go; made if missing.",
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
        "course.yml does not list the public half of this key, so nobody could check what it "
        f"signs; add it below `public_keys:`, in place of any `[]`:\n    - {key.multikey}"
    )
