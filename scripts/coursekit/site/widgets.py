"""Parts of a page that come from the course's data: a page asks for one by a comment.

``<!-- course:NAME -->`` stands in the author's Markdown on a line of its own, where NAME is one of
the keys of ``_WIDGETS`` at the end of this file.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from markdown import Markdown
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_relative_url

from coursekit.content import Course, Question
from coursekit.content.forms import strata
from coursekit.content.models import Provider
from coursekit.errors import CourseError
from coursekit.site.offline import DOWNLOAD, KEEP
from coursekit.site.outline import unit_address, unit_outline
from coursekit.site.pages import Site
from coursekit.site.questions import RenderedOption
from coursekit.site.ratings import form_json
from coursekit.site.syllabus import syllabus

Widget = Callable[[Site, Page, MkDocsConfig], str]
"""Returns the HTML of a part of the page, for the site and its configuration."""

_WIDGET = re.compile(r"<!-- course:(\w+) -->")
_CITED = re.compile(r'<a href="#ref-([^"]+)"')
_LEVELS = {
    "doi-found": "Confirmed: the DOI was seen.",
    "title-found": "Confirmed: title and authors were seen.",
    "memory-high": "Not confirmed: named from memory.",
}
"""How well a work is confirmed, by the bibliography's ``verification_level``."""

_PARAGRAPH = re.compile(r"^\s*<p>((?:(?!</?p>).)*)</p>\s*$", re.DOTALL)


def fill(site: Site, page: Page, html: str, config: MkDocsConfig) -> str:
    """Put each widget that the page asks for in its place.

    Raises:
        CourseError: a page asks for a widget that does not exist.
    """

    def widget(match: re.Match[str]) -> str:
        if match[1] not in _WIDGETS:
            known = ", ".join(_WIDGETS)
            raise CourseError(
                f"{page.file.src_uri}: no widget is called `{match[1]}`; there are: {known}"
            )
        return _WIDGETS[match[1]](site, page, config)

    return _WIDGET.sub(widget, html)


def tail(site: Site, page: Page, html: str) -> str:
    """Return what ends the page of ``html``: the references it cites, and what its scripts need.

    It is added when the search index has taken the page, which it would only fill with noise.
    """
    return _page_references(site, page, html) + _scripts(site, page)


def _exam(site: Site, page: Page, config: MkDocsConfig) -> str:
    """Write the exam bank as one form, with nothing in it that tells a right answer.

    Each group says how many of its questions an attempt draws, and not what they are about.
    """
    markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)

    def html(text: str) -> Markup:
        return Markup(_PARAGRAPH.sub(r"\1", markdown.reset().convert(text)))

    def asked(question: Question) -> dict:
        options = [
            RenderedOption(option.letter, html(option.text), Markup(), correct=False)
            for option in question.options
        ]
        return {"question": question, "stem": html(question.stem), "options": options}

    groups = [
        (group.items, [asked(question) for question in group.questions])
        for group in strata(site.course)
    ]
    addresses = [get_relative_url(unit_address(scene), page.url) for scene in site.course.scenes]
    return site.render(
        "exam.html",
        groups=groups,
        scenes=list(zip(site.course.scenes, addresses, strict=True)),
        each=_asked_for_each(site.course),
    )


def _asked_for_each(course: Course) -> dict[str, list[tuple[str, str]]]:
    """Return what a question of the evaluation may be asked for each of: key and words."""
    settings = course.settings
    return {
        "outcome": [(outcome.id, outcome.text) for outcome in settings.outcomes],
        "module": [(module.slug, module.title) for module in course.modules],
        "author": [(f"author-{n}", author) for n, author in enumerate(settings.authors, 1)],
    }


def _verify(site: Site, page: Page, config: MkDocsConfig) -> str:
    del page, config
    return site.render(
        "verify.html",
        issuer=site.course.settings.issuer,
        keys=json.dumps(site.course.settings.provider.public_keys),
    )


def _references(site: Site, page: Page, config: MkDocsConfig) -> str:
    """Every work of the bibliography, with the pages that cite it and how well it is confirmed."""
    del config
    entries = [
        (key, Markup(entry), _citing_pages(site, page, key), _confirmed(site, key))
        for key, entry in site.bibliography.entries(site.course.references)
    ]
    return site.render("references.html", entries=entries, title=None)


def _citing_pages(site: Site, page: Page, key: str) -> list[tuple[str, str]]:
    """Title and address, relative to ``page``, of each module and case that cites ``key``."""
    units = (*site.course.modules, *site.course.cases)
    titles = {unit.source.path: unit.front_matter.title for unit in units}
    return [
        (titles[path], get_relative_url(path.with_suffix("").as_posix() + "/", page.url))
        for path in site.course.citations.get(key, ())
        if path in titles
    ]


def _confirmed(site: Site, key: str) -> str:
    """Say how well the work is confirmed, where the bibliography has a ``verification_level``."""
    return _LEVELS.get(site.course.references[key].fields.get("verification_level", ""), "")


def _modules(site: Site, page: Page, config: MkDocsConfig) -> str:
    del config
    rows = [
        {
            "module": module,
            "url": get_relative_url(f"modules/{module.slug}/", page.url),
            "minutes": site.reading_minutes(module),
        }
        for module in site.course.modules
    ]
    return site.render("modules.html", rows=rows)


def _cases(site: Site, page: Page, config: MkDocsConfig) -> str:
    del config
    rows = [
        {
            "case": case,
            "url": get_relative_url(f"case_studies/{case.slug}/", page.url),
            "minutes": site.reading_minutes(case),
        }
        for case in sorted(site.course.cases, key=lambda case: not case.front_matter.required)
    ]
    return site.render("cases.html", rows=rows)


def _facts(site: Site, page: Page, config: MkDocsConfig) -> str:
    del page, config
    return site.render("facts.html", settings=site.course.settings)


def _place(name: str) -> Widget:
    """Return a widget that only marks where a browser module has its place."""
    return lambda *_: f'<div class="{name}"></div>'


def _rating_place(name: str) -> Widget:
    """Return a widget that marks a place, with the self-assessment for the browser module."""

    def place(site: Site, page: Page, config: MkDocsConfig) -> str:
        del config
        form = form_json(site.course, page.file.src_uri)
        return f'<div class="{name}" data-form="{escape(form)}"></div>'

    return place


_WIDGETS: dict[str, Widget] = {
    "calibration": _place("my-calibration"),
    "cases": _cases,
    "continue": _place("progress-of"),
    "copies": _place("my-copies"),
    "device": _place("my-device"),
    "download": lambda *_: DOWNLOAD,
    "exam": _exam,
    "facts": _facts,
    "modules": _modules,
    "offline": lambda *_: KEEP,
    "ratings": _rating_place("self-assessment"),
    "references": _references,
    "results": _rating_place("my-results"),
    "summary": _place("my-summary"),
    "syllabus": syllabus,
    "units": _place("my-units"),
    "verify": _verify,
}


def _page_references(site: Site, page: Page, html: str) -> str:
    """Write the reference list of a page that cites, with its entry in the table of contents."""
    keys = set(_CITED.findall(html))
    if not keys:
        return ""
    top = page.toc.items
    below_title = len(top) == 1 and top[0].level == 1
    (top[0].children if below_title else top).append(AnchorLink("References", "references", 2))
    entries = [(key, Markup(entry), [], "") for key, entry in site.bibliography.entries(keys)]
    return site.render("references.html", entries=entries, title="References")


def _provider(provider: Provider) -> dict[str, Any]:
    known = {"name": provider.name, "email": provider.email}
    key = provider.sealing_key
    return known | ({"sealing_key": key.model_dump()} if key else {})


def _scripts(site: Site, page: Page) -> str:
    """Write what the browser modules know of the page, and the one script that starts them."""
    settings, unit = site.course.settings, site.unit_of(page)
    data = {
        "course": {"id": settings.id, "title": settings.title, "version": settings.version},
        "provider": _provider(settings.provider),
        "root": get_relative_url("./", page.url),
        "page": {"kind": site.kind_of(page), "address": page.url},
        "unit": unit_outline(site.course, unit) if unit else None,
    }
    if "<!-- course:exam -->" in (page.markdown or ""):
        data["scenes"] = [unit_outline(site.course, scene) for scene in site.course.scenes]
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    script = get_relative_url(site.assets.script, page.url)
    return (
        f'\n<script type="application/json" id="course-data">{text}</script>'
        f'\n<script src="{script}"></script>\n'
    )
