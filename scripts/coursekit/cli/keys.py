"""`course keys`: the provider's keys, to sign certificates and to open sealed requests."""

import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

import click

from coursekit.certificates import Registry, SigningKey, create_key, load_key, printed_id, save_key
from coursekit.certificates.resigning import resign
from coursekit.cli.options import course_option, open_registry
from coursekit.content import load_course
from coursekit.records.sealing import create_sealing_key, public_part, save_sealing_key

KEY_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def keys() -> None:
    """Make, list and replace the keys that sign certificates and open sealed requests."""


@keys.command()
@click.argument("file", type=KEY_FILE)
def new(file: Path) -> None:
    """Make a signing key in FILE, outside the course's folder, and print its public half."""
    key = _make(file)
    click.echo("Add this line below `public_keys:` in course.yml, in place of any `[]`:", err=True)
    click.echo(f"    - {key.multikey}")


@keys.command()
@click.argument("file", type=KEY_FILE)
def sealing(file: Path) -> None:
    """Make a key in FILE with which browsers seal requests, and print its public half."""
    key = create_sealing_key()
    save_sealing_key(key, file)
    click.echo(f"The private key is in {file}. Keep it secret, and keep a copy.", err=True)
    click.echo("Add this below `provider:` in course.yml, and publish the site:", err=True)
    click.echo("  sealing_key:")
    for name, value in public_part(key).items():
        click.echo(f"    {name}: {value}")


@keys.command("list")
@click.argument("files", nargs=-1, metavar="[FILE...]", type=KEY_FILE)
@course_option
def list_keys(files: tuple[Path, ...], course_folder: Path) -> None:
    """List the signing keys in course.yml, and which of them each private FILE belongs to."""
    provider = load_course(course_folder.resolve()).settings.provider
    held = {load_key(file).multikey: file for file in files}
    since = {item.key: f"compromised since {item.since}" for item in provider.compromised_keys}
    newest = provider.current_keys[-1:]
    for multikey in provider.public_keys:
        state = since.get(multikey, "signs" if multikey in newest else "verifies what it signed")
        place = f"  {held.pop(multikey)}" if multikey in held else ""
        click.echo(f"{multikey}  {state}{place}")
    for multikey, file in held.items():
        click.echo(f"{multikey}  not in course.yml  {file}")


@keys.command()
@click.argument("file", type=KEY_FILE)
@click.option(
    "--compromised",
    "stolen",
    metavar="KEY",
    help="A key of course.yml that somebody else may have: what it signed is signed again.",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="First day (UTC) on which somebody else may have had that key.",
)
@click.option("--registry", "registry_place", metavar="PLACE", help="Where certificates are.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the newly signed certificates go.",
)
@course_option
def rotate(
    file: Path,
    stolen: str | None,
    since: datetime | None,
    registry_place: str | None,
    out: Path | None,
    course_folder: Path,
) -> None:
    """Make a new signing key in FILE, and print what to write into course.yml.

    The old keys stay there, or what they signed could not be verified. With --compromised every
    certificate that the stolen key signed is signed again, number and facts as they were; stopped
    in between, the same command goes on.
    """
    provider = load_course(course_folder.resolve()).settings.provider
    if stolen is None:
        if since or registry_place or out:
            raise click.UsageError("--since, --registry and --out belong to --compromised KEY")
        _show_keys([*provider.public_keys, _make(file).multikey], [])
        return
    if not (since and registry_place and out):
        raise click.UsageError("give --since DAY, --registry PLACE and --out FOLDER, too")
    if stolen not in provider.public_keys:
        raise click.UsageError(f"{stolen} is not among `public_keys` of course.yml")
    with open_registry(registry_place) as registry:
        key = load_key(file) if file.exists() else _make(file)
        if key.multikey == stolen:
            raise click.UsageError(f"{file} holds the stolen key; give a new file")
        failed = _resign(registry, stolen, key, out)
    day = since.date()
    known = [(item.key, item.since) for item in provider.compromised_keys if item.key != stolen]
    kept = [name for name in provider.public_keys if name != key.multikey]
    _show_keys([*kept, key.multikey], [*known, (stolen, day)])
    sys.exit(1 if failed else 0)


def _make(file: Path) -> SigningKey:
    key = create_key()
    save_key(key, file)
    click.echo(f"The private key is in {file}. Keep it secret, and keep a copy.", err=True)
    return key


def _resign(registry: Registry, stolen: str, key: SigningKey, out: Path) -> int:
    """Sign again, tell how it went, and return how many could not be."""
    resigned = failed = 0
    for number, problem in resign(registry, stolen, key, out):
        resigned += problem is None
        if problem:
            failed += 1
            click.echo(f"{printed_id(number)}: {problem}", err=True)
    click.echo(
        f"{resigned:,} certificates are signed again, in {out}; send the new PDFs.", err=True
    )
    if failed:
        click.echo(f"{failed:,} are not: they rest on the public log alone.", err=True)
    return failed


def _show_keys(public: Iterable[str], compromised: Sequence[tuple[str, date]]) -> None:
    """Print what to write into course.yml."""
    click.echo(
        "Put this below `provider:` in course.yml, in place of what is there under these names, "
        "and publish the site and the status (`course status`):",
        err=True,
    )
    click.echo("  public_keys:")
    for multikey in public:
        click.echo(f"    - {multikey}")
    if compromised:
        click.echo("  compromised_keys:")
        for multikey, since in compromised:
            click.echo(f"    - {{key: {multikey}, since: {since}}}")
