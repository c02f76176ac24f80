"""YAML that remembers on which line each value stands, so that a message can point there."""

from dataclasses import dataclass, field
from typing import Any

import yaml

Location = tuple[str | int, ...]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The fast loader where PyYAML was built with libyaml; both give the same nodes and marks."""


class YamlError(Exception):
    """The text is not YAML, or not YAML that we accept; ``line`` counts from 1."""

    def __init__(self, line: int, text: str):
        self.line = line
        self.text = text
        super().__init__(f"line {line}: {text}")


@dataclass
class YamlSource:
    """Parsed YAML and the line of every key and list entry, by the path that leads to it."""

    data: Any
    lines: dict[Location, int] = field(default_factory=dict)

    def line(self, location: Location) -> int:
        """Return the line of ``location``, or of the nearest enclosing place that has one."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)


def read_yaml(text: str, first_line: int = 1) -> YamlSource:
    """Parse ``text``, whose first line is line ``first_line`` of its file.

    Raises:
        YamlError: the text is not valid YAML, or a mapping names a key twice.
    """
    loader = None
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        source = YamlSource(None, {(): first_line})
        if node is not None:
            _note_lines(node, (), source.lines, first_line)
            source.data = loader.construct_document(node)
        return source
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise YamlError(line, f"not valid YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise YamlError(first_line, f"not valid YAML: {error}") from None
    except RecursionError:
        raise YamlError(first_line, "not valid YAML: nested too deeply") from None
    finally:
        if loader is not None:
            loader.dispose()


def _note_lines(
    node: yaml.Node, location: Location, lines: dict[Location, int], first_line: int
) -> None:
    """Record the line of everything below ``node``; refuse a key that stands twice."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            line = first_line + key.start_mark.line
            place = (*location, str(key.value))
            if place in lines:
                raise YamlError(line, f"the key `{key.value}` stands twice; keep one of them")
            lines[place] = line
            _note_lines(value, place, lines, first_line)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            lines[(*location, index)] = first_line + value.start_mark.line
            _note_lines(value, (*location, index), lines, first_line)
