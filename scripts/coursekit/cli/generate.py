"""`course generate`: writes again what is made from the models and is kept in git."""

from importlib.resources import files
from pathlib import Path

import click

from coursekit.content.reference import checks_page, reference_page, schema_texts
from coursekit.records import request_schema_text


@click.command(hidden=True)
@click.argument("docs", type=click.Path(path_type=Path, file_okay=False, exists=True))
def generate(docs: Path) -> None:
    """Write schemas into the package and reference pages into DOCS/authoring."""
    for path, text in generated(docs).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        click.echo(path)


def generated(docs: Path) -> dict[Path, str]:
    """Return what is generated: the text of each file, by its path."""
    package = Path(str(files("coursekit")))
    texts = {package / "content/schemas" / name: text for name, text in schema_texts().items()}
    texts[package / "site/schemas/course-request-1.json"] = request_schema_text()
    texts[docs / "authoring/reference.md"] = reference_page()
    texts[docs / "authoring/checks.md"] = checks_page()
    return texts
