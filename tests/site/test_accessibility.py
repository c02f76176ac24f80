"""Automated accessibility: axe-core finds nothing on any page, in any way of looking at it."""

import re
from collections.abc import Iterable

import pytest
from playwright.sync_api import Browser

from barriers import find_barriers
from every_page import KINDS, SLICES, open_page, slice_of_pages

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

NOT_ASKED = {
    NO_SCRIPTS: [
        "landmark-unique",  # a script counts the landmarks of one name
        "scrollable-region-focusable",  # browsers give a stop by themselves
    ]
}
"""Rules of axe-core that are left out in a setting, and why."""


def without_scripts(route) -> None:
    """Give a page as a browser shows it that runs no scripts: its noscript parts are parts."""
    html = re.sub("<script.*?</script>|</?noscript>", "", route.fetch().text(), flags=re.DOTALL)
    route.fulfill(body=html, content_type="text/html")


def barriers(browser: Browser, address: str, setting: str, names: Iterable[str]) -> list[str]:
    """Return what axe-core finds on the pages ``names``, and which of them scroll sideways."""
    (width, height), options = SETTINGS[setting]
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", **options
    )
    if setting == NO_SCRIPTS:
        context.route(re.compile(r"(/|\.html)$"), without_scripts)
    found = []
    page = context.new_page()
    for name in names:
        if setting == NO_SCRIPTS:
            page.goto(address + name)
        else:
            open_page(page, address, name)
            if name == "exam/":
                page.get_by_role("button", name="Begin the exam").click()
        left_out = NOT_ASKED.get(setting, [])
        found += [f"{setting}, /{name} {each}" for each in find_barriers(page, left_out=left_out)]
    context.close()
    return found


@pytest.mark.xdist_group("axe")
@pytest.mark.parametrize("setting", ["light", "dark phone"])
def test_axe(browser, serve, site, setting):
    """No rule of axe-core is violated on them, and no page scrolls sideways."""
    assert barriers(browser, serve(site), setting, KINDS) == []


@pytest.mark.audit
@pytest.mark.parametrize("number", SLICES)
@pytest.mark.parametrize("setting", SETTINGS)
def test_every_page(browser, serve, site, setting, number):
    """The same for every page of the site."""
    assert barriers(browser, serve(site), setting, slice_of_pages(site, number)) == []
