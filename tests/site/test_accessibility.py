"""Automated accessibility: axe-core finds nothing on the pages a learner meets, light and dark."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = [
    "",
    "modules/mononormativity/",
    "quizzes/practice/mononormativity/",
    "exam/",
    "verify/",
    "tools/commitment-strands/",
    "references/",
    "syllabus/",
    "course/",
    "how-it-works/",
    "policies/privacy/",
    "review/",
]


WIDTHS = (1280, 390)


def violations(browser, address: str, scheme: str, names: list[str]) -> list[str]:
    """Return what axe-core finds on the pages ``names``, and which of them scroll sideways."""
    found = []
    for width in WIDTHS:
        context = browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce"
        )
        page = context.new_page()
        for name in names:
            page.goto(address + name)
            page.locator("body").wait_for()
            if name == "exam/":
                page.get_by_role("button", name="Begin the exam").click()
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{width} /{name} scrolls sideways")
            results = Axe().run(page)
            found += [
                f"{width} /{name} {item['id']}: {node['html'][:120]}"
                for item in results.response["violations"]
                for node in item["nodes"]
            ]
        context.close()
    return found


@pytest.mark.xdist_group("axe")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe(browser, serve, site, scheme):
    """No rule of axe-core is violated, on a desktop and on a phone, and no page is too wide."""
    found = violations(browser, serve(site), scheme, PAGES)
    assert not found, "\n".join(found[:20])


@pytest.mark.audit
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page(browser, serve, site, course, scheme):
    """The same for every page of the site."""
    base = str(course.settings.site_url)
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    names = [name.removeprefix(base) for name in re.findall("<loc>(.*?)</loc>", sitemap)]
    assert len(names) > len(PAGES)
    found = violations(browser, serve(site), scheme, names)
    assert not found, "\n".join(found[:20])
