"""Boxes in which a learner writes before reading on: ``/// write | What to write`` with an id."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coursekit.content.block_tree import Block
from coursekit.content.errors import Finding
from coursekit.content.fingerprint import fingerprint
from coursekit.content.markdown_source import MarkdownSource
from coursekit.content.page_models import WriteAttributes
from coursekit.content.typed import parse_yaml


@dataclass(frozen=True)
class Box:
    """One box; ``label`` names it, and is what a screen reader says of it."""

    id: str
    label: str
    path: Path
    line: int

    @property
    def hash(self) -> str:
        """What the learner is asked to write."""
        return fingerprint(self.label)


def read_boxes(
    source: MarkdownSource, blocks: list[Block], findings: list[Finding]
) -> Iterator[Box]:
    """Read every box among the blocks of a file; one without an id or a label is a finding."""
    for block in blocks:
        if block.name != "write":
            continue
        found = parse_yaml(
            WriteAttributes, block.yaml, source.path, findings, first_line=block.line + 1
        )
        if not block.title:
            text = "a `write` block says what to write; put it behind `/// write | `"
            findings.append(Finding(source.path, block.line, "R109", text))
        elif found is not None:
            yield Box(found.id, block.title, source.path, block.line)
