"""The command `course` and how its errors reach a person."""

import sys

import click

from coursekit import __version__
from coursekit.cli.audit import audit
from coursekit.cli.book import book
from coursekit.cli.certificates import certificates
from coursekit.cli.certify import certify
from coursekit.cli.check import check
from coursekit.cli.corrections import reissue, revoke
from coursekit.cli.credit import credit
from coursekit.cli.demo import demo
from coursekit.cli.export import export
from coursekit.cli.generate import generate
from coursekit.cli.keys import keys
from coursekit.cli.new import new
from coursekit.cli.queue import queue
from coursekit.cli.registry import registry
from coursekit.cli.release import release
from coursekit.cli.stats import stats
from coursekit.cli.status import status
from coursekit.cli.team import team
from coursekit.cli.verify import verify
from coursekit.errors import CourseError


class _CourseGroup(click.Group):
    """Says what went wrong in words, on stderr, and exits with 1."""

    def invoke(self, context: click.Context):
        try:
            return super().invoke(context)
        except CourseError as error:
            click.echo(f"Error: {error}", err=True)
        except BrokenPipeError:  # whoever reads the output has enough; click knows what to do
            raise
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            click.echo(f"Error: {place}{error.strerror or error}", err=True)
        sys.exit(1)


@click.group(cls=_CourseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="course")
def main() -> None:
    """Check a course, and issue and verify its certificates.

    Exit codes: 0 fine, 1 something failed and the message says what, 2 wrong usage. `verify` has
    three more: 3 something could not be checked, 4 revoked, 5 replaced by a newer certificate.
    """


for command in (
    audit,
    book,
    certificates,
    certify,
    check,
    credit,
    demo,
    export,
    generate,
    keys,
    new,
    queue,
    registry,
    reissue,
    release,
    revoke,
    stats,
    status,
    team,
    verify,
):
    main.add_command(command)
