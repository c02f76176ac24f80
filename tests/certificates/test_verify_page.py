"""The verification page in a browser: what it shows, and that nothing leaves it."""

import json
import shutil
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from certificates.specimens import COURSE, Certificate, make_facts, signed
from coursekit.certificates import SigningKey, create_key, render_pdf, short_url, sign_short
from coursekit.certificates.credential import read_facts

BROWSER = Path(__file__).parents[2] / "scripts" / "coursekit" / "site" / "browser"

pytestmark = pytest.mark.xdist_group("verify-page")


@pytest.fixture(scope="module")
def address(serve, key: SigningKey, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page with the element that the site's template writes, served on loopback."""
    folder = tmp_path_factory.mktemp("verify")
    for source in BROWSER.glob("*.*"):
        shutil.copy(source, folder)
    keys = escape(json.dumps([create_key().multikey, key.multikey]), quote=True)
    (folder / "index.html").write_text(
        f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Verify</title>
        <link rel="stylesheet" href="verify.css">
        <body class="md-typeset"><h1>Verify a certificate</h1>
        <div id="verify" data-issuer="did:web:course.example.org" data-keys="{keys}"
        data-course-id="{COURSE}" data-course-version="2026.1"></div>
        <h2 id="what-the-checks-mean">What the checks mean</h2>
        <script type="module">
        import {{ start }} from "./verify.js";
        start([document.getElementById("verify")]);
        </script>""",
        encoding="utf-8",
    )
    return serve(folder)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile; an error that the page throws fails the test."""
    context = browser.new_context(viewport={"width": 1000, "height": 1200})
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    context.close()
    assert errors == []


@pytest.fixture
def visit(context: BrowserContext, address: str) -> Callable[..., Page]:
    """A function that opens the page with a fragment and waits until it has started."""

    def go(fragment: str = "") -> Page:
        page = context.new_page()
        page.goto(address + (f"#{fragment}" if fragment else ""))
        expect(page.get_by_label("Certificate file")).to_be_visible()
        return page

    return go


@pytest.fixture(scope="module")
def pdf(real: Certificate, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real certificate's PDF."""
    path = tmp_path_factory.mktemp("pdf") / "certificate.pdf"
    text = json.dumps(real.credential, ensure_ascii=False)
    path.write_bytes(render_pdf(real.facts, text, short_url(real.facts, real.short)))
    return path


def choose(page: Page, path: Path) -> None:
    """Choose a file by the input."""
    page.get_by_label("Certificate file").set_input_files(path)


def drop(page: Page, name: str, data: bytes) -> None:
    """Drop a file somewhere on the page."""
    page.evaluate(
        """([name, bytes]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
          for (const type of ["dragover", "drop"]) {
            const options = { dataTransfer, bubbles: true, cancelable: true };
            const event = new DragEvent(type, options);
            document.querySelector("h1").dispatchEvent(event);
            if (!event.defaultPrevented) throw new Error(`${type} would replace the page`);
          }
        }""",
        [name, list(data)],
    )


def facts(page: Page) -> list[tuple[str, str]]:
    """Return the facts that the page shows."""
    expect(page.locator(".verify__facts")).to_be_visible()
    rows = page.locator(".verify__facts > div").all()
    return [(row.locator("dt").inner_text(), row.locator("dd").inner_text()) for row in rows]


def states(page: Page) -> list[str]:
    """Return the word of each check, in order."""
    expect(page.locator(".verify__check")).to_have_count(4)
    return page.locator(".verify__word").all_inner_texts()


def test_a_scanned_code_shows_its_facts_and_checks(
    visit: Callable[..., Page], real: Certificate
) -> None:
    """The name stands first; each check has a word; the result is announced."""
    page = visit(real.short)
    assert facts(page)[0] == ("Name", real.facts.participant_name)
    assert ("Completed", "November 20, 2026") in facts(page)
    assert ("Contact hours", "6.25") in facts(page)
    assert states(page) == ["ok", "ok", "could not be checked", "ok"]
    expect(page.get_by_role("heading", name="What was signed")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Signature: ok")


def test_a_pdf_shows_the_same_facts_as_the_command_line(
    visit: Callable[..., Page], real: Certificate, pdf: Path
) -> None:
    """Python and JavaScript read one credential alike, word for word."""
    page = visit()
    choose(page, pdf)
    assert facts(page) == read_facts(real.credential)
    assert states(page) == ["ok", "ok", "could not be checked", "ok"]


def test_the_credential_file_is_read_as_well(
    visit: Callable[..., Page], tmp_path: Path, key: SigningKey
) -> None:
    """JSON, with a name from several scripts and no license."""
    certificate = make_facts(participant_name='山田 "太郎" محمد 😀 \\', licenses=[])
    path = tmp_path / "certificate.json"
    credential = signed(certificate, key)
    path.write_text(json.dumps(credential), encoding="utf-8")
    page = visit()
    choose(page, path)
    assert facts(page) == read_facts(credential)
    assert states(page)[0] == "ok"


def test_a_dropped_file_replaces_what_the_fragment_showed(
    visit: Callable[..., Page], real: Certificate, key: SigningKey
) -> None:
    """The reader's last wish counts, in either order; a drop never navigates away."""
    page = visit(real.short)
    facts(page)
    other = signed(make_facts(participant_name="Somebody Else"), key)
    drop(page, "certificate.json", json.dumps(other).encode())
    expect(page.locator(".verify__facts dd").first).to_have_text("Somebody Else")
    third = sign_short(make_facts(participant_name="A Third"), key)
    page.evaluate("(fragment) => { location.hash = fragment; }", third)
    expect(page.locator(".verify__facts dd").first).to_have_text("A Third")


def test_a_slow_file_does_not_replace_a_newer_code(
    context: BrowserContext, visit: Callable[..., Page], real: Certificate, pdf: Path
) -> None:
    """An answer that comes late belongs to a question that was withdrawn."""
    context.add_init_script(
        """const read = Blob.prototype.arrayBuffer;
        Blob.prototype.arrayBuffer = async function () {
          await new Promise((go) => { globalThis.letGo = go; });
          return read.call(this);
        };"""
    )
    page = visit()
    choose(page, pdf)
    page.wait_for_function("() => globalThis.letGo")
    newer = sign_short(make_facts(participant_name="Newer"), real.key)
    page.evaluate("(fragment) => { location.hash = fragment; }", newer)
    expect(page.locator(".verify__facts dd").first).to_have_text("Newer")
    page.evaluate("() => globalThis.letGo()")
    page.wait_for_timeout(300)
    assert facts(page)[0] == ("Name", "Newer")


def test_a_jump_within_the_page_changes_nothing(
    visit: Callable[..., Page], real: Certificate
) -> None:
    """Other fragments belong to the table of contents."""
    page = visit(real.short)
    before = facts(page)
    page.evaluate("() => { location.hash = 'what-the-checks-mean'; }")
    page.wait_for_timeout(100)
    assert facts(page) == before


def test_a_changed_certificate_fails(
    visit: Callable[..., Page], copy: dict, tmp_path: Path
) -> None:
    """The signature fails, and the heading does not call the facts signed."""
    copy["credentialSubject"]["result"][1]["value"] = "60.25"
    path = tmp_path / "certificate.json"
    path.write_text(json.dumps(copy), encoding="utf-8")
    page = visit()
    choose(page, path)
    assert states(page)[0] == "failed"
    expect(page.get_by_role("heading", name="not confirmed")).to_be_visible()


def test_a_forgers_key_fails_the_issuer(visit: Callable[..., Page], real: Certificate) -> None:
    """A good signature by a key that is not the provider's."""
    page = visit(sign_short(real.facts, create_key()))
    assert states(page)[:2] == ["ok", "failed"]
    expect(page.get_by_role("heading", name="not confirmed")).to_be_visible()


def test_a_sample_says_what_it_is(visit: Callable[..., Page], sample: Certificate) -> None:
    """Its key belongs to nobody: could not be checked, and a mark that cannot be overlooked."""
    page = visit(sample.short)
    assert states(page)[:2] == ["ok", "could not be checked"]
    expect(page.get_by_text("SAMPLE – not a certificate")).to_be_visible()
    expect(page.get_by_text("throw-away key")).to_be_visible()


def test_other_courses_and_versions(visit: Callable[..., Page], key: SigningKey) -> None:
    """Another course fails; an older version of this one could not be checked."""
    other = visit(sign_short(make_facts(course_id="knots-201"), key))
    assert states(other)[3] == "failed"
    older = visit(sign_short(make_facts(course_version="2025.1"), key))
    assert states(older)[3] == "could not be checked"


def test_hostile_text_stays_text(visit: Callable[..., Page], key: SigningKey) -> None:
    """Markup in a name is shown as it is typed and runs nothing."""
    name = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>"
    page = visit(sign_short(make_facts(participant_name=name), key))
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
    ],
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


def test_a_cut_off_link_says_so(visit: Callable[..., Page], real: Certificate) -> None:
    """A link that lost its end is not taken for a forgery."""
    page = visit(real.short[:-20])
    expect(page.get_by_role("status")).to_contain_text("cut off")


def test_without_cryptography_the_signature_could_not_be_checked(
    context: BrowserContext, visit: Callable[..., Page], real: Certificate
) -> None:
    """On plain http the browser offers none; the page says why and never says ok."""
    context.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined });")
    page = visit(real.short)
    assert states(page)[0] == "could not be checked"
    expect(page.get_by_text("open its https:// address")).to_be_visible()


def test_nothing_leaves_the_page(
    context: BrowserContext, visit: Callable[..., Page], real: Certificate, pdf: Path
) -> None:
    """After the page has loaded there is no request, and no address ever holds the name."""
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = visit(real.short)
    facts(page)
    loaded = len(asked)
    choose(page, pdf)
    expect(page.get_by_text("Passed (80 % required)")).to_be_visible()
    assert len(asked) == loaded
    assert not any(real.short in url for url in asked)


def test_it_works_by_keyboard(visit: Callable[..., Page]) -> None:
    """The first stop of Tab is the browser's own file input, which every keyboard opens."""
    page = visit()
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_attribute("type", "file")
    expect(focused).to_have_accessible_name("Certificate file")
    expect(focused).to_be_enabled()
