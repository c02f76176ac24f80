"""Requests of made-up learners, as a browser would write them."""

import json
from itertools import count, permutations
from math import factorial
from pathlib import Path
from uuid import uuid4

from coursekit.content import Course

_FORMS = count(1)


def request_data(
    course: Course,
    *,
    wrong: int = 0,
    name: str = "Zoë O’Brien-Łukasiewicz",
    license_number: str = "I.1234567",
) -> dict:
    """Return a request with the first ``wrong`` answers wrong and the others right.

    No two have the options of all their questions in the same order.
    """
    asked = [item for group in course.strata for item in group.questions[: group.items]]
    form = next(_FORMS)
    answers = []
    for item in asked:
        letters = [option.letter for option in item.options]
        form, place = divmod(form, factorial(len(letters)))
        shown = list(list(permutations(letters))[place])
        answers.append(
            {
                "question": item.id,
                "hash": item.hash,
                "shown": shown,
                "chosen": sorted(item.key),
            }
        )
    for answer, item in list(zip(answers, asked, strict=True))[:wrong]:
        answer["chosen"] = [option.letter for option in item.options if not option.correct][:1]
    return {
        "format": "course-request/1",
        "course": {"id": course.settings.id, "version": course.settings.version},
        "request": str(uuid4()),
        "created": "2026-11-22T10:00:00Z",
        "learner": {
            "name": name,
            "licenses": [{"jurisdiction": "Ohio", "profession": "LISW", "number": license_number}],
        },
        "exam": {
            "attempt": 1,
            "started": "2026-11-22T02:00:00Z",
            "submitted": "2026-11-22T03:30:00Z",
            "answers": answers,
        },
        "attestation": {"text": "I did this myself.", "name": name, "accepted": True},
    }


def other_learner(course: Course, number: int, **more: object) -> dict:
    """Return the request of the learner with this number, whom nobody takes for another."""
    return request_data(
        course, name=f"Learner Number {number:05}", license_number=f"N.{number:07}", **more
    )


def write_request(path: Path, data: object) -> Path:
    """Write ``data`` as JSON to ``path`` and return ``path``."""
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path
