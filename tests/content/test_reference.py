"""The examples of the author's reference are what the course's own readers accept."""

from pathlib import Path

import pytest

from coursekit.content import reference
from coursekit.content.block_tree import read_blocks
from coursekit.content.blocks import BLOCKS
from coursekit.content.glossary import read_glossary
from coursekit.content.markdown_source import MarkdownSource
from coursekit.content.questions import read_questions
from coursekit.content.reference import EXAMPLES, FILES, example
from coursekit.content.typed import parse_yaml
from coursekit.content.vignettes import read_decisions
from coursekit.content.written import read_boxes


def source(name: str) -> MarkdownSource:
    """Return an example as if it were a file of a course."""
    return MarkdownSource(Path(name), "", code(name), 1)


def code(name: str) -> str:
    """Return the text of an example."""
    return "".join(example(name).splitlines(keepends=True)[1:-1])


@pytest.mark.parametrize(
    "name",
    [
        "module",
        "case",
        "scene",
        "tool",
        "law",
        "coverage",
        "evaluation",
        "self-assessment",
        "style",
    ],
)
def test_yaml_examples(name):
    """Front matter and YAML files hold nothing that is missing, unknown or malformed."""
    findings = []
    text = code(EXAMPLES[name]).replace("---\n", "")
    assert parse_yaml(FILES[name][1], text, Path(name), findings), findings


def test_question_decision_and_glossary():
    """The other examples are read without a finding."""
    findings = []
    assert [item.id for item in read_questions(source("question.md"), findings)] == ["triage-p1"]
    blocks = read_blocks(source("decision.md"), findings)
    decisions = read_decisions(source("decision.md"), blocks, findings)
    assert [item.id for item in decisions] == ["triage-v1-d1"]
    blocks = read_blocks(source("write.md"), findings)
    assert [item.id for item in read_boxes(source("write.md"), blocks, findings)] == ["triage-w1"]
    terms = read_glossary(source("glossary.md"), findings)
    assert [item.term for item in terms] == ["Triage", "Intake"]
    assert findings == []


def test_every_block_is_shown():
    """Every block that a page may hold has an example."""
    shown = code("blocks.md") + code("decision.md") + code("write.md")
    for name in BLOCKS:
        assert f"/ {name} | " in shown


def test_every_key_is_described():
    """No cell of the reference is empty, and none shows a value as a computer writes it."""
    rows = [line for line in reference.reference_page().splitlines() if line.startswith("| `")]
    assert len(rows) > 60
    for row in rows:
        *_, value, what, _ = map(str.strip, row.replace("||", "| |").split("|"))
        assert value and what, row
        assert "{" not in value and "number or text" not in value, row
