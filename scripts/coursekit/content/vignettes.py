"""Decision points: what a vignette or a case asks, and what each option leads to.

The syntax is that of pymdownx blocks: ``//// decision | Question`` with its options as indented
YAML below, and ``///// option | What you do`` blocks inside.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from coursekit.content.errors import Finding
from coursekit.content.fingerprint import fingerprint
from coursekit.content.markdown_source import MarkdownSource
from coursekit.content.models import DecisionAttributes
from coursekit.content.typed import parse_yaml

_OPENING = re.compile(r"^(?P<slashes>/{3,})[ ]*(?P<name>[\w-]+)(?:[ ]*\|[ ]*(?P<title>.*))?$")
_CLOSING = re.compile(r"^(?P<slashes>/{3,})[ ]*$")
_YAML_LINE = re.compile(r"^ {4}(?P<yaml>\S.*)$")
_BEST = re.compile(r"^best:\s*true\s*$", re.MULTILINE)


@dataclass(frozen=True)
class DecisionOption:
    """One way to go on, and what follows from it; ``letter`` is its place in the source."""

    letter: str
    text: str
    best: bool
    consequence: str
    line: int

    @property
    def hash(self) -> str:
        """What a learner reads of it before choosing."""
        return fingerprint(self.text)


@dataclass(frozen=True)
class Decision:
    """One decision point."""

    id: str
    objective: str
    title: str
    prompt: str
    options: tuple[DecisionOption, ...]
    path: Path
    line: int

    @property
    def hash(self) -> str:
        """What the learner is asked: mending a consequence does not void a choice."""
        return fingerprint(self.title, self.prompt, *(option.text for option in self.options))


@dataclass
class _Block:
    """A block of the source and all that stands in it."""

    name: str
    title: str
    slashes: int
    line: int
    yaml: str
    text: list[str]
    children: list["_Block"]


def read_decisions(source: MarkdownSource, findings: list[Finding]) -> list[Decision]:
    """Read every decision point of a file, in order; one that is malformed is a finding."""
    decisions = []
    for block in _all_blocks(_read_blocks(source, findings)):
        if block.name == "decision":
            decision = _decision(source, block, findings)
            if decision is not None:
                decisions.append(decision)
    return decisions


def _read_blocks(source: MarkdownSource, findings: list[Finding]) -> list[_Block]:
    """Read the file's blocks with what is nested in them; note one that is never closed."""
    root = _Block("", "", 2, source.body_line, "", [], [])
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
            block = _Block(
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


def _all_blocks(blocks: list[_Block]) -> list[_Block]:
    """Return ``blocks`` and all blocks inside them, in the order of the file."""
    return [item for block in blocks for item in (block, *_all_blocks(block.children))]


def _decision(source: MarkdownSource, block: _Block, findings: list[Finding]) -> Decision | None:
    """Build one decision point and check that it can be decided."""
    attributes = parse_yaml(
        DecisionAttributes, block.yaml, source.path, findings, first_line=block.line + 1
    )
    options = tuple(
        DecisionOption(
            letter,
            child.title,
            bool(_BEST.search(child.yaml)),
            "\n".join(child.text).strip(),
            child.line,
        )
        for letter, child in zip(
            "abcdefghij", (c for c in block.children if c.name == "option"), strict=False
        )
    )

    def note(text: str) -> None:
        findings.append(Finding(source.path, block.line, "R109", text))

    if len(options) < 2:
        note("a decision point needs at least two `option` blocks inside it")
    if sum(option.best for option in options) != 1:
        note("a decision point has one option with `best: true`, no more and no less")
    for option in options:
        if not option.consequence:
            note(f"the option {option.text!r} leads nowhere; write what follows from it")
    if attributes is None:
        return None
    prompt = "\n".join(block.text).strip()
    return Decision(
        attributes.id,
        attributes.objective,
        block.title,
        prompt,
        options,
        source.path,
        block.line,
    )
