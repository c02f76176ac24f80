"""Grading: whether an exam is passed is decided here, once, from the raw answers."""

from dataclasses import dataclass
from difflib import get_close_matches
from math import ceil

from coursekit.content import Course, Objective, Question
from coursekit.content.exam_models import SafetyTopic
from coursekit.content.forms import form_problems
from coursekit.records.errors import RequestError
from coursekit.records.flags import CLOCK_TOLERANCE
from coursekit.records.request import Answer, CertificateRequest


@dataclass(frozen=True)
class Grade:
    """The outcome of one attempt.

    Attributes:
        right: how many answers are right.
        questions: how many were asked.
        needed: the least number of right answers that passes.
        missed: the objectives of the questions that were missed.
        scenes: the topics of safety that were missed and whose scene the learner has not worked
            through since; a certificate waits for them.
    """

    right: int
    questions: int
    needed: int
    missed: tuple[Objective, ...]
    scenes: tuple[SafetyTopic, ...]

    @property
    def reached(self) -> bool:
        """Whether the pass mark is reached."""
        return self.right >= self.needed

    @property
    def passed(self) -> bool:
        """Whether the pass mark is reached and no scene is left to work through."""
        return self.reached and not self.scenes

    @property
    def percent(self) -> int:
        """The score in whole percent, rounded down so that a fail never reads as a pass."""
        return 100 * self.right // self.questions


def grade(course: Course, request: CertificateRequest) -> Grade:
    """Grade the answers of ``request`` against the exam of ``course``.

    The questions must be those that an attempt asks: by the blueprint, or the whole bank.
    A question counts as right when exactly its correct options were chosen.

    Raises:
        RequestError: the request is of another course, or its questions are not this exam's.
    """
    _check_course(course, request)
    problems = list(_question_problems(course, request))
    if problems:
        raise RequestError("\n".join(problems))
    wrong = [
        course.exam[answer.question]
        for answer in request.exam.answers
        if frozenset(answer.chosen) != course.exam[answer.question].key
    ]
    missed = {question.objective for question in wrong}
    names = {question.id for question in wrong}
    worked = {
        scene.scene
        for scene in request.scenes
        if scene.worked >= request.exam.submitted - CLOCK_TOLERANCE
    }
    total = len(request.exam.answers)
    return Grade(
        right=total - len(wrong),
        questions=total,
        needed=ceil(total * course.settings.exam.pass_percent / 100),
        missed=tuple(item for key, (_, item) in course.objectives.items() if key in missed),
        scenes=tuple(
            topic
            for topic in course.settings.exam.safety
            if not names.isdisjoint(topic.items) and topic.scene not in worked
        ),
    )


def _check_course(course: Course, request: CertificateRequest) -> None:
    if request.course.id != course.settings.id:
        raise RequestError(
            f"this request is for the course `{request.course.id}`, and this is "
            f"`{course.settings.id}`; use the folder of that course"
        )
    if request.course.version != course.settings.version:
        raise RequestError(
            f"this request is for version {request.course.version} of the course, and this is "
            f"{course.settings.version}; check out the version that the learner took"
        )


def _question_problems(course: Course, request: CertificateRequest):
    """Say in what the questions of the request differ from the exam as it is now."""
    seen = set()
    for answer in request.exam.answers:
        question = course.exam.get(answer.question)
        if question is None:
            near = get_close_matches(answer.question, course.exam, n=1)
            hint = f"; did you mean `{near[0]}`?" if near else ""
            yield f"the exam has no question `{answer.question}`{hint}"
        elif answer.question in seen:
            yield f"question `{answer.question}` is answered twice"
        else:
            yield from _answer_problems(question, answer)
        seen.add(answer.question)
    yield from form_problems(course, seen)


def _answer_problems(question: Question, answer: Answer):
    if answer.hash != question.hash:
        yield (
            f"question `{question.id}` was changed after the learner answered it; grade with the "
            "version of the course that they took"
        )
        return
    if sorted(answer.shown) != question.letters:
        options = ", ".join(question.letters)
        yield f"question `{question.id}` was not shown with the options {options}"
    chosen = set(answer.chosen)
    if not chosen.issubset(question.letters) or len(chosen) < len(answer.chosen):
        yield f"question `{question.id}` has an answer that is not one of its options"
