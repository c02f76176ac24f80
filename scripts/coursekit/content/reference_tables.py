"""A model as tables for a page: each key, what may be its value, and what it is."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel


def tables(model: type[BaseModel]) -> str:
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
    """Say what holds where a key is left out; the defaults of a model stand in its own table."""
    default = value.get("default")
    if default is None or isinstance(default, dict | list):
        return "optional"
    return f"`{default if isinstance(default, str) else json.dumps(default)}` unless given"


def _value(value: dict[str, Any]) -> str:
    """Say in words what may stand as the value of a key."""
    if "$ref" in value:
        return f"[{_words(_ref(value))}](#{_words(_ref(value)).lower().replace(' ', '-')})"
    if "anyOf" in value:
        return " or ".join(map(_value, _written_forms(value["anyOf"])))
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
    yield from _limits(value)


def _limits(value: dict[str, Any]) -> Iterator[str]:
    least, above, most = map(value.get, ("minimum", "exclusiveMinimum", "maximum"))
    if least is not None and most is not None:
        yield f"from {least:g} to {most:g}"
    elif least is not None:
        yield f"of at least {least:g}"
    elif above is not None:
        yield f"above {above:g}" + ("" if most is None else f" and at most {most:g}")
    if "multipleOf" in value:
        yield f"in steps of {value['multipleOf']:g}"


def _written_forms(forms: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out what an author does not write: nothing at all, or a number as text."""
    types = {form.get("type") for form in forms}
    idle = {"null", "string"} if "number" in types else {"null"}
    return [form for form in forms if form.get("type") not in idle]


def _ref(value: dict[str, Any]) -> str:
    return value["$ref"].rpartition("/")[2]


def _words(name: str) -> str:
    """Turn ``GradeRange`` into ``Grade range``."""
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return spaced.strip().capitalize()
