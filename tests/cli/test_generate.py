"""What is made from the models and kept in git is what the models make now."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from coursekit.cli import main
from coursekit.cli.generate import generated


@pytest.mark.parametrize(
    "name", [path.name for path in generated(Path(__file__).parents[2] / "docs", main)]
)
def test_current(root, name):
    """The committed file is current; if not, run: .venv/bin/course generate docs."""
    ((path, text),) = [
        item for item in generated(root / "docs", main).items() if item[0].name == name
    ]
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(("file", "schema"), [("course.yml", "course"), ("style.yml", "style")])
def test_editor_schema_accepts_the_course(root, file, schema):
    """The schema that the editor completes by accepts what is committed, and refuses a slip."""
    folder = root / "scripts/coursekit/content/schemas"
    validator = jsonschema.Draft202012Validator(
        json.loads((folder / f"{schema}.schema.json").read_text(encoding="utf-8"))
    )
    data = json.loads(json.dumps(yaml.safe_load((root / file).read_text("utf-8")), default=str))
    assert list(validator.iter_errors(data)) == []
    assert list(validator.iter_errors(data | {"sumary": "x"}))


def test_editor_settings_name_existing_files(root):
    """The committed editor setting wires each schema to files of the course."""
    settings = json.loads((root / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert set(settings["yaml.schemas"].values()) == {
        "course.yml",
        "docs/coverage.yml",
        "docs/evaluation.yml",
        "docs/law.yml",
        "docs/self-assessment.yml",
        "style.yml",
    }
    for schema in settings["yaml.schemas"]:
        assert (root / schema).exists()


def test_snippets_quote_what_a_person_writes(root):
    """A colon in a title, a summary, an objective or a note does not break the front matter."""
    text = (root / ".vscode/course.code-snippets").read_text(encoding="utf-8")
    body = json.loads(text)["Front matter of a module"]["body"]
    front = "\n".join(body[1 : body.index("---", 1)])
    filled = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", re.sub(r"\$\d+", "now: then", front))
    data = yaml.safe_load(re.sub(r"reviewed:.*", "reviewed: 2026-01-31", filled))
    assert data["summary"] == data["content_note"] == data["title"] == "now: then"
    assert data["objectives"][0]["text"] == "Apply now: then"
