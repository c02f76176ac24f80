"""The request of a made-up learner, for samples: it shows the way and certifies nothing."""

from datetime import datetime, timedelta
from typing import Any

from coursekit.content import Course
from coursekit.records.request import FORMAT

NAME = "Sample Learner"


def sample_request(course: Course, moment: datetime, request_id: str) -> dict[str, Any]:
    """Return the request of a learner who has read everything; the last answer is wrong.

    Args:
        course: the course, with its exam as it is now.
        moment: when the exam is handed in.
        request_id: the id of the request, a UUID.
    """
    handed_in = moment.replace(microsecond=0)
    answers = [
        {
            "question": question.id,
            "hash": question.hash,
            "shown": [option.letter for option in reversed(question.options)],
            "chosen": sorted(question.key),
        }
        for group in course.strata
        for question in group.questions[: group.items]
    ]
    last = course.exam[answers[-1]["question"]]
    answers[-1]["chosen"] = [option.letter for option in last.options if not option.correct][:1]
    return {
        "format": FORMAT,
        "course": {"id": course.settings.id, "version": course.settings.version},
        "request": request_id,
        "sample": True,
        "created": handed_in.isoformat(),
        "learner": {
            "name": NAME,
            "licenses": [
                {"jurisdiction": "No state", "profession": "Sample", "number": "SAMPLE-0000"}
            ],
        },
        "exam": {
            "attempt": 1,
            "started": (handed_in - timedelta(minutes=40)).isoformat(),
            "submitted": handed_in.isoformat(),
            "answers": answers,
        },
        "attestation": {"text": course.settings.exam.attestation, "name": NAME, "accepted": True},
    }
