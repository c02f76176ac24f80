"""`course book`: the course, or one module of it, as a PDF to print."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click

from coursekit.cli.options import course_option
from coursekit.content import load_course
from coursekit.site.book import make_book
from coursekit.site.pages import CACHE, load_site
from coursekit.site.release import build_site


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("build/book.pdf"),
    show_default=True,
    help="The file to write.",
)
@click.option("--module", metavar="NAME", help="Only this module, with the works that it cites.")
@click.option(
    "--paper",
    type=click.Choice(["letter", "a4"]),
    help="The paper; that of the provider in course.yml, if left.",
)
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The built site to make it from; it is built anew, unless given.",
)
@course_option
def book(
    out: Path, module: str | None, paper: str | None, site: Path | None, course_folder: Path
) -> None:
    """Write the whole course as one tagged PDF: contents, page numbers, bibliography.

    It is made from the pages of the site, so it holds what readers of the site see: modules with
    their practice questions, cases, tools, glossary. The exam is never in it.
    """
    course = load_course(course_folder.resolve())
    with tempfile.TemporaryDirectory() as folder:
        if site is None:
            site = Path(folder)
            build_site(course, site, datetime.now(UTC).date())
        made = make_book(load_site(course), site, course.root / CACHE, module, paper)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(made)
    click.echo(f"{out} ({len(made) / 1_000_000:.1f} MB)")
