"""A certificate to test with, and a provider that has issued many."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from certificates.provider import Provider, make_provider
from certificates.specimens import Certificate, make_facts, signed
from coursekit.certificates import SigningKey, create_key
from coursekit.certificates.short import sign_short


@pytest.fixture(scope="session")
def key() -> SigningKey:
    """The provider's key."""
    return create_key()


@pytest.fixture(scope="session")
def real(key: SigningKey) -> Certificate:
    """A real certificate; tests change a copy of its credential, never this one."""
    facts = make_facts()
    return Certificate(key, facts, signed(facts, key), sign_short(facts, key))


@pytest.fixture(scope="session")
def sample() -> Certificate:
    """A sample, signed with a throw-away key."""
    throw_away = create_key()
    facts = make_facts(sample=True, issuer=throw_away.did)
    return Certificate(throw_away, facts, signed(facts, throw_away), sign_short(facts, throw_away))


@pytest.fixture
def copy(real: Certificate) -> dict[str, Any]:
    """A copy of the real certificate's credential, to be tampered with."""
    return json.loads(json.dumps(real.credential))


@pytest.fixture(scope="session")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Provider:
    """A provider with certificates of every kind, whose status is published."""
    return make_provider(tmp_path_factory.mktemp("provider") / "course")


@pytest.fixture(scope="session")
def provider_site(
    provider: Provider, build_site: Callable, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The site of that provider, built."""
    folder = tmp_path_factory.mktemp("provider-site") / "site"
    done = build_site(provider.folder, folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile; an error that the page throws fails the test."""
    context = browser.new_context(viewport={"width": 1000, "height": 1200})
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    context.close()
    assert errors == []


@pytest.fixture(scope="session")
def address(serve: Callable[[Path], str], provider_site: Path) -> str:
    """The address of the provider's verification page."""
    return f"{serve(provider_site)}verify/"


@pytest.fixture
def visit(context: BrowserContext, address: str) -> Callable[..., Page]:
    """A function that opens the page with a fragment and waits until it has started."""

    def go(fragment: str = "") -> Page:
        page = context.new_page()
        page.goto(address + (f"#{fragment}" if fragment else ""))
        expect(page.get_by_label("Certificate file")).to_be_visible()
        return page

    return go
