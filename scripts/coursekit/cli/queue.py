"""`course queue`: requests that several processes or machines work through."""

import sys
from pathlib import Path

import click

from coursekit.certificates import Registry
from coursekit.cli.inputs import request_files
from coursekit.cli.options import open_registry, registry_option
from coursekit.records import RequestError, read_request_file


@click.group()
def queue() -> None:
    """Put requests into the registry's queue, for `course certify --queue` to serve."""


@queue.command()
@click.argument(
    "requests", nargs=-1, required=True, metavar="REQUEST...", type=click.Path(path_type=Path)
)
@registry_option
def add(requests: tuple[Path, ...], registry_place: str) -> None:
    """Add each REQUEST, a file or a folder of them; the same file twice counts once."""
    added = known = failed = 0
    with Registry(registry_place) as registry:
        for path in request_files(requests):
            try:
                new = registry.queue.add(path.name, read_request_file(path))
            except RequestError as error:
                click.echo(f"{path}: {error}", err=True)
                failed += 1
            else:
                added, known = added + new, known + (not new)
        waiting = registry.queue.count("waiting")
    click.echo(f"{added:,} added, {known:,} known before; {waiting:,} wait")
    sys.exit(1 if failed else 0)


@queue.command("list")
@registry_option
def list_entries(registry_place: str) -> None:
    """List what waits, and what is held until a person has looked at it."""
    with open_registry(registry_place) as registry:
        entries = registry.queue.entries("waiting", "held")
        served = registry.queue.count("served")
    for entry in entries:
        state = f"held: {entry.outcome}" if entry.state == "held" else "waiting"
        request = f"  {entry.request_id}" if entry.request_id else ""
        click.echo(f"{entry.id:>6}  {entry.added_at}  {state:<17}  {entry.name}{request}")
    click.echo(f"{len(entries):,} in the queue, {served:,} served", err=True)


@queue.command()
@registry_option
def retry(registry_place: str) -> None:
    """Let everything that is held wait again, after what was wrong has been mended."""
    with open_registry(registry_place) as registry:
        click.echo(f"{registry.queue.retry():,} wait again")


@queue.command()
@click.argument("entry", type=click.IntRange(1))
@registry_option
def remove(entry: int, registry_place: str) -> None:
    """Take ENTRY, by its number in the list, out of the queue."""
    with open_registry(registry_place) as registry:
        removed = registry.queue.remove(entry)
    click.echo(f"{entry} is removed" if removed else f"{entry} is not in the queue")
    sys.exit(0 if removed else 1)
