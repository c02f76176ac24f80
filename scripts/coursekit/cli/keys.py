"""`course keys`: the provider's signing keys."""

from pathlib import Path

import click

from coursekit.certificates import create_key, save_key


@click.group()
def keys() -> None:
    """Make the key that signs certificates."""


@keys.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def new(file: Path) -> None:
    """Make a signing key in FILE, outside the course's folder, and print its public half."""
    key = create_key()
    save_key(key, file)
    click.echo(f"The private key is in {file}. Keep it secret, and keep a copy.", err=True)
    click.echo("Add this line below `public_keys:` in course.yml, in place of any `[]`:", err=True)
    click.echo(f"    - {key.multikey}")
