"""Which questions one attempt at the exam asks: the whole bank, or what the blueprint draws."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from coursekit.content.course import Course
from coursekit.content.exam_models import ExamDraw
from coursekit.content.questions import Question


@dataclass(frozen=True)
class Stratum:
    """Questions of which each attempt asks ``items``, by the blueprint's entry ``name``."""

    name: str
    items: int
    questions: tuple[Question, ...]


def strata(course: Course) -> list[Stratum]:
    """Return the groups from which an attempt is drawn; without a blueprint one group, asked whole.

    A question belongs to the first entry of the blueprint that it fits; one that fits none is
    never asked.
    """
    bank = list(course.exam.values())
    if not course.settings.exam.blueprint:
        return [Stratum("the exam", len(bank), tuple(bank))]
    fitting: list[list[Question]] = [[] for _ in course.settings.exam.blueprint]
    by_objective: dict[str, list[tuple[ExamDraw, list[Question]]]] = defaultdict(list)
    for draw, questions in zip(course.settings.exam.blueprint, fitting, strict=True):
        by_objective[draw.objective].append((draw, questions))
    for question in bank:
        entries = by_objective.get(question.objective, [])
        first = next((found for draw, found in entries if _fits(question, draw)), [])
        first.append(question)
    return [
        Stratum(f"{draw.objective} ({', '.join(draw.levels)})", draw.items, tuple(questions))
        for draw, questions in zip(course.settings.exam.blueprint, fitting, strict=True)
    ]


def _fits(question: Question, draw: ExamDraw) -> bool:
    return question.level in draw.levels and (not draw.only or question.id in draw.only)


def form_problems(course: Course, asked: Collection[str]) -> Iterator[str]:
    """Say in what the questions ``asked``, by id, differ from what an attempt asks."""
    groups = strata(course)
    for group in groups:
        names = [question.id for question in group.questions]
        found = [name for name in names if name in asked]
        if len(names) == group.items:
            yield from (
                f"question `{name}` is not in the request" for name in names if name not in asked
            )
        elif len(found) != group.items:
            yield f"{len(found)} questions of {group.name} are in the request, not {group.items}"
    drawn = {question.id for group in groups for question in group.questions}
    for name in asked:
        if name in course.exam and name not in drawn:
            yield f"question `{name}` is not drawn by the blueprint"
