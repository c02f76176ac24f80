"""The groups of questions from which an attempt at the exam is drawn, by the blueprint."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from coursekit.content.exam_models import Exam, ExamDraw
from coursekit.content.questions import Question


@dataclass(frozen=True)
class Stratum:
    """Questions of which each attempt asks ``items``, by the blueprint's entry ``name``."""

    name: str
    items: int
    questions: tuple[Question, ...]


def strata(exam: Exam, bank: Collection[Question]) -> tuple[Stratum, ...]:
    """Return the groups from which an attempt is drawn; without a blueprint one group, asked whole.

    A question belongs to the first entry of the blueprint that it fits; one that fits none is
    never asked.
    """
    if not exam.blueprint:
        return (Stratum("the exam", len(bank), tuple(bank)),)
    fitting: list[list[Question]] = [[] for _ in exam.blueprint]
    by_objective: dict[str, list[tuple[ExamDraw, list[Question]]]] = defaultdict(list)
    for draw, questions in zip(exam.blueprint, fitting, strict=True):
        by_objective[draw.objective].append((draw, questions))
    for question in bank:
        entries = by_objective.get(question.objective, [])
        first = next((found for draw, found in entries if _fits(question, draw)), [])
        first.append(question)
    return tuple(
        Stratum(f"{draw.objective} ({', '.join(draw.levels)})", draw.items, tuple(questions))
        for draw, questions in zip(exam.blueprint, fitting, strict=True)
    )


def _fits(question: Question, draw: ExamDraw) -> bool:
    return question.level in draw.levels and (not draw.only or question.id in draw.only)
