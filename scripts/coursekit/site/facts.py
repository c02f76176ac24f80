"""What the browser modules know of a page, and the one script that starts them."""

import json
import re
from typing import Any

from markupsafe import Markup, escape
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from coursekit.content.models import Provider
from coursekit.site.outline import unit_outline
from coursekit.site.pages import Site

_EMAIL = re.compile(r"[^\s@\[\]]+@[^\s@\[\]]+")


def page_scripts(site: Site, page: Page) -> str:
    """Write what the browser modules know of the page, and the one script that starts them."""
    settings, unit = site.course.settings, site.unit_of(page)
    data = {
        "course": {"id": settings.id, "title": settings.title, "version": settings.version},
        "site": str(settings.site_url),
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


def _provider(provider: Provider) -> dict[str, Any]:
    known = {"name": provider.name, "email": provider.email}
    key = provider.sealing_key
    return known | ({"sealing_key": key.model_dump()} if key else {})


def contact(provider: Provider) -> Markup:
    """Return whom to ask for an accommodation, with a link where that is an e-mail address."""
    who = provider.accommodations or provider.email
    if _EMAIL.fullmatch(who):
        return Markup('<a href="mailto:{0}">{0}</a>').format(who)
    return escape(who)
