"""From a graded request to what the registry keeps of the attempt."""

import hashlib
import json
from datetime import UTC, datetime

from coursekit.certificates.evaluations import Evaluation, quarter_of
from coursekit.certificates.registry import Attempt, ItemAnswer
from coursekit.certificates.registry.attempts import AttemptOutcome
from coursekit.content import Course
from coursekit.records import CertificateRequest, Flag, Grade


def attempt_of(
    course: Course, request: CertificateRequest, grade: Grade, flags: list[Flag]
) -> Attempt:
    """Return the attempt that ``request`` tells of."""
    answers = request.exam.answers
    return Attempt(
        course_id=request.course.id,
        request_id=str(request.request),
        course_version=request.course.version,
        name=request.learner.name,
        licenses=request.learner.licenses,
        told=request.exam.attempt,
        started=_text(request.exam.started),
        submitted=_text(request.exam.submitted),
        right=grade.right,
        outcome=outcome_of(grade),
        exam=json.dumps(request.exam.model_dump(include={"answers"})["answers"], sort_keys=True),
        form=_form([answer.question for answer in answers]),
        items=tuple(
            ItemAnswer(
                item=answer.question,
                chosen="".join(sorted(answer.chosen)),
                right=frozenset(answer.chosen) == course.exam[answer.question].key,
            )
            for answer in answers
        ),
        quarter=quarter_of(request.completed.date()),
        flags=tuple(flags),
        evaluation=_evaluation(request) if request.evaluation else None,
    )


def outcome_of(grade: Grade) -> AttemptOutcome:
    """Return what came of an attempt, in a word."""
    if grade.passed:
        return "passed"
    return "scene first" if grade.reached else "not passed"


def _evaluation(request: CertificateRequest) -> Evaluation:
    """Return what the learner thinks of the course, apart from who they are."""
    answers = request.model_dump(mode="json")["evaluation"]
    return Evaluation(request.course.version, quarter_of(request.completed.date()), answers)


def _form(items: list[str]) -> str:
    """Return a name for the set of items that an attempt asked."""
    return hashlib.sha256("\n".join(sorted(items)).encode()).hexdigest()[:12]


def _text(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
