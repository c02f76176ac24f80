"""What a learner's browser needs to know of each unit, to tell what is done and what is open.

A unit is a module with its lesson and its practice questions, a case, or a scene.
"""

import json
import re
from typing import Any

from markdown.extensions.toc import slugify

from coursekit.content import Case, Course, Module, Question
from coursekit.content.course import Scene
from coursekit.content.markdown_source import MarkdownSource, count_words

Unit = Module | Case | Scene

_SECTION = re.compile(
    r"^##[ ]+(?P<title>.*?)[ ]*(?:\{#(?P<id>[\w-]+)[^}\n]*\})?[ ]*$", re.MULTILINE
)
_MARKS = re.compile(r"[*_`]")


def unit_address(unit: Unit) -> str:
    """Return the address of the unit's page, from the root of the site."""
    folders = {Module: "modules", Case: "case_studies", Scene: "scenes"}
    return f"{folders[type(unit)]}/{unit.slug}/"


def course_outline(course: Course) -> list[dict[str, Any]]:
    """Return the outline of every unit, in the order in which a learner meets them."""
    cases = sorted(course.cases, key=lambda case: not case.front_matter.required)
    return [unit_outline(course, unit) for unit in (*course.modules, *cases, *course.scenes)]


def unit_outline(course: Course, unit: Unit) -> dict[str, Any]:
    """Return what there is to read and to answer in one unit; times are in seconds."""
    outline: dict[str, Any] = {
        "id": unit.slug,
        "kind": type(unit).__name__.lower(),
        "title": unit.front_matter.title,
        "url": unit_address(unit),
        "required": isinstance(unit, Module)
        or (isinstance(unit, Case) and unit.front_matter.required),
        "sections": _sections(unit.source, float(course.settings.credit.words_per_minute)),
        "decisions": [
            {"id": item.id, "hash": item.hash}
            | ({"scored": True, "objective": item.objective} if item.scored else {})
            for item in unit.decisions
        ],
        "questions": [],
        "boxes": [box.id for box in unit.boxes],
    }
    if isinstance(unit, Module):
        outline["practice"] = f"quizzes/practice/{unit.slug}/"
        outline["each"] = round(60 * float(course.settings.credit.minutes_per_question))
        outline["questions"] = [_question(item) for item in (*unit.before, *unit.practice)]
    return outline


def _question(question: Question) -> dict[str, Any]:
    named = {"id": question.id, "hash": question.hash, "title": question.title}
    return named | ({"before": True} if question.before else {"objective": question.objective})


def _sections(source: MarkdownSource, words_per_minute: float) -> list[dict[str, Any]]:
    """Return the sections of a page: the id and title of each, and how long it takes to read."""
    headings = list(_SECTION.finditer(source.prose))
    ends = [*(match.start() for match in headings[1:]), len(source.body)]
    sections = []
    for match, end in zip(headings, ends, strict=False):
        title = _MARKS.sub("", source.body[slice(*match.span("title"))])
        seconds = 60 * count_words(source.body[match.end() : end]) / words_per_minute
        name = match["id"] or slugify(title, "-")
        sections.append({"id": name, "title": title, "seconds": round(seconds)})
    return sections


def outline_script(course: Course) -> str:
    """Return the outline of the whole course as a module for the browser."""
    text = json.dumps(course_outline(course), ensure_ascii=False, separators=(",", ":"))
    return f"/** Every unit of the course. */\nexport const UNITS = {text};\n"
