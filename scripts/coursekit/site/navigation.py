"""The order of the site's pages: ``mkdocs.yml`` with the modules of ``course.yml`` filled in."""

from typing import Any

from coursekit.content import Course

MODULES = "modules/"


def expand(nav: list[Any] | None, course: Course) -> list[Any] | None:
    """Put the modules, in their order, where ``nav`` says ``modules/``.

    Every module becomes a section of two pages, the lesson and its practice questions. Paths in
    ``nav`` are those of the files on disk, so a page of the docs folder is ``docs/…``.
    """
    if nav is None:
        return None
    return [_expand_item(item, course) for item in nav]


def _expand_item(item: Any, course: Course) -> Any:
    if isinstance(item, dict):
        return {title: _expand_value(value, course) for title, value in item.items()}
    return item


def _expand_value(value: Any, course: Course) -> Any:
    if value == MODULES:
        return [
            {
                module.title: [
                    {"Lesson": module.source.path.as_posix()},
                    {"Practice": f"quizzes/practice/{module.slug}.md"},
                ]
            }
            for module in course.modules
        ]
    return expand(value, course) if isinstance(value, list) else value
