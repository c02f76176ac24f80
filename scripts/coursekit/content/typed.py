"""From parsed YAML to a typed model, with every problem named by file, line and remedy."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from coursekit.content.errors import ContentError, Problem
from coursekit.content.yaml_source import Location, YamlError, YamlSource, read_yaml


class Strict(BaseModel):
    """A frozen model that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


ModelType = TypeVar("ModelType", bound=BaseModel)


def parse_yaml(
    model: type[ModelType], text: str, path: Path, first_line: int = 1
) -> tuple[ModelType, YamlSource]:
    """Read ``text`` as YAML and check it against ``model``.

    Args:
        model: the pydantic model to fill.
        text: YAML; its first line is line ``first_line`` of the file.
        path: the file's path relative to the course folder, for messages.
        first_line: see ``text``.

    Raises:
        ContentError: with one problem per value that is missing, unknown or malformed.
    """
    try:
        source = read_yaml(text, first_line)
    except YamlError as error:
        raise ContentError([Problem(path, error.line, error.text)]) from None
    try:
        return model.model_validate({} if source.data is None else source.data), source
    except ValidationError as error:
        raise ContentError(
            Problem(path, *_line_and_text(item, model, source))
            for item in error.errors(include_url=False)
        ) from None


def nearest(word: str, known: list[str]) -> str:
    """Return the end of a message about ``word``: the nearest of ``known``, or all of them."""
    near = get_close_matches(word, known, n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"known: {', '.join(known)}" if len(known) <= 20 else "nothing known is near it"


def _line_and_text(item: Any, model: type[BaseModel], source: YamlSource) -> tuple[int, str]:
    """Turn one of pydantic's errors into a line of the YAML and a sentence."""
    location: Location = tuple(item["loc"])
    key = ".".join(map(str, location)) or "the whole file"
    if item["type"] == "extra_forbidden":
        known = _known_keys(model, location[:-1])
        return source.line(location), f"unknown key `{key}`; {nearest(str(location[-1]), known)}"
    if item["type"] == "missing":
        return source.line(location[:-1]), f"`{key}` is missing; add it"
    shown = "" if isinstance(item["input"], dict | list) else f" (found {item['input']!r})"
    return source.line(location), f"`{key}`: {item['msg'].removeprefix('Value error, ')}{shown}"


def _known_keys(model: type[BaseModel], location: Location) -> list[str]:
    """List the keys that the model at ``location`` below ``model`` takes."""
    for step in location:
        if isinstance(step, str):
            model = next(_models_in(model.model_fields[step].annotation))
    return list(model.model_fields)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Give the models that ``annotation`` mentions: ``Objective`` for ``list[Objective]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
