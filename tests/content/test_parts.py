"""Every part of a course has an id, its file and line, and a hash of what it says."""

from pathlib import Path

import pytest

from coursekit.content import load_course
from coursekit.content.parts import list_parts
from small_course import change, write_course

GLOSSARY = "# Glossary\n\nThing {#thing}\n:   What is done.\n"
LAW = """\
entries:
  - id: somewhere-keep
    jurisdiction: Somewhere
    topic: Records
    statement: Records are kept for seven years.
    source: known2020
    confidence: high
    checked: 2026-01-31
    check_again: 2027-01-31
"""
TOOL = "---\ntitle: A tool\nsummary: It helps.\n---\n\n# A tool\n\nUse it.\n"
CASE = """\
---
title: A case
summary: It happens.
content_note: Nothing upsetting.
reviewed: 2026-01-31
---

## The hour {#hour}

/// vignette | A scene
    id: case-v1

//// decision | What do you do?
    id: case-v1-d1
    objective: one-do

Choose.

///// option | This
    best: true

It helps.
/////

///// option | That

It does not.
/////
////
///
"""
APPROVAL = """\
approvals:
  - body: A body
    number: "12"
    hours: 0.25
    formats: [self-paced reading]
    statement: Approved as number 12.
    valid_from: 2026-01-01
    valid_to: 2026-12-31
"""


@pytest.fixture
def whole(tmp_path):
    """The small course with one part of every kind."""
    root = write_course(tmp_path)
    for name, text in (
        ("docs/glossary.md", GLOSSARY),
        ("docs/law.yml", LAW),
        ("docs/tools/a-tool.md", TOOL),
        ("case_studies/a-case.md", CASE),
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    with (root / "course.yml").open("a", encoding="utf-8") as settings:
        settings.write(APPROVAL)
    return root


def parts(root):
    """Return the parts by kind and id."""
    return {(part.kind, part.id): part for part in list_parts(load_course(root))}


def test_every_kind(whole):
    """There is a part of each kind, and the line of each holds its own words."""
    found = parts(whole)
    marks = {
        ("objective", "one-say"): "one-say",
        ("practice question", "one-p1"): "{#one-p1",
        ("exam question", "one-x1"): "{#one-x1",
        ("option", "one-x1.b"): "The second thing",
        ("option", "case-v1-d1.b"): "option | That",
        ("decision point", "case-v1-d1"): "decision | What",
        ("term", "thing"): "Thing {#thing}",
        ("law entry", "somewhere-keep"): "id: somewhere-keep",
        ("reference", "known2020"): "@article{known2020",
        ("approval", "A body 12"): "body: A body",
    }
    for name, mark in marks.items():
        part = found[name]
        assert mark in (whole / part.path).read_text().splitlines()[part.line - 1], name
    for name, path in (
        (("module", "one"), "modules/one.md"),
        (("case", "a-case"), "case_studies/a-case.md"),
        (("tool", "a-tool"), "docs/tools/a-tool.md"),
    ):
        assert (found[name].path, found[name].line) == (Path(path), 1)
    assert {kind for kind, _ in found} == {
        *(kind for kind, _ in marks),
        *("module", "case", "tool"),
    }


@pytest.mark.parametrize(
    ("path", "old", "new", "changed"),
    [
        ("quizzes/exam/one.md", "Reason a of one-x1.", "Another reason.", set()),
        ("quizzes/exam/one.md", "What do you do about one-x1?", "And now?", {"one-x1"}),
        ("quizzes/exam/one.md", "] The first thing", "] The only thing", {"one-x1", "one-x1.a"}),
        ("case_studies/a-case.md", "It helps.", "It helps a lot.", {"a-case"}),
        ("case_studies/a-case.md", "Choose.", "Choose one.", {"a-case", "case-v1-d1"}),
        ("modules/one.md", "text: Name the thing.", "text: Say it.", {"one", "one-say"}),
        ("docs/glossary.md", "What is done", "What was done", {"thing"}),
        ("docs/law.yml", "seven", "six", {"somewhere-keep"}),
        ("docs/references.bib", "Things}", "Objects}", {"known2020"}),
        ("docs/tools/a-tool.md", "Use it.", "Use it now.", {"a-tool"}),
        ("course.yml", "Approved as number 12", "Approved", {"A body 12"}),
    ],
)
def test_what_a_change_changes(whole, path, old, new, changed):
    """A hash changes with what the part says, and with nothing else."""
    before = parts(whole)
    change(whole, path, old, new)
    after = parts(whole)
    assert {name for kind, name in before if before[kind, name].hash != after[kind, name].hash} == (
        changed
    )
