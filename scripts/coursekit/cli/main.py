"""The command `course` and how its errors reach a person."""

import sys
from importlib import import_module

import click

from coursekit import __version__
from coursekit.errors import CourseError
from coursekit.objects import look_seldom

COMMANDS = (
    "audit",
    "book",
    "certificates",
    "certify",
    "check",
    "credit",
    "demo",
    "export",
    "generate",
    "keys",
    "new",
    "queue",
    "registry",
    "reissue",
    "release",
    "revoke",
    "stats",
    "status",
    "team",
    "verify",
)

_FILES = {"reissue": "corrections", "revoke": "corrections"}
"""Of the commands that are not in a file of their name."""


class _CourseGroup(click.Group):
    """Reads the code of the one command that is asked for: that of all takes a third of a second.

    Says what went wrong in words, on stderr, and exits with 1.
    """

    def list_commands(self, context: click.Context) -> list[str]:
        del context
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        del context
        if name not in COMMANDS:
            return None
        return getattr(import_module(f"coursekit.cli.{_FILES.get(name, name)}"), name)

    def invoke(self, context: click.Context):
        look_seldom()
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
