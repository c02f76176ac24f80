"""The verification page in a browser: what it shows, and that nothing leaves it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from certificates.provider import Provider
from certificates.specimens import Certificate, make_facts, signed
from certificates.verify_page import choose, drop, enter, facts, states
from coursekit.certificates import create_key, render_pdf, short_url, sign_short
from coursekit.certificates.credential import read_facts

pytestmark = pytest.mark.xdist_group("verify-page")


@pytest.fixture(scope="module")
def valid(provider: Provider) -> Certificate:
    """A certificate that is what it says."""
    return provider.certificates["valid"]


@pytest.fixture(scope="module")
def pdf(valid: Certificate, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its PDF."""
    path = tmp_path_factory.mktemp("pdf") / "certificate.pdf"
    text = json.dumps(valid.credential, ensure_ascii=False)
    path.write_bytes(render_pdf(valid.facts, text, short_url(valid.facts, valid.short)))
    return path


def test_a_scanned_code_shows_its_facts_and_checks(
    visit: Callable[..., Page], valid: Certificate
) -> None:
    """The name stands first; each check has a word; the result is announced."""
    page = visit(valid.short)
    assert facts(page)[0] == ("Name", valid.facts.participant_name)
    assert ("Completed", "November 20, 2026") in facts(page)
    assert ("Contact hours", "6.25") in facts(page)
    assert states(page) == ["ok", "ok", "ok", "ok"]
    expect(page.get_by_role("heading", name="What was signed")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Signature: ok")


def test_a_pdf_shows_the_same_facts_as_the_command_line(
    visit: Callable[..., Page], valid: Certificate, pdf: Path
) -> None:
    """Python and JavaScript read one credential alike, word for word."""
    page = visit()
    choose(page, pdf)
    assert facts(page) == read_facts(valid.credential)
    assert states(page) == ["ok", "ok", "ok", "ok"]


def test_the_credential_file_is_read_as_well(
    visit: Callable[..., Page], tmp_path: Path, provider: Provider
) -> None:
    """JSON, with a name from several scripts and no license."""
    certificate = make_facts(participant_name='山田 "太郎" محمد 😀 \\', licenses=[])
    path = tmp_path / "certificate.json"
    credential = signed(certificate, provider.key)
    path.write_text(json.dumps(credential), encoding="utf-8")
    page = visit()
    choose(page, path)
    assert facts(page) == read_facts(credential)
    assert states(page)[0] == "ok"


def test_a_dropped_file_replaces_what_the_fragment_showed(
    visit: Callable[..., Page], valid: Certificate, provider: Provider
) -> None:
    """The reader's last wish counts, in either order; a drop never navigates away."""
    page = visit(valid.short)
    facts(page)
    other = signed(make_facts(participant_name="Somebody Else"), provider.key)
    drop(page, "certificate.json", json.dumps(other).encode())
    expect(page.locator(".verify__facts dd").first).to_have_text("Somebody Else")
    third = sign_short(make_facts(participant_name="A Third"), provider.key)
    page.evaluate("(fragment) => { location.hash = fragment; }", third)
    expect(page.locator(".verify__facts dd").first).to_have_text("A Third")


def test_a_slow_file_does_not_replace_a_newer_code(
    context: BrowserContext, visit: Callable[..., Page], valid: Certificate, pdf: Path
) -> None:
    """An answer that comes late belongs to a question that was withdrawn."""
    context.add_init_script(
        """const read = Blob.prototype.arrayBuffer;
        Blob.prototype.arrayBuffer = async function () {
          if (this instanceof File) await new Promise((go) => { globalThis.letGo = go; });
          return read.call(this);
        };"""
    )
    page = visit()
    choose(page, pdf)
    page.wait_for_function("() => globalThis.letGo")
    newer = sign_short(make_facts(participant_name="Newer"), valid.key)
    page.evaluate("(fragment) => { location.hash = fragment; }", newer)
    expect(page.locator(".verify__facts dd").first).to_have_text("Newer")
    page.evaluate("() => globalThis.letGo()")
    page.wait_for_timeout(300)
    assert facts(page)[0] == ("Name", "Newer")


def test_a_jump_within_the_page_changes_nothing(
    visit: Callable[..., Page], valid: Certificate
) -> None:
    """Other fragments belong to the table of contents."""
    page = visit(valid.short)
    before = facts(page)
    page.evaluate("() => { location.hash = 'what-the-checks-mean'; }")
    page.wait_for_timeout(100)
    assert facts(page) == before


def test_a_changed_certificate_fails(
    visit: Callable[..., Page], copy: dict, tmp_path: Path
) -> None:
    """The signature fails, and the heading does not call the facts signed."""
    copy["credentialSubject"]["result"][2]["value"] = "60.25"
    path = tmp_path / "certificate.json"
    path.write_text(json.dumps(copy), encoding="utf-8")
    page = visit()
    choose(page, path)
    assert states(page)[0] == "failed"
    expect(page.get_by_role("heading", name="not confirmed")).to_be_visible()


def test_a_forgers_key_fails_the_issuer(visit: Callable[..., Page], valid: Certificate) -> None:
    """A good signature by a key that is not the provider's."""
    page = visit(sign_short(valid.facts, create_key()))
    assert states(page)[:2] == ["ok", "failed"]
    expect(page.get_by_role("heading", name="not confirmed")).to_be_visible()


def test_a_sample_says_what_it_is(visit: Callable[..., Page], sample: Certificate) -> None:
    """Its key belongs to nobody: could not be checked, and a mark that cannot be overlooked."""
    page = visit(sample.short)
    assert states(page)[:2] == ["ok", "could not be checked"]
    expect(page.locator(".verify__alert")).to_contain_text("SAMPLE – not a certificate")
    assert facts(page)[0][0] == "Sample"
    expect(page.locator(".verify__checks")).to_contain_text("throw-away key")


def test_other_courses_and_versions(visit: Callable[..., Page], provider: Provider) -> None:
    """Another course fails; an older version of this one could not be checked."""
    other = visit(sign_short(make_facts(course_id="knots-201"), provider.key))
    assert states(other)[3] == "failed"
    older = visit(sign_short(make_facts(course_version="2025.1"), provider.key))
    assert states(older)[3] == "could not be checked"


def test_hostile_text_stays_text(visit: Callable[..., Page], provider: Provider) -> None:
    """Markup in a name is shown as it is typed and runs nothing."""
    name = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>"
    page = visit(sign_short(make_facts(participant_name=name), provider.key))
    assert facts(page)[0] == ("Name", name)
    assert page.locator("#verify img, #verify script").count() == 0
    assert page.evaluate("() => window.hacked") is None


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.pdf", b"%PDF-1.7\nnothing here", "No credential is attached"),
        ("a.json", b"{}", "not a certificate"),
        ("a.txt", b"hello", "neither a certificate"),
        ("a.json", b"[" * 150_000, "neither a certificate"),
        ("empty", b"", "neither a certificate"),
        ("huge.pdf", b"%PDF-1.7" + bytes(20_000_000), "too large for a certificate"),
    ],
    ids=["no credential", "another object", "text", "too deep", "empty", "too large"],
)
def test_other_files_are_said_to_be_none(
    visit: Callable[..., Page], name: str, data: bytes, message: str, tmp_path: Path
) -> None:
    """The message says what to choose instead, and no fact of an earlier file stays."""
    path = tmp_path / name
    path.write_bytes(data)
    page = visit()
    choose(page, path)
    expect(page.get_by_role("status")).to_contain_text(message)
    expect(page.locator(".verify__facts")).to_have_count(0)


def test_a_cut_off_link_says_so(visit: Callable[..., Page], valid: Certificate) -> None:
    """A link that lost its end is not taken for a forgery."""
    page = visit(valid.short[:-20])
    expect(page.get_by_role("status")).to_contain_text("cut off")


def test_without_cryptography_the_signature_could_not_be_checked(
    context: BrowserContext, visit: Callable[..., Page], valid: Certificate
) -> None:
    """On plain http the browser offers none; the page says why and never says ok."""
    context.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined });")
    page = visit(valid.short)
    assert states(page)[0] == "could not be checked"
    expect(page.get_by_text("open its https:// address")).to_be_visible()


def test_nothing_about_the_certificate_is_sent(
    context: BrowserContext, visit: Callable[..., Page], address: str, valid: Certificate, pdf: Path
) -> None:
    """What is fetched are the provider's lists, whole and without a query, from the same site."""
    asked: list[tuple[str, str]] = []
    context.on("request", lambda request: asked.append((request.method, request.url)))
    page = visit(valid.short)
    assert states(page) == ["ok"] * 4
    loaded = len(asked)
    choose(page, pdf)
    expect(page.get_by_text("Passed (80 % required)")).to_be_visible()
    assert states(page) == ["ok"] * 4
    site = address.removesuffix("verify/")
    lists = {("GET", f"{site}status/{name}-0.json") for name in ("revocation", "refresh")}
    assert set(asked[loaded:]) == lists
    assert all(url.startswith(site) for _, url in asked)
    assert not any(valid.short in url for _, url in asked[1:])


def test_what_is_pasted_is_checked(visit: Callable[..., Page], valid: Certificate) -> None:
    """The code, its link and the credential's text give the same facts as the code and the file."""
    page = visit()
    short = [("Name", valid.facts.participant_name), ("Course", valid.facts.course_title)]
    for text in (valid.short, f"  {short_url(valid.facts, valid.short)}\n"):
        enter(page, text)
        assert states(page) == ["ok"] * 4
        assert facts(page)[:2] == short
    enter(page, json.dumps(valid.credential, ensure_ascii=False))
    expect(page.get_by_text("Passed (80 % required)")).to_be_visible()
    assert facts(page) == read_facts(valid.credential)
    enter(page, "what is this")
    expect(page.get_by_role("status")).to_contain_text("does not hold a whole certificate")
    expect(page.locator(".verify__facts")).to_have_count(0)
    enter(page, " ")
    expect(page.get_by_role("status")).to_contain_text("Type or paste")


def test_it_works_by_keyboard(visit: Callable[..., Page], valid: Certificate) -> None:
    """Two stops of Tab and Enter; then the focus is on the result, which is read out."""
    page = visit()
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.id") != "verify-file":
        page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_accessible_name("Certificate file")
    expect(focused).to_have_accessible_description("Its PDF or its .json. Or drop it on this page.")
    page.keyboard.press("Tab")
    expect(focused).to_have_accessible_name("Number or code")
    page.keyboard.insert_text(valid.short)
    page.keyboard.press("Enter")
    expect(focused).to_have_role("heading")
    expect(focused).to_have_text("What was signed")
    page.keyboard.press("Tab")
    expect(focused).to_have_accessible_name("Certificate file")


def test_the_facts_are_read_out(visit: Callable[..., Page], valid: Certificate) -> None:
    """One announcement names the person, the course, the hours and each check."""
    page = visit(valid.short)
    states(page)
    expect(page.get_by_role("status")).to_have_text(
        f"Name: {valid.facts.participant_name}. Course: {valid.facts.course_title}. "
        "Completed: November 20, 2026. Contact hours: 6.25. "
        "Certificate number: 0123-4567-89AB-CDEF. "
        "Signature: ok. Issuer key: ok. Status: ok. Course version: ok."
    )
