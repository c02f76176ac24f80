"""What is made from the models: JSON Schemas for editors, and the author's reference pages."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from coursekit.content.checks import explain, read_catalog
from coursekit.content.models import (
    CaseFrontMatter,
    CourseSettings,
    DecisionAttributes,
    Law,
    ModuleFrontMatter,
    QuestionAttributes,
    Style,
    ToolFrontMatter,
)

FILES: dict[str, tuple[str, type[BaseModel]]] = {
    "course": ("`course.yml`", CourseSettings),
    "module": ("Front matter of `modules/NAME.md`", ModuleFrontMatter),
    "question": ("Attributes of a question", QuestionAttributes),
    "decision": ("Options of a decision point", DecisionAttributes),
    "case": ("Front matter of `case_studies/NAME.md`", CaseFrontMatter),
    "tool": ("Front matter of `docs/tools/NAME.md`", ToolFrontMatter),
    "law": ("`docs/law.yml`", Law),
    "style": ("`style.yml`", Style),
}
"""What an author writes: a name for the schema, what it is called, and its model."""

REFERENCE_HEAD = """\
---
title: Reference
---

# Reference

Everything that an author may write in YAML and in headings, made from the same models that read it.
A key that is not listed here is refused, and the nearest known one is named.
"""

CHECKS_HEAD = """\
---
title: What the checks find
---

# What the checks find

`course check` reads the whole course and reports everything at once.
Each finding has its file, its line and a code.
`course check --explain CODE` shows a section of this page in the terminal.
"""


def schema_texts() -> dict[str, str]:
    """Return the JSON Schema (2020-12) of each file that an author writes, by file name."""
    return {f"{name}.schema.json": _schema(model) for name, (_, model) in FILES.items()}


def reference_page() -> str:
    """Return ``docs/authoring/reference.md``."""
    sections = [
        f"## {title} {{#{name}}}\n\n{_model(model)}" for name, (title, model) in FILES.items()
    ]
    return REFERENCE_HEAD + "\n" + "\n".join(sections)


def checks_page() -> str:
    """Return ``docs/authoring/checks.md``."""
    return CHECKS_HEAD + "\n" + "\n".join(explain(code) for code in read_catalog())


def _schema(model: type[BaseModel]) -> str:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= model.model_json_schema()
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _model(model: type[BaseModel]) -> str:
    """Write a model and the models inside it as tables."""
    schema = model.model_json_schema()
    parts = [_description(schema), _table(schema)]
    for name, inner in schema.get("$defs", {}).items():
        if "properties" in inner:
            parts += [f"### {_words(name)}\n", _description(inner), _table(inner)]
    return "\n".join(parts)


def _description(schema: dict[str, Any]) -> str:
    return schema.get("description", "").replace("``", "`") + "\n"


def _table(schema: dict[str, Any]) -> str:
    required = schema.get("required", [])
    rows = ["| Key | Value | What it is |", "| --- | --- | --- |"]
    for key, value in schema["properties"].items():
        need = "required" if key in required else _default(value)
        what = value.get("description", "")
        rows.append(f"| `{key}` | {_value(value)}; {need} | {what} |")
    return "\n".join(rows) + "\n"


def _default(value: dict[str, Any]) -> str:
    default = value.get("default")
    return "optional" if default in (None, [], {}) else f"`{json.dumps(default)}` unless given"


def _value(value: dict[str, Any]) -> str:
    """Say in words what may stand as the value of a key."""
    if "$ref" in value:
        return f"[{_words(_ref(value))}](#{_words(_ref(value)).lower().replace(' ', '-')})"
    if "anyOf" in value:
        kinds = [_value(item) for item in value["anyOf"] if item.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if "enum" in value:
        return ", ".join(f"`{item}`" for item in value["enum"])
    if "const" in value:
        return f"“{value['const']}”"
    if value.get("type") == "array":
        return f"list of {_value(value.get('items', {}))}"
    return " ".join(_simple(value))


def _simple(value: dict[str, Any]) -> Iterator[str]:
    names = {
        "string": "text",
        "integer": "whole number",
        "number": "number",
        "boolean": "`true` or `false`",
        "object": "keys with text",
    }
    formats = {"date": "date, `YYYY-MM-DD`", "uri": "address"}
    yield formats.get(value.get("format", ""), names.get(value.get("type", ""), "text"))
    if "pattern" in value and "a-z0-9-" in value["pattern"]:
        yield "(an id: lower-case letters, digits, hyphens)"
    if "minimum" in value and "maximum" in value:
        yield f"from {value['minimum']} to {value['maximum']}"


def _ref(value: dict[str, Any]) -> str:
    return value["$ref"].rpartition("/")[2]


def _words(name: str) -> str:
    """Turn ``GradeRange`` into ``Grade range``."""
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return spaced.strip().capitalize()
