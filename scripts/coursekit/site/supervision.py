"""Places for the browser modules of assignments, each with what it has to know of the course."""

import json
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from coursekit.content import Course
from coursekit.site.issuer import known_to_page
from coursekit.site.pages import Site


def assign_form(site: Site, page: Page, config: MkDocsConfig) -> str:
    """Write the place of the form that builds an assignment link."""
    del page, config
    why = "Building the link needs JavaScript. Without it, write the parts and dates in a mail."
    return _place("assign", {"paths": _paths(site.course)}, why)


def assignments(site: Site, page: Page, config: MkDocsConfig) -> str:
    """Write the place of what a link says, and of the assignments that were accepted."""
    del page, config
    why = (
        "Reading an assignment needs JavaScript. Without it, look into the link: the names behind "
        "“m=” are those of the pages, and the dates behind them are the last days."
    )
    return _place("assignment", {"paths": _paths(site.course)}, why)


def hand_in(site: Site, page: Page, config: MkDocsConfig) -> str:
    """Write the place of the form that saves a completion file."""
    del page, config
    course = site.course
    rows = course.self_assessment.rows if course.self_assessment else ()
    ratings = {line.id: line.text for row in rows for line in row.lines}
    why = "Handing in needs JavaScript, since your browser keeps what goes into the file."
    return _place("hand-in", {"objectives": _objectives(course), "ratings": ratings}, why)


def team(site: Site, page: Page, config: MkDocsConfig) -> str:
    """Write the place of the page that reads what a team handed in."""
    del page, config
    # The page may fetch nothing, so it cannot look into the published status.
    known = json.loads(known_to_page(site.course, status=""))
    facts = {"known": known, "objectives": _objectives(site.course)}
    why = "Reading the files needs JavaScript. Without it, use `course team` on a command line."
    return _place("team", facts, why)


def sign_off(site: Site, page: Page, config: MkDocsConfig) -> str:
    """Write the place of the form in which a supervisor rates what a supervisee can do."""
    del page, config
    competences = {
        module.slug: [
            {"id": objective.id, "text": objective.text}
            for objective in module.front_matter.objectives
        ]
        for module in site.course.modules
    }
    why = "The form needs JavaScript. Without it, print the observation sheets of the guide."
    return _place("sign-off", {"competences": competences}, why)


def _objectives(course: Course) -> dict[str, str]:
    return {name: objective.text for name, (_, objective) in course.objectives.items()}


def _paths(course: Course) -> list[dict[str, Any]]:
    return [path.model_dump() for path in course.settings.paths]


def _place(name: str, facts: dict[str, Any], without_scripts: str) -> str:
    data = escape(json.dumps(facts, ensure_ascii=False))
    return (
        f'<div class="{name}" data-facts="{data}">'
        f"<noscript><p>{without_scripts}</p></noscript></div>"
    )
