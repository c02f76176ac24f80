"""From parsed YAML to a typed model, with every finding named by file, line and remedy."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    PrivateAttr,
    StringConstraints,
    ValidationError,
)

from coursekit.content.errors import Finding
from coursekit.content.fingerprint import fingerprint
from coursekit.content.yaml_source import Location, YamlError, YamlSource, read_yaml

Text = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^\x00]+$")]
"""Text that is not empty."""


def printed(longest: int) -> Any:
    """Return the type of one line that certificates print, of 1 to ``longest`` characters."""
    bounds = StringConstraints(min_length=1, max_length=longest)
    return Annotated[str, bounds, AfterValidator(_one_line)]


def _one_line(text: str) -> str:
    if any(ord(character) < 32 or ord(character) == 127 for character in text):
        raise ValueError("has a line break or a control character, and is printed on one line")
    return text


Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
"""An author-given id: lower-case letters, digits and hyphens, at most 40, never used again."""

_NOWHERE = YamlSource(None)
"""Where a model stands that was not read from a file."""


class Strict(BaseModel):
    """A frozen model that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
    _source: YamlSource = PrivateAttr(default_factory=lambda: _NOWHERE)
    _place: Location = PrivateAttr(default=())

    @property
    def line(self) -> int:
        """The line of its file on which it begins; 1 for what was not read from a file."""
        return self._source.line(self._place)

    def line_of(self, key: str) -> int:
        """Return the line on which ``key`` stands, or that of the whole where it is left out."""
        return self._source.line((*self._place, key))

    @property
    def hash(self) -> str:
        """Its values; the same however they are laid out in the file."""
        return fingerprint(self.model_dump_json())


_PLAIN_WORDS = {
    "tuple_type": "write a list, and begin each entry with `- `",
    "list_type": "write a list, and begin each entry with `- `",
    "string_type": "write text, between quotation marks if it looks like a number or a date",
    "model_type": "write keys with their values below it",
    "dict_type": "write keys with their values below it",
}
"""What pydantic says in Python's terms, as an author would say it."""

ModelType = TypeVar("ModelType", bound=BaseModel)


def parse_yaml(
    model: type[ModelType], text: str, path: Path, findings: list[Finding], first_line: int = 1
) -> ModelType | None:
    """Read ``text`` as YAML and check it against ``model``.

    Args:
        model: the pydantic model to fill.
        text: YAML; its first line is line ``first_line`` of the file.
        path: the file's path relative to the course folder.
        findings: gets one finding per value that is missing, unknown or malformed.
        first_line: see ``text``.

    Returns:
        The model, or None when anything was found.
    """
    try:
        source = read_yaml(text, first_line)
    except YamlError as error:
        findings.append(Finding(path, error.line, "R101", error.text))
        return None
    try:
        read = model.model_validate({} if source.data is None else source.data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        slips = _slips(errors)
        for item in errors:
            if tuple(item["loc"]) not in slips.values():
                findings.append(_finding(item, model, path, source, slips))
        return None
    _note_places(read, (), source)
    return read


def _note_places(value: Any, location: Location, source: YamlSource) -> None:
    """Tell every model in ``value`` where it stands in its source."""
    inside: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, Strict):
        value._source, value._place = source, location
        inside = value
    elif isinstance(value, list | tuple):
        inside = enumerate(value)
    for key, item in inside:
        if isinstance(item, Strict | list | tuple):
            _note_places(item, (*location, key), source)


def nearest(word: str, known: list[str]) -> str:
    """Return the end of a message about ``word``: the nearest of ``known``, or all of them."""
    near = get_close_matches(word, known, n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"known: {', '.join(known)}" if 0 < len(known) <= 20 else "nothing known is near it"


def _slips(errors: list[Any]) -> dict[Location, Location]:
    """Pair each unknown key with the missing key beside it that it was probably meant to be."""
    missing = [tuple(item["loc"]) for item in errors if item["type"] == "missing"]
    slips: dict[Location, Location] = {}
    for item in errors:
        if item["type"] == "extra_forbidden":
            *place, key = item["loc"]
            free = [spot for spot in missing if spot not in slips.values()]
            beside = [str(spot[-1]) for spot in free if spot[:-1] == tuple(place)]
            for near in get_close_matches(str(key), beside, n=1):
                slips[tuple(item["loc"])] = (*place, near)
    return slips


def _finding(
    item: Any,
    model: type[BaseModel],
    path: Path,
    source: YamlSource,
    slips: dict[Location, Location],
) -> Finding:
    """Turn one of pydantic's errors into a finding at its line of the YAML."""
    location: Location = tuple(item["loc"])
    key = ".".join(map(str, location)) or "the whole file"
    if item["type"] == "extra_forbidden":
        meant = slips.get(location)
        known = [str(meant[-1])] if meant else _known_keys(model, location[:-1])
        text = f"unknown key `{key}`; {nearest(str(location[-1]), known)}"
        return Finding(path, source.line(location), "R102", text)
    if item["type"] == "missing":
        return Finding(path, source.line(location[:-1]), "R103", f"`{key}` is missing; add it")
    message = _PLAIN_WORDS.get(item["type"], item["msg"].removeprefix("Value error, "))
    shown = "" if isinstance(item["input"], dict | list) else f" (found {item['input']!r})"
    return Finding(path, source.line(location), "R104", f"`{key}`: {message}{shown}")


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
