"""The small static pages, served, and a tab on each."""

from collections.abc import Callable, Iterator

import pytest
from pages import started, write_site
from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture(scope="session")
def pages_address(serve, tmp_path_factory) -> str:
    """Give the address of the small static pages."""
    return serve(write_site(tmp_path_factory.mktemp("pages") / "site")).rstrip("/")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a fresh profile; an error that a page throws fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    errors = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    context.close()
    assert errors == []


@pytest.fixture
def visit(context: BrowserContext, pages_address: str) -> Callable[[str], Page]:
    """Give a function that opens one of the static pages in a new tab and waits for its modules."""

    def go(name: str) -> Page:
        page = context.new_page()
        page.goto(f"{pages_address}/{name}.html")
        started(page)
        return page

    return go
