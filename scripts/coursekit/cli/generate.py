"""`course generate`: writes again what is made from the models and is kept in git."""

from importlib.resources import files
from pathlib import Path

import click

from coursekit.cli.reference import commands_page
from coursekit.content import reference
from coursekit.records import schemas


@click.command(hidden=True)
@click.argument("docs", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.pass_context
def generate(context: click.Context, docs: Path) -> None:
    """Write schemas into the package and reference pages into DOCS/authoring."""
    for path, text in generated(docs, context.find_root().command).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        click.echo(path)


def generated(docs: Path, course: click.Command) -> dict[Path, str]:
    """Return what is generated: the text of each file, by its path.

    Args:
        docs: the folder of the pages.
        course: the whole command, whose help becomes a page.
    """
    package = Path(str(files("coursekit")))
    folders = {
        package / "content/schemas": reference.schema_texts(),
        package / "site/schemas": schemas.schema_texts(),
    }
    texts = {
        folder / name: text for folder, written in folders.items() for name, text in written.items()
    }
    texts[docs / "authoring/reference.md"] = reference.reference_page()
    texts[docs / "authoring/commands.md"] = commands_page(course)
    texts[docs / "authoring/checks.md"] = reference.checks_page()
    return texts
