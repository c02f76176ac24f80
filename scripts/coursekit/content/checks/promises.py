"""Rules about what the course owes: what it promised, and what its exam must be able to ask."""

from collections.abc import Iterator

from coursekit.content.checks.rules import rule
from coursekit.content.course import COURSE_FILE, COVERAGE_FILE, Course
from coursekit.content.errors import Finding
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
    for draw, group in zip(draws, course.strata if draws else (), strict=True):
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
def questions_of_draws(course: Course) -> Iterator[Finding]:
    """I317: the blueprint names a question that its entry cannot draw."""
    draws = course.settings.exam.blueprint
    for draw, group in zip(draws, course.strata if draws else (), strict=True):
        drawn = {question.id for question in group.questions}
        for name in draw.only:
            if name not in course.exam:
                text = f"there is no exam question `{name}`; {nearest(name, list(course.exam))}"
                yield Finding(COURSE_FILE, draw.line_of("only"), "I317", text)
            elif name not in drawn:
                item = course.exam[name]
                text = f"`{name}` serves {item.objective} at the level {item.level}, or an entry "
                text += f"above draws it; {group.name} cannot"
                yield Finding(COURSE_FILE, draw.line_of("only"), "I317", text)


@rule
def safety(course: Course) -> Iterator[Finding]:
    """I316: a topic of safety that an attempt may leave out, or that leads to no scene."""
    flagged = {name for topic in course.settings.exam.safety for name in topic.items}
    scenes = [scene.slug for scene in course.scenes]
    groups = course.strata
    for topic in course.settings.exam.safety:
        for name in topic.items:
            if name not in course.exam:
                text = f"there is no exam question `{name}`; {nearest(name, list(course.exam))}"
                yield Finding(COURSE_FILE, topic.line_of("items"), "I316", text)
                continue
            drawn = [group for group in groups if name in {item.id for item in group.questions}]
            others = {item.id for group in drawn for item in group.questions} - flagged
            if not drawn or (course.settings.exam.blueprint and others):
                text = f"an attempt need not ask `{name}` or another question of safety in its "
                text += "place; give the entry of the blueprint that draws it an `only`"
                yield Finding(COURSE_FILE, topic.line_of("items"), "I316", text)
        if topic.scene not in scenes:
            text = f"there is no docs/scenes/{topic.scene}.md; {nearest(topic.scene, scenes)}"
            yield Finding(COURSE_FILE, topic.line_of("scene"), "I316", text)


@rule
def outcomes(course: Course) -> Iterator[Finding]:
    """S115: an outcome of the course that names an objective that does not exist."""
    for outcome in course.settings.outcomes:
        for name in outcome.objectives:
            if name not in course.objectives:
                text = f"there is no objective `{name}`; {nearest(name, list(course.objectives))}"
                yield Finding(COURSE_FILE, outcome.line_of("objectives"), "S115", text)


@rule
def paths(course: Course) -> Iterator[Finding]:
    """S116: a learning path that names a module or a case that does not exist."""
    known = [unit.slug for unit in (*course.modules, *course.cases)]
    for path in course.settings.paths:
        for name in path.units:
            if name not in known:
                text = f"there is no module or case `{name}`; {nearest(name, known)}"
                yield Finding(COURSE_FILE, path.line_of("units"), "S116", text)
