"""Decision points: what a vignette or a case asks, and what each option leads to.

The syntax is that of pymdownx blocks: ``//// decision | Question`` with its options as indented
YAML below, and ``///// option | What you do`` blocks inside.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from coursekit.content.block_tree import Block
from coursekit.content.errors import Finding
from coursekit.content.fingerprint import fingerprint
from coursekit.content.markdown_source import MarkdownSource
from coursekit.content.page_models import DecisionAttributes
from coursekit.content.typed import parse_yaml

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
    scored: bool
    title: str
    prompt: str
    options: tuple[DecisionOption, ...]
    path: Path
    line: int

    @property
    def hash(self) -> str:
        """What the learner is asked: mending a consequence does not void a choice."""
        return fingerprint(self.title, self.prompt, *(option.text for option in self.options))


def read_decisions(
    source: MarkdownSource, blocks: list[Block], findings: list[Finding]
) -> list[Decision]:
    """Read every decision point among the blocks of a file; one that is malformed is a finding."""
    decisions = []
    for block in blocks:
        if block.name == "decision":
            decision = _decision(source, block, findings)
            if decision is not None:
                decisions.append(decision)
    return decisions


def _decision(source: MarkdownSource, block: Block, findings: list[Finding]) -> Decision | None:
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
        attributes.scored,
        block.title,
        prompt,
        options,
        source.path,
        block.line,
    )
