"""The self-assessment: a form for the browser, and the same lines as tables of a sheet to print."""

import json
import re

from coursekit.content import Course
from coursekit.content.form_models import RatingRow, SelfAssessment
from coursekit.errors import CourseError

_SHEET = re.compile(r"^<!-- course:rating-sheet -->$", re.MULTILINE)
_COLUMNS = ("Before", "Sure", "Then", "After", "Sure")
_BLANK = "____"


def write_out(course: Course, markdown: str, page: str) -> str:
    """Put the anchors and lines of the self-assessment, as Markdown, in the comment's place.

    Raises:
        CourseError: the course has no self-assessment.
    """
    return _SHEET.sub(lambda _: _sheet(_of(course, page)), markdown)


def form_json(course: Course, page: str) -> str:
    """Return the form as the browser module reads it.

    Raises:
        CourseError: the course has no self-assessment.
    """
    form = _of(course, page)
    return json.dumps(
        {
            "anchors": form.anchors,
            "sure": form.sure,
            "rows": [
                {
                    "id": row.id,
                    "title": row.title,
                    "lines": [{"id": line.id, "text": line.text} for line in row.lines],
                }
                for row in form.rows
            ],
            "levels": [level.model_dump() for level in form.levels],
            "beside": form.beside_results,
        },
        ensure_ascii=False,
    )


def _of(course: Course, page: str) -> SelfAssessment:
    if course.self_assessment is None:
        raise CourseError(f"{page} shows the self-assessment; write docs/self-assessment.yml")
    return course.self_assessment


def _sheet(form: SelfAssessment) -> str:
    anchors = [f"| {number} | {text} |" for number, text in enumerate(form.anchors, 1)]
    parts = ["\n".join(["### Anchors\n", "| Rating | In words |", "| --- | --- |", *anchors])]
    parts.append(f"**Sure** = {form.sure}")
    parts += [_table(row) for row in form.rows]
    return "\n\n".join(parts)


def _table(row: RatingRow) -> str:
    head = " | ".join(("Line", *_COLUMNS))
    rule = " | ".join(["---"] * (1 + len(_COLUMNS)))
    blanks = " | ".join([_BLANK] * len(_COLUMNS))
    lines = [
        f"| {row.title[0]}{n}. {line.text} | {blanks} |" for n, line in enumerate(row.lines, 1)
    ]
    return "\n".join([f"### {row.title}\n", f"| {head} |", f"| {rule} |", *lines])
