"""`course credit`: how much credit the course supports, by each method and body."""

import sys
from pathlib import Path

import click

from coursekit.cli.options import course_option
from coursekit.content import load_course
from coursekit.content.credit_report import as_json, as_markdown, as_text, credit_facts


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Also write credit-report.md and credit-report.json there; made if missing.",
)
@course_option
def credit(out: Path | None, course_folder: Path) -> None:
    """Compute the contact hours of the whole course, and what each body's rule makes of it.

    Figures and bodies come from `credit` in course.yml. Exits with 1 when more is declared than
    the course supports, or a guard is violated.
    """
    facts = credit_facts(load_course(course_folder.resolve()))
    click.echo(as_text(facts), nl=False)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in {"md": as_markdown(facts), "json": as_json(facts)}.items():
            path = out / f"credit-report.{name}"
            path.write_text(text, encoding="utf-8")
            click.echo(f"Wrote {path}", err=True)
    if not facts["declared_is_supported"] or facts["guards_violated"]:
        sys.exit(1)
