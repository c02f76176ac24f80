"""Every stop of the Tab key on the built site, on a phone and at 400 % zoom, in both directions."""

from collections.abc import Iterable

import pytest
from playwright.sync_api import Browser, Page

from every_page import SLICES, open_page, slice_of_pages
from stops import SMALL, walk


def faults(page: Page, name: str) -> list[str]:
    """Walk a page forwards and backwards, and say what is wrong with its stops."""
    found = []
    for key in ("Tab", "Shift+Tab"):
        stops, wrong = walk(page, key)
        assert stops >= 4, name
        found += [f"/{name} {key} {each}" for each in wrong]
    return found


def faults_of(browser: Browser, address: str, setting: str, names: Iterable[str]) -> list[str]:
    """Say what is wrong with the stops of all pages ``names``, and of an exam that has begun."""
    context = browser.new_context(**SMALL[setting])
    page = context.new_page()
    found = []
    for name in names:
        open_page(page, address, name)
        found += faults(page, name)
        if name == "exam/":
            page.get_by_role("button", name="Begin the exam").click()
            found += faults(page, "exam/ begun")
    context.close()
    return found


@pytest.mark.xdist_group("keyboard")
@pytest.mark.parametrize("setting", SMALL)
def test_every_stop_is_seen(browser, serve, site, setting):
    """From the address bar through a lesson and out of it: nothing hidden takes the focus."""
    assert faults_of(browser, serve(site), setting, ["modules/mononormativity/"]) == []


@pytest.mark.audit
@pytest.mark.parametrize("number", SLICES)
@pytest.mark.parametrize("setting", SMALL)
def test_every_stop_of_every_page_is_seen(browser, serve, site, setting, number):
    """The same on all pages."""
    assert faults_of(browser, serve(site), setting, slice_of_pages(site, number)) == []
