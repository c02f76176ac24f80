"""Rules about what the course owes: what it promised, and what its exam must be able to ask."""

from collections.abc import Iterator

from coursekit.content.checks.markup import find_anchors
from coursekit.content.checks.rules import rule
from coursekit.content.course import COURSE_FILE, COVERAGE_FILE, Course
from coursekit.content.errors import Finding
from coursekit.content.forms import strata
from coursekit.content.typed import nearest

FORMS = 2
"""A second attempt must be able to ask other questions than the first."""


@rule
def promises(course: Course) -> Iterator[Finding]:
    """S114: a promise that names what does not exist, or that nothing keeps."""
    for entry in course.promises:
        for name in entry.objectives:
            if name not in course.objectives:
                text = f"there is no objective `{name}`; {nearest(name, list(course.objectives))}"
                yield Finding(COVERAGE_FILE, entry.line_of("objectives"), "S114", text)
        for page in entry.pages:
            if not (course.root / page.partition("#")[0]).exists():
                text = f"there is no file `{page}`"
                yield Finding(COVERAGE_FILE, entry.line_of("pages"), "S114", text)
        if not entry.objectives and not entry.pages:
            text = f'nothing keeps the promise "{entry.promise}"'
            yield Finding(COVERAGE_FILE, entry.line, "S114", text)


@rule
def blueprint(course: Course) -> Iterator[Finding]:
    """I315: the bank is too small to draw two exams without a question in common."""
    draws = course.settings.exam.blueprint
    for draw, group in zip(draws, strata(course) if draws else (), strict=True):
        fitting = len(group.questions)
        if draw.objective not in course.objectives:
            known = nearest(draw.objective, list(course.objectives))
            text = f"there is no objective `{draw.objective}`; {known}"
            yield Finding(COURSE_FILE, draw.line, "I315", text)
        elif fitting < FORMS * draw.items:
            text = (
                f"{draw.items} of {group.name} are drawn, and the bank has {fitting} that no "
                f"entry above draws; two exams need {FORMS * draw.items}"
            )
            yield Finding(COURSE_FILE, draw.line, "I315", text)


@rule
def safety(course: Course) -> Iterator[Finding]:
    """I316: a question that nobody may miss is not in the bank, or its scene is not there."""
    sources = {path.as_posix(): source for path, source in course.documents.items()}
    for entry in course.settings.exam.safety:
        page, _, anchor = entry.scene.partition("#")
        if entry.item not in course.exam:
            text = f"there is no exam question `{entry.item}`; "
            text += nearest(entry.item, list(course.exam))
            yield Finding(COURSE_FILE, entry.line_of("item"), "I316", text)
        if page not in sources:
            text = f"there is no file `{page}`"
            yield Finding(COURSE_FILE, entry.line_of("scene"), "I316", text)
        elif anchor and anchor not in find_anchors(sources[page]):
            text = f"{page} has no `#{anchor}`"
            yield Finding(COURSE_FILE, entry.line_of("scene"), "I316", text)
