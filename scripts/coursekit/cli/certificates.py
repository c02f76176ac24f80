"""`course certificates`: what was issued, to read and to take elsewhere."""

import json
from pathlib import Path

import click

from coursekit.certificates import RecordError, printed_id
from coursekit.certificates.drawing import restore
from coursekit.certificates.files import write_whole
from coursekit.certificates.listing import COLUMNS, Row, row_of, rows
from coursekit.certificates.spreadsheet import csv_text
from coursekit.cli.options import CertificateNumber, open_registry, out_option, registry_option


@click.group()
def certificates() -> None:
    """List, show and export the certificates in the registry."""


search_option = click.option(
    "--search",
    default="",
    metavar="TEXT",
    help="Only those with TEXT in a name, license or number.",
)


@certificates.command("list")
@search_option
@registry_option
def list_certificates(search: str, registry_place: str) -> None:
    """List certificates, oldest first: number, day of completion, status and name."""
    count = 0
    with open_registry(registry_place) as registry:
        for row in rows(registry.records(), search):
            count += 1
            day, name = row["completed_on"] or "", row["name"] or "(erased)"
            click.echo(f"{printed_id(row['number'])}  {day:<10}  {row['status']:<10}  {name}")
    click.echo(f"{count:,} certificates", err=True)


@certificates.command()
@click.argument("number", type=CertificateNumber())
@registry_option
def show(number: str, registry_place: str) -> None:
    """Show what the registry holds of certificate NUMBER, and what happened to it."""
    with open_registry(registry_place) as registry, registry.reading() as reading:
        record = reading.find(number)
        history = reading.history(number)
    if record is None:
        raise _unknown(number)
    row = row_of(record)
    width = max(map(len, COLUMNS.values()))
    for name, label in COLUMNS.items():
        click.echo(f"{label:<{width}}  {row[name] or '–'}")
    click.echo("\nHistory")
    for event in history:
        click.echo(f"  {event.at}  {event.kind:<10}  {_told(event.detail)}".rstrip())


def _told(detail: dict) -> str:
    """Return what an entry of the history tells besides digests."""
    by = [f"by {printed_id(detail['by'])}"] if "by" in detail else []
    flags = [f"flagged: {', '.join(detail['flags'])}"] if "flags" in detail else []
    accepted = [f"accepted by {detail['accepted_by']}"] if "accepted_by" in detail else []
    reason = [detail["reason"]] if "reason" in detail else []
    return "; ".join(by + reason + flags + accepted)


@certificates.command("restore")
@click.argument("number", type=CertificateNumber())
@registry_option
@out_option
def restore_files(number: str, registry_place: str, out: Path) -> None:
    """Write the files of certificate NUMBER again, byte for byte as they were sent."""
    with open_registry(registry_place) as registry:
        record = registry.find(number)
    if record is None:
        raise _unknown(number)
    restored = restore(record, out)
    click.echo(f"{restored.pdf_path}\n{restored.credential_path}")


@certificates.command()
@click.option("--format", "form", type=click.Choice(["csv", "json"]), required=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; stdout, unless given.",
)
@search_option
@registry_option
def export(form: str, out: Path | None, search: str, registry_place: str) -> None:
    """Export certificates as a table for a spreadsheet (CSV) or for a program (JSON)."""
    with open_registry(registry_place) as registry:
        found = list(rows(registry.records(), search))
    text = _csv(found) if form == "csv" else json.dumps(found, indent=2, ensure_ascii=False) + "\n"
    if out:
        write_whole(out, text.encode())
    else:
        click.echo(text, nl=False)


def _csv(found: list[Row]) -> str:
    table = [[str(row[name] or "") for name in COLUMNS] for row in found]
    return csv_text([list(COLUMNS), *table])


def _unknown(number: str) -> RecordError:
    return RecordError(
        f"the registry has no certificate {printed_id(number)}; `course certificates list` names "
        "those it has"
    )
