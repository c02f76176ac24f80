"""The course at a glance: its size, what its questions ask for, and what nobody wrote yet."""

from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import Any, get_args

from coursekit.content.citations import find_citations
from coursekit.content.course import Course, Module
from coursekit.content.credit import plain_minutes
from coursekit.content.exam_models import BloomLevel
from coursekit.content.parts import Part, list_parts

LEVELS: tuple[str, ...] = get_args(BloomLevel)
HIGHER = ("analyze", "evaluate")
LOWER = ("remember", "understand")
EXAM_ITEMS = 10
"""Exam questions that a module of an hour ought to have; so many does NASW ask of the first."""
PRACTICE_ITEMS = 6


@dataclass(frozen=True)
class ModuleFigures:
    """One module in figures; minutes are for plain reading and its questions, cold ones too."""

    slug: str
    words: int
    minutes: int
    cold: int
    practice: int
    exam: int


@dataclass(frozen=True)
class ObjectiveFigures:
    """How many questions serve an objective: two numbers, practice and exam, for each level."""

    id: str
    practice: dict[str, int]
    exam: dict[str, int]


@dataclass(frozen=True)
class Statistics:
    """The figures of a course; shares are whole percents, None where there is no question."""

    words: int
    minutes: int
    modules: tuple[ModuleFigures, ...]
    required_cases: int
    objectives: tuple[ObjectiveFigures, ...]
    citations: int
    works_cited: int
    citations_per_thousand_words: float | None
    exam_shares: dict[str, int | None]
    practice_shares: dict[str, int | None]
    missing: tuple[str, ...]
    parts: tuple[Part, ...]

    def as_data(self) -> dict[str, Any]:
        """Return everything as JSON values."""
        parts = [
            {
                "kind": part.kind,
                "id": part.id,
                "path": part.path.as_posix(),
                "line": part.line,
                "hash": part.hash,
            }
            for part in self.parts
        ]
        return {**asdict(replace(self, parts=())), "parts": parts}


def measure(course: Course) -> Statistics:
    """Count what there is in ``course``."""
    settings = course.settings.credit
    cases = [case for case in course.cases if case.front_matter.required]
    cited = [
        citation.key
        for unit in (*course.modules, *cases)
        for citation, _ in find_citations(unit.source)
    ]
    asked = course.asked + len(course.questions)
    return Statistics(
        words=course.words,
        minutes=round(plain_minutes(course.words, asked, settings)),
        modules=tuple(_module(course, module) for module in course.modules),
        required_cases=len(cases),
        objectives=tuple(_objective(course, name) for name in course.objectives),
        citations=len(cited),
        works_cited=len(set(cited)),
        citations_per_thousand_words=(
            round(1000 * len(cited) / course.words, 1) if course.words else None
        ),
        exam_shares=_shares([item.level for item in course.exam.values()]),
        practice_shares=_shares([item.level for item in course.questions.values()]),
        missing=tuple(_missing(course)),
        parts=tuple(list_parts(course)),
    )


def _module(course: Course, module: Module) -> ModuleFigures:
    asked = len(module.questions)
    minutes = plain_minutes(module.words, asked, course.settings.credit)
    return ModuleFigures(
        slug=module.slug,
        words=module.words,
        minutes=round(minutes),
        cold=len(module.before),
        practice=len(module.practice),
        exam=len(module.exam),
    )


def _objective(course: Course, name: str) -> ObjectiveFigures:
    practice, exam = (
        Counter(item.level for item in items.values() if item.objective == name)
        for items in (course.questions, course.exam)
    )
    return ObjectiveFigures(name, _by_level(practice), _by_level(exam))


def _by_level(counted: Counter[str]) -> dict[str, int]:
    return {level: counted[level] for level in LEVELS}


def _shares(levels: list[str]) -> dict[str, int | None]:
    """Return how many percent of the questions are on the two higher and the two lower levels."""
    groups = {" and ".join(group): group for group in (HIGHER, LOWER)}
    return {
        name: round(100 * sum(level in group for level in levels) / len(levels)) if levels else None
        for name, group in groups.items()
    }


def _missing(course: Course) -> list[str]:
    """Say what nobody wrote yet, in sentences."""
    served = {item.objective for item in course.exam.values()}
    lines = [f"{name}: no exam question" for name in course.objectives if name not in served]
    for module in course.modules:
        for kind, items, wanted in (
            ("exam", module.exam, EXAM_ITEMS),
            ("practice", module.practice, PRACTICE_ITEMS),
        ):
            if len(items) < wanted:
                lines.append(f"{module.slug}: {len(items)} of {wanted} {kind} questions")
    return lines
