"""Parts of a page that come from the course's data: a page asks for one by a comment.

``<!-- course:NAME -->`` stands in the author's Markdown on a line of its own, where NAME is one of
the keys of ``_WIDGETS`` at the end of this file.
"""

import re
from collections.abc import Callable

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_relative_url

from coursekit.content import Module
from coursekit.errors import CourseError
from coursekit.site import about
from coursekit.site.enrolment import enrolment
from coursekit.site.exam import exam_form
from coursekit.site.facts import page_scripts
from coursekit.site.issuer import STATUS, known_to_page
from coursekit.site.offline import BOOK, DOWNLOAD, KEEP, module_mark
from coursekit.site.pages import Site
from coursekit.site.ratings import form_json
from coursekit.site.supervision import assign_form, assignments, hand_in, sign_off, team
from coursekit.site.syllabus import syllabus
from coursekit.site.verifier import ADDRESS
from coursekit.site.way import way

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


def is_closed(page: Page) -> bool:
    """Tell whether the page is given what others may not see, so that it may connect to nothing."""
    return not _CLOSED.isdisjoint(_WIDGET.findall(page.markdown or ""))


def tail(site: Site, page: Page, html: str) -> str:
    """Return what ends the page of ``html``: the references it cites, and what its scripts need.

    It is added when the search index has taken the page, which it would only fill with noise.
    """
    return _page_references(site, page, html) + page_scripts(site, page)


def _verify(site: Site, page: Page, config: MkDocsConfig) -> str:
    del config
    status = get_relative_url(f"{STATUS}/", page.url)
    return site.render("verify.html", known=known_to_page(site.course, status))


def _verifier(site: Site, page: Page, config: MkDocsConfig) -> str:
    """Offer the verification page as one file."""
    del config
    return site.render("verifier-offer.html", file=get_relative_url(ADDRESS, page.url))


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


def _outcomes(site: Site, page: Page, config: MkDocsConfig) -> str:
    del page, config
    return site.render("outcomes.html") if site.course.settings.outcomes else ""


def _objectives(site: Site, page: Page, config: MkDocsConfig) -> str:
    """List what each module's reader can do afterwards."""
    del page, config
    return site.render("objectives.html")


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


def _calendar(site: Site, page: Page, config: MkDocsConfig) -> str:
    del page, config
    return site.render("calendar.html")


def _module_pdf(site: Site, page: Page, config: MkDocsConfig) -> str:
    """Mark the place of the link to the module as a PDF, where the course has these."""
    del config
    unit = site.unit_of(page)
    if not site.course.settings.module_pdfs or not isinstance(unit, Module):
        return ""
    return module_mark(unit)


_WIDGETS: dict[str, Widget] = {
    "assign": assign_form,
    "assignment": assignments,
    "book": lambda *_: BOOK,
    "calibration": _place("my-calibration"),
    "calendar": _calendar,
    "cases": _cases,
    "continue": _place("progress-of"),
    "copies": _place("my-copies"),
    "credit": lambda site, *_: about.credit(site),
    "device": _place("my-device"),
    "download": lambda *_: DOWNLOAD,
    "enrolment": enrolment,
    "exam": exam_form,
    "facts": lambda site, *_: about.facts(site),
    "hand_in": hand_in,
    "modules": _modules,
    "offline": lambda *_: KEEP,
    "objectives": _objectives,
    "outcomes": _outcomes,
    "pdf": _module_pdf,
    "ratings": _rating_place("self-assessment"),
    "references": _references,
    "results": _rating_place("my-results"),
    "sign_off": sign_off,
    "summary": _place("my-summary"),
    "syllabus": syllabus,
    "team": team,
    "units": _place("my-units"),
    "verifier": _verifier,
    "verify": _verify,
    "way": way,
}

_CLOSED = {"sign_off", "team"}
"""Widgets whose page may connect to nothing."""


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
