"""What a page tells machines about itself: Open Graph for links, schema.org for search engines.

The data of schema.org stand in a script element of the type ``application/ld+json``. A browser runs
no such element, so the page's policy does not have to name it.
"""

import json
from typing import Any

from mkdocs.structure.pages import Page

from coursekit.content import Case, Module, is_placeholder
from coursekit.content.models import CourseSettings
from coursekit.site.outline import unit_address
from coursekit.site.pages import Site

_ABOUT = "<!-- course:facts -->"
"""The page that holds this widget is the page about the course."""

Data = dict[str, Any]


def describe(site: Site, page: Page, html: str) -> str:
    """Return the page with its description for machines at the end of its head."""
    kind = site.kind_of(page)
    head = site.render(
        "head.html",
        title=site.course.settings.title if page.is_homepage else page.title,
        description=page.meta.get("description", site.course.settings.summary),
        address=page.canonical_url,
        kind="article" if kind in ("module", "case") else "website",
        data=[_in_script(data) for data in _data(site, page, kind)],
    )
    return html.replace("</head>", f"{head}</head>", 1)


def _data(site: Site, page: Page, kind: str) -> list[Data]:
    unit = site.unit_of(page)
    if kind in ("module", "case") and isinstance(unit, Module | Case):
        return [unit_data(site, unit)]
    return [course_data(site)] if _ABOUT in (page.markdown or "") else []


def course_data(site: Site) -> Data:
    """Describe the course as a schema.org ``Course``; what the owner has yet to say is left out."""
    course, settings = site.course, site.course.settings
    hours = _duration(int(settings.credit.contact_hours * 60))
    provider = settings.provider
    data = _named("Course", settings.title, settings.summary, site) | {
        "@id": _course_id(settings),
        "url": str(settings.site_url),
        "version": settings.version,
        "provider": None
        if is_placeholder(provider.name)
        else {"@type": "Organization", "name": provider.name, "url": _said(provider.url)},
        "author": [
            {"@type": "Person", "name": name}
            for name in settings.authors
            if not is_placeholder(name)
        ],
        "educationalLevel": settings.level,
        "audience": [
            {"@type": "EducationalAudience", "educationalRole": role} for role in settings.audience
        ],
        "teaches": [outcome.text for outcome in settings.outcomes],
        "timeRequired": hours,
        "accessMode": "textual",
        "datePublished": settings.released and settings.released.isoformat(),
        "expires": settings.expires and settings.expires.isoformat(),
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": "online",
            "courseWorkload": hours,
        },
        "offers": _offer(settings),
        "hasPart": [
            {
                "@type": "LearningResource",
                "name": unit.front_matter.title,
                "url": f"{settings.site_url}{unit_address(unit)}",
            }
            for unit in (*course.modules, *course.cases)
        ],
    }
    return _without_gaps(data)


def unit_data(site: Site, unit: Module | Case) -> Data:
    """Describe a lesson or a case as a schema.org ``LearningResource``."""
    front, settings = unit.front_matter, site.course.settings
    objectives = front.objectives if isinstance(unit, Module) else ()
    data = _named("LearningResource", front.title, front.summary, site) | {
        "url": f"{settings.site_url}{unit_address(unit)}",
        "learningResourceType": "lesson" if isinstance(unit, Module) else "case study",
        "timeRequired": _duration(site.reading_minutes(unit)),
        "teaches": [objective.text for objective in objectives],
        "isPartOf": {
            "@type": "Course",
            "@id": _course_id(settings),
            "name": settings.title,
            "description": settings.summary,
        },
    }
    return _without_gaps(data)


def _named(kind: str, name: str, description: str, site: Site) -> Data:
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "name": name,
        "description": description,
        "inLanguage": site.course.settings.language,
    }


def _course_id(settings: CourseSettings) -> str:
    return f"{settings.site_url}#course"


def _offer(settings: CourseSettings) -> Data | None:
    offered = settings.enrolment
    if offered is None:
        return None
    return {
        "@type": "Offer",
        "category": "Paid" if offered.price else "Free",
        "price": str(offered.price),
        "priceCurrency": offered.currency,
        "url": str(offered.checkout),
    }


def _said(value: str) -> str | None:
    return None if is_placeholder(value) else value


def _duration(minutes: int) -> str:
    """Return minutes as ISO 8601 writes a duration."""
    return f"PT{minutes}M"


def _without_gaps(data: Data) -> Data:
    """Return ``data`` without what is not known, also inside."""
    inner = {
        key: _without_gaps(value) if isinstance(value, dict) else value
        for key, value in data.items()
    }
    return {key: value for key, value in inner.items() if value not in (None, [], "")}


def _in_script(data: Data) -> str:
    """Return ``data`` as JSON that cannot end the element around it."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
