"""`course keys`: the provider's keys, to sign certificates and to open sealed requests."""

from pathlib import Path

import click

from coursekit.certificates import create_key, save_key
from coursekit.records.sealing import create_sealing_key, public_part, save_sealing_key


@click.group()
def keys() -> None:
    """Make the keys that sign certificates and open sealed requests."""


@keys.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def new(file: Path) -> None:
    """Make a signing key in FILE, outside the course's folder, and print its public half."""
    key = create_key()
    save_key(key, file)
    click.echo(f"The private key is in {file}. Keep it secret, and keep a copy.", err=True)
    click.echo("Add this line below `public_keys:` in course.yml, in place of any `[]`:", err=True)
    click.echo(f"    - {key.multikey}")


@keys.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def sealing(file: Path) -> None:
    """Make a key in FILE with which browsers seal requests, and print its public half."""
    key = create_sealing_key()
    save_sealing_key(key, file)
    click.echo(f"The private key is in {file}. Keep it secret, and keep a copy.", err=True)
    click.echo("Add this below `provider:` in course.yml, and publish the site:", err=True)
    click.echo("  sealing_key:")
    for name, value in public_part(key).items():
        click.echo(f"    {name}: {value}")
