"""The letter to a learner who gets no certificate yet: what to return to, and no question or key.

Sections are named for an objective as a whole, by all questions about it, so that the letter does
not tell which question was missed.
"""

import re
from collections.abc import Iterator

from coursekit.content import Course, Objective
from coursekit.records.grading import Grade
from coursekit.records.request import CertificateRequest

_SECTION_LINK = re.compile(r"\]\((?:[^()\s]*/)?(?P<module>[\w-]+)\.md#(?P<anchor>[\w-]+)\)")

_HEADING = re.compile(r"^#+ (?P<title>.+?) *\{#(?P<anchor>[\w-]+)[ }]", re.MULTILINE)


def letter_to(course: Course, request: CertificateRequest, grade: Grade, attempts: int) -> str:
    """Return the letter about ``grade``, which is not a pass or waits for a scene.

    Args:
        course: the course.
        request: the learner's request.
        grade: its grade.
        attempts: how many attempts of this learner are on record, this one included.
    """
    body = _waiting(course, grade) if grade.reached else _not_passed(course, grade, attempts)
    provider = course.settings.provider
    day = request.completed.astimezone(provider.zone)
    lines = [
        f"Dear {request.learner.name},",
        "",
        f"this is about your exam in “{course.settings.title}” of {day:%B} {day.day}, {day.year}.",
        "",
        *body,
        "",
        f"Questions? Write to {provider.email}.",
        "",
        f"{provider.signatory_name}, {provider.signatory_title}",
        provider.name,
        "",
        f"Request {request.request}",
    ]
    return "\n".join(lines) + "\n"


def _waiting(course: Course, grade: Grade) -> Iterator[str]:
    yield f"You passed: {grade.right} of {grade.questions} answers are right."
    yield ""
    yield "One thing is left before we can issue your certificate. You missed a question about"
    yield "safety, and whoever does works through a short scene first. You need not take the exam"
    yield "again. Work through each scene below, then open the exam page, save your request again"
    yield "and send us the new file."
    for topic in grade.scenes:
        yield ""
        yield f"- {_sentence(topic.topic)}"
        yield f"  {course.settings.site_url}scenes/{topic.scene}/"
    yield ""
    yield f"The exam page: {course.settings.site_url}exam/"


def _not_passed(course: Course, grade: Grade, attempts: int) -> Iterator[str]:
    site = course.settings.site_url
    yield (
        f"You did not pass yet: {grade.right} of {grade.questions} answers are right, and "
        f"{grade.needed} are needed ({course.settings.exam.pass_percent} %)."
    )
    yield f"This is attempt {attempts} of yours on our records."
    yield ""
    yield "These objectives are worth returning to before you take the exam again."
    for objective in grade.missed:
        module, _ = course.objectives[objective.id]
        yield ""
        yield f"- {objective.text}"
        yield f"  In “{module.title}”, read again:"
        for title, address in _sections(course, objective) or [
            ("the whole module", f"{module.slug}/")
        ]:
            yield f"    {title}"
            yield f"    {site}modules/{address}"
    yield ""
    yield f"The exam page: {site}exam/"


def _sections(course: Course, objective: Objective) -> list[tuple[str, str]]:
    """Return title and address of the sections that the questions on an objective lead back to."""
    questions = (question for module in course.modules for question in module.questions)
    links = {
        (link["module"], link["anchor"])
        for question in questions
        if question.objective == objective.id
        for link in _SECTION_LINK.finditer(question.rationale)
    }
    return [
        (heading["title"], f"{module.slug}/#{heading['anchor']}")
        for module in course.modules
        for heading in _HEADING.finditer(module.source.prose)
        if (module.slug, heading["anchor"]) in links
    ]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
