"""The small static pages, served, and a tab on each."""

from collections.abc import Callable, Iterator

import pytest
from joserfc.jwk import ECKey
from pages import PATIENCE, started, write_sealed_exam, write_site
from playwright.sync_api import Browser, BrowserContext, Page

from coursekit.records.sealing import create_sealing_key, public_part


@pytest.fixture(scope="session")
def sealing_key() -> ECKey:
    """The provider's private key that opens sealed requests."""
    return create_sealing_key()


@pytest.fixture(scope="session")
def pages_address(serve, tmp_path_factory, sealing_key: ECKey) -> str:
    """Give the address of the small static pages."""
    folder = write_site(tmp_path_factory.mktemp("pages") / "site")
    write_sealed_exam(folder, public_part(sealing_key))
    return serve(folder).rstrip("/")


@pytest.fixture(scope="module")
def profile(browser: Browser, pages_address: str) -> Iterator[tuple[BrowserContext, Page]]:
    """Give one profile for the tests of a file, and a tab in it that runs nothing of ours."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    keeper = context.new_page()
    keeper.goto(f"{pages_address}/assets/course/print.css")
    yield context, keeper
    context.close()


@pytest.fixture
def context(profile: tuple[BrowserContext, Page]) -> Iterator[BrowserContext]:
    """Give the profile with nothing stored; an error that a page throws fails the test."""
    context, keeper = profile
    errors = []

    def note(error):
        errors.append(str(error.error))

    context.on("weberror", note)
    yield context
    for page in context.pages:
        if page is not keeper:
            page.close()
    keeper.evaluate("localStorage.clear()")
    context.remove_listener("weberror", note)
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
