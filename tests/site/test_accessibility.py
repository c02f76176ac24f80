"""Automated accessibility: axe-core finds nothing on any page, in any way of looking at it."""

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

DESKTOP, PHONE, ZOOMED = (1280, 800), (390, 800), (320, 256)
"""Windows in CSS pixels; one of 1280 by 1024 at 400 % zoom has the last."""

NO_SCRIPTS = "no scripts"
"""The pages without their scripts, because axe-core itself needs a browser that runs some."""

SETTINGS = {
    "light": (DESKTOP, {"color_scheme": "light"}),
    "light phone": (PHONE, {"color_scheme": "light"}),
    "dark": (DESKTOP, {"color_scheme": "dark"}),
    "dark phone": (PHONE, {"color_scheme": "dark"}),
    "400 % zoom": (ZOOMED, {"color_scheme": "light"}),
    "forced colors": (DESKTOP, {"forced_colors": "active"}),
    NO_SCRIPTS: (PHONE, {}),
}

OPTIONS = {
    NO_SCRIPTS: {
        "rules": {
            "landmark-unique": {"enabled": False},  # a script counts the landmarks of one name
            "scrollable-region-focusable": {"enabled": False},  # browsers give a stop by themselves
        }
    }
}
"""What axe-core leaves out, and why."""


def without_scripts(route) -> None:
    """Give a page as a browser shows it that runs no scripts: its noscript parts are parts."""
    if route.request.resource_type != "document":
        route.continue_()
        return
    html = re.sub("<script.*?</script>|</?noscript>", "", route.fetch().text(), flags=re.DOTALL)
    route.fulfill(body=html, content_type="text/html")


def violations(browser, address: str, setting: str, names: list[str]) -> list[str]:
    """Return what axe-core finds on the pages ``names``, and which of them scroll sideways."""
    (width, height), options = SETTINGS[setting]
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", **options
    )
    if setting == NO_SCRIPTS:
        context.route("**/*", without_scripts)
    found = []
    page = context.new_page()
    for name in names:
        page.goto(address + name)
        page.locator("body").wait_for()
        if name == "exam/" and setting != NO_SCRIPTS:
            page.get_by_role("button", name="Begin the exam").click()
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{setting} /{name} scrolls sideways")
        results = Axe().run(page, options=OPTIONS.get(setting))
        found += [
            f"{setting} /{name} {item['id']}: {node['html'][:120]}"
            for item in results.response["violations"]
            for node in item["nodes"]
        ]
    context.close()
    return found


@pytest.mark.xdist_group("axe")
@pytest.mark.parametrize("setting", ["light", "dark phone"])
def test_axe(browser, serve, site, setting):
    """No rule of axe-core is violated on them, and no page scrolls sideways."""
    found = violations(browser, serve(site), setting, PAGES)
    assert not found, "\n".join(found[:20])


@pytest.mark.audit
@pytest.mark.parametrize("setting", SETTINGS)
def test_every_page(browser, serve, site, course, setting):
    """The same for every page of the site."""
    base = str(course.settings.site_url)
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    names = [name.removeprefix(base) for name in re.findall("<loc>(.*?)</loc>", sitemap)]
    assert len(names) > len(PAGES)
    found = violations(browser, serve(site), setting, names)
    assert not found, "\n".join(found[:20])
