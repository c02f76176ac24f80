"""Every part of a course in one table: what it is, where it stands, and a hash of what it says."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from coursekit.content.course import (
    BIBLIOGRAPHY,
    COURSE_FILE,
    EVALUATION_FILE,
    GLOSSARY,
    LAW_FILE,
    SELF_ASSESSMENT_FILE,
    Course,
)
from coursekit.content.questions import Question
from coursekit.content.vignettes import Decision
from coursekit.content.written import Box


class Hashed(Protocol):
    """What has a hash of what it says."""

    @property
    def hash(self) -> str:
        """Return 12 hex digits."""


@dataclass(frozen=True)
class Part:
    """One part of a course.

    Attributes:
        kind: such as *objective* or *exam question*.
        id: the author's id, unique in the course; an option's is its question's with its letter,
            an approval's its body and number.
        path: the file in which it stands, relative to the course folder.
        line: where it begins.
        item: the part itself.
    """

    kind: str
    id: str
    path: Path
    line: int
    item: Hashed

    @property
    def hash(self) -> str:
        """What it says.

        That of a question or a decision covers what a learner is asked, and not the reasons, so
        that mending one does not void an answer.
        """
        return self.item.hash


def list_parts(course: Course) -> Iterator[Part]:
    """Give every part of ``course``: what learners read first, then what it leans on."""
    for module in course.modules:
        path = module.source.path
        yield Part("module", module.slug, path, 1, module)
        for objective in module.front_matter.objectives:
            yield Part("objective", objective.id, path, objective.line, objective)
        yield from _asked("cold question", module.before)
        yield from _asked("practice question", module.practice)
        yield from _asked("exam question", module.exam)
        yield from _asked("decision point", module.decisions)
        yield from _boxes(module.boxes)
    for kind, pages in (("case", course.cases), ("scene", course.scenes)):
        for page in pages:
            yield Part(kind, page.slug, page.source.path, 1, page)
            yield from _asked("decision point", page.decisions)
            yield from _boxes(page.boxes)
    for tool in course.tools:
        yield Part("tool", tool.slug, tool.source.path, 1, tool)
    for term in course.glossary:
        yield Part("term", term.id, GLOSSARY, term.line, term)
    for entry in course.law:
        yield Part("law entry", entry.id, LAW_FILE, entry.line, entry)
    yield from _forms(course)
    for reference in course.references.values():
        yield Part("reference", reference.key, BIBLIOGRAPHY, reference.line, reference)
    for approval in course.settings.approvals:
        name = f"{approval.body} {approval.number}"
        yield Part("approval", name, COURSE_FILE, approval.line, approval)


def _boxes(boxes: tuple[Box, ...]) -> Iterator[Part]:
    for box in boxes:
        yield Part("written answer", box.id, box.path, box.line, box)


def _forms(course: Course) -> Iterator[Part]:
    """Give outcomes, learning paths, and what the forms ask."""
    for outcome in course.settings.outcomes:
        yield Part("outcome", outcome.id, COURSE_FILE, outcome.line, outcome)
    for path in course.settings.paths:
        yield Part("learning path", path.id, COURSE_FILE, path.line, path)
    for item in course.evaluation.items if course.evaluation else ():
        yield Part("evaluation question", item.id, EVALUATION_FILE, item.line, item)
    for row in course.self_assessment.rows if course.self_assessment else ():
        for line in row.lines:
            yield Part("rating", line.id, SELF_ASSESSMENT_FILE, line.line, line)


def _asked(kind: str, items: tuple[Question, ...] | tuple[Decision, ...]) -> Iterator[Part]:
    """Give questions or decision points, each with its options behind it."""
    for item in items:
        yield Part(kind, item.id, item.path, item.line, item)
        for option in item.options:
            name = f"{item.id}.{option.letter}"
            yield Part("option", name, item.path, option.line, option)
