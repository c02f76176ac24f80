"""The page that is saved as one file: it checks certificates from a folder, with no connection."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from certificates.provider import NUMBERS, Provider
from certificates.verify_page import checks, choose, enter, facts
from coursekit.certificates import known_from, render_pdf, short_url, verify_short
from coursekit.certificates.credential import credential_text
from coursekit.content import load_course
from coursekit.site import verifier

pytestmark = pytest.mark.xdist_group("verify-page")


@pytest.fixture(scope="module")
def saved(provider_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, alone in a folder."""
    path = tmp_path_factory.mktemp("saved") / "verify-certificate.html"
    path.write_bytes((provider_site / verifier.ADDRESS).read_bytes())
    return path


@pytest.fixture
def page(context: BrowserContext, saved: Path) -> Page:
    """The saved page, opened from its folder; a request for anything else fails the test."""
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.set_offline(True)
    page = context.new_page()
    page.goto(saved.as_uri())
    expect(page.get_by_label("Certificate file")).to_be_visible()
    yield page
    assert {url for url in asked if not url.startswith("blob:")} == {saved.as_uri()}


def test_it_is_offered(provider_site: Path, context: BrowserContext, serve: Callable) -> None:
    """The page about offline checks hands it out as a file."""
    page = context.new_page()
    page.goto(f"{serve(provider_site)}verify-offline/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Save the checking page").click()
    assert download.value.suggested_filename == "verify-certificate.html"
    assert (
        Path(download.value.path()).read_bytes() == (provider_site / verifier.ADDRESS).read_bytes()
    )


@pytest.mark.parametrize("what", ["valid", "revoked", "by a stranger", "by a thief"])
def test_a_file_and_a_pasted_code_are_checked(
    what: str, page: Page, provider: Provider, tmp_path: Path
) -> None:
    """Signature, key and version as on the site; the status could not be checked, and why."""
    certificate = provider.certificates[what]
    known = known_from(load_course(provider.folder).settings)
    found = verify_short(certificate.short, known)
    enter(page, short_url(certificate.facts, certificate.short))
    assert facts(page) == found.facts
    shown = checks(page)
    expected = [f"{check.name}: {check.words}" for check in found.checks]
    assert [line.split(". ")[0] for line in shown] == expected
    if what in ("valid", "revoked"):
        assert "this saved page asks nobody" in shown[2].lower()
    pdf = tmp_path / "a.pdf"
    url = short_url(certificate.facts, certificate.short)
    pdf.write_bytes(render_pdf(certificate.facts, credential_text(certificate.credential), url))
    choose(page, pdf)
    expect(page.get_by_text("Passed (80 % required)")).to_be_visible()
    assert [line.split(". ")[0] for line in checks(page)] == expected


def test_a_number_needs_the_site(page: Page) -> None:
    """Nothing can be said of a number alone, and nothing is."""
    enter(page, NUMBERS["valid"])
    assert facts(page) == [("Certificate number", "0123-4567-89AB-CDEF")]
    assert all("could not be checked" in line for line in checks(page))


def test_it_may_load_nothing(saved: Path) -> None:
    """Its policy allows its own script and style sheet by their hashes, and nothing else."""
    text = saved.read_text(encoding="utf-8")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    hashes = {}
    for name, tag in (("script-src", "script"), ("style-src", "style")):
        (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        hashes[name] = f"'sha256-{digest}'"
    assert rules == {"default-src": "'none'", **hashes}
    assert text.index("Content-Security-Policy") < text.index("<style>")
    assert len(text) < 60_000


def test_nothing_is_refused_that_it_needs(page: Page, provider: Provider) -> None:
    """It looks as it should: its style sheet is applied under its policy."""
    enter(page, provider.certificates["by a stranger"].short)
    checks(page)
    alert = page.locator(".verify__alert").first
    assert alert.evaluate("alert => getComputedStyle(alert).borderInlineStartWidth") != "0px"
    expect(page.locator(".visually-hidden")).to_have_css("width", "1px")
