"""Whether what an attempt asked is what the blueprint draws."""

from collections.abc import Collection, Iterator

from coursekit.content.course import Course


def form_problems(course: Course, asked: Collection[str]) -> Iterator[str]:
    """Say in what the questions ``asked``, by id, differ from what an attempt asks."""
    groups = course.strata
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
