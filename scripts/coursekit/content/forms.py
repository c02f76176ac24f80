"""Which questions one attempt at the exam asks: the whole bank, or what the blueprint draws."""

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
    groups = []
    for draw in course.settings.exam.blueprint:
        fitting = [question for question in bank if _fits(question, draw)]
        bank = [question for question in bank if not _fits(question, draw)]
        name = f"{draw.objective} ({', '.join(draw.levels)})"
        groups.append(Stratum(name, draw.items, tuple(fitting)))
    return groups


def _fits(question: Question, draw: ExamDraw) -> bool:
    named = not draw.only or question.id in draw.only
    return named and question.objective == draw.objective and question.level in draw.levels


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
