"""`course registry`: proves the history, and erases what names a person."""

import sys

import click

from coursekit.certificates import printed_id
from coursekit.certificates.corrections import erase as erase_personal
from coursekit.cli.options import CertificateNumber, open_registry, reason_option, registry_option

MOST_SHOWN = 20


@click.group()
def registry() -> None:
    """Prove the registry's history, or erase what names a person."""


@registry.command()
@registry_option
def check(registry_place: str) -> None:
    """Prove that nothing in the registry was changed, removed or slipped in.

    Exits with 0 when the history holds, with 1 when it does not; the first place is named first.
    """
    with open_registry(registry_place) as opened:
        broken = opened.check()
        events = sum(1 for _ in opened.events())
    if not broken:
        click.echo(f"The history of {events:,} events holds, and every record fits it.")
        return
    for sentence in broken[:MOST_SHOWN]:
        click.echo(sentence)
    if len(broken) > MOST_SHOWN:
        click.echo(f"… and {len(broken) - MOST_SHOWN:,} more")
    click.echo("Put a copy of the registry from before in its place.", err=True)
    sys.exit(1)


@registry.command()
@click.argument("number", type=CertificateNumber())
@reason_option
@click.confirmation_option(
    prompt="Names, licenses and credentials cannot be brought back. Erase them?"
)
@registry_option
def erase(number: str, reason: str, registry_place: str) -> None:
    """Erase the personal data of certificate NUMBER, and of those it replaced or was replaced by.

    What was printed still verifies. The files that were sent are not touched.
    """
    with open_registry(registry_place) as opened:
        for erased in erase_personal(opened, number, reason):
            click.echo(f"{printed_id(erased)}: personal data erased")
