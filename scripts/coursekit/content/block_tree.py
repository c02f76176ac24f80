"""The blocks of a page as a tree: ``/// name | Title``, options as indented YAML, then the text.

The syntax is that of pymdownx blocks; a block inside another has one slash more.
"""

import re
from dataclasses import dataclass

from coursekit.content.errors import Finding
from coursekit.content.markdown_source import MarkdownSource

_OPENING = re.compile(r"^(?P<slashes>/{3,})[ ]*(?P<name>[\w-]+)(?:[ ]*\|[ ]*(?P<title>.*))?$")
_CLOSING = re.compile(r"^(?P<slashes>/{3,})[ ]*$")
_YAML_LINE = re.compile(r"^ {4}(?P<yaml>\S.*)$")


@dataclass
class Block:
    """A block of the source; ``text`` are its own lines, without those of its ``children``."""

    name: str
    title: str
    slashes: int
    line: int
    yaml: str
    text: list[str]
    children: list["Block"]


def read_blocks(source: MarkdownSource, findings: list[Finding]) -> list[Block]:
    """Return every block of a file, in order; one that is never closed is a finding."""
    return _all_blocks(_read_tree(source, findings)) if "///" in source.prose else []


def _read_tree(source: MarkdownSource, findings: list[Finding]) -> list[Block]:
    """Read the file's blocks with what is nested in them; note one that is never closed."""
    root = Block("", "", 2, source.body_line, "", [], [])
    stack = [root]
    lines = source.prose.split("\n")
    originals = source.body.split("\n")
    index = 0
    while index < len(lines):
        slashes = lines[index].startswith("///")
        opening = _OPENING.match(lines[index]) if slashes else None
        closing = _CLOSING.match(lines[index]) if slashes else None
        if opening is not None and len(opening["slashes"]) > stack[-1].slashes:
            yaml, index_after = _yaml_below(originals, index + 1)
            block = Block(
                opening["name"],
                (opening["title"] or "").strip(),
                len(opening["slashes"]),
                source.body_line + index,
                yaml,
                [],
                [],
            )
            stack[-1].children.append(block)
            stack.append(block)
            index = index_after
            continue
        if closing is not None and len(closing["slashes"]) == stack[-1].slashes:
            stack.pop()
        else:
            stack[-1].text.append(originals[index])
        index += 1
    for block in stack[1:]:
        text = f"the block `{block.name}` is not closed; close it with {'/' * block.slashes}"
        findings.append(Finding(source.path, block.line, "R108", text))
    return root.children


def _yaml_below(lines: list[str], index: int) -> tuple[str, int]:
    """Return the indented options right below a block's first line, and where they end."""
    found = []
    while index < len(lines) and (match := _YAML_LINE.match(lines[index])):
        found.append(match["yaml"])
        index += 1
    return "\n".join(found), index


def _all_blocks(blocks: list[Block]) -> list[Block]:
    """Return ``blocks`` and all blocks inside them, in the order of the file."""
    return [item for block in blocks for item in (block, *_all_blocks(block.children))]
