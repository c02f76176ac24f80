"""A PDF whose visible text was edited: what was signed is shown beside it, to compare."""

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from certificates.provider import Provider
from certificates.verify_page import choose, facts, states
from coursekit.certificates import render_pdf, short_url
from coursekit.certificates.credential import credential_text
from coursekit.cli import main

pytestmark = pytest.mark.xdist_group("verify-page")

OTHER = "Mallory Smith, PhD"


@pytest.fixture(scope="module")
def issued(provider: Provider) -> bytes:
    """The PDF of a certificate, as it was issued."""
    valid = provider.certificates["valid"]
    url = short_url(valid.facts, valid.short)
    return render_pdf(valid.facts, credential_text(valid.credential), url)


def visible(pdf: bytes) -> str:
    """Return the text that stands on the page."""
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()


def opened(pdf: bytes) -> PdfWriter:
    """Open a PDF to change it."""
    return PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))


def saved(writer: PdfWriter) -> bytes:
    """Return the changed PDF."""
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def draw_over(pdf: bytes) -> bytes:
    """Cover the name with white, and write another one in its place."""
    writer = opened(pdf)
    page = writer.pages[0]
    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(k): NameObject(v) for k, v in names.items()})
    fonts = page["/Resources"].get_object()["/Font"].get_object()
    fonts[NameObject("/Forged")] = writer._add_object(font)
    stream = StreamObject()
    draw = f"q 1 1 1 rg 40 480 530 130 re f Q BT /Forged 36 Tf 62 570 Td ({OTHER}) Tj ET"
    stream.set_data(draw.encode())
    before = page.raw_get("/Contents")
    kept = before if isinstance(before, ArrayObject) else ArrayObject([before])
    page[NameObject("/Contents")] = ArrayObject([*kept, writer._add_object(stream)])
    return saved(writer)


def rewrite(pdf: bytes) -> bytes:
    """Take every text out of the page's own stream, and write another name."""
    writer = opened(pdf)
    writer.remove_text()
    return draw_over(saved(writer))


@pytest.mark.parametrize("edit", [draw_over, rewrite])
def test_the_signed_name_is_shown_to_compare(
    edit: Callable[[bytes], bytes],
    issued: bytes,
    provider: Provider,
    visit: Callable[..., Page],
    tmp_path: Path,
) -> None:
    """The page and the command line show who was certified, and say to compare; every check of what
    was signed is ok, so a bare "valid" would have confirmed the other name.
    """
    name = provider.certificates["valid"].facts.participant_name
    assert OTHER not in visible(issued)
    edited = edit(issued)
    assert OTHER in visible(edited)
    path = tmp_path / "certificate.pdf"
    path.write_bytes(edited)

    page = visit()
    choose(page, path)
    assert facts(page)[0] == ("Name", name)
    assert states(page) == ["ok"] * 4
    shown = page.locator("#verify")
    expect(shown).to_contain_text("Compare these facts with the certificate")
    expect(shown).not_to_contain_text(OTHER)

    done = CliRunner().invoke(main, ["verify", str(path), "--course", str(provider.folder)])
    assert done.exit_code == 0, done.output
    assert name in done.stdout
    assert "Compare these facts with the certificate" in done.stdout
    assert OTHER not in done.stdout


def test_rewriting_leaves_no_trace_of_the_true_name(issued: bytes, provider: Provider) -> None:
    """The second way of editing is a thorough one: nothing on the page gives it away."""
    name = provider.certificates["valid"].facts.participant_name
    assert name.split()[0] in visible(issued)
    assert name.split()[0] not in visible(rewrite(issued))


def test_another_credential_in_place_of_the_first_shows_its_own_name(
    issued: bytes, provider: Provider, visit: Callable[..., Page], tmp_path: Path
) -> None:
    """Whoever attaches an edited credential to a genuine page fails the signature."""
    forged = credential_text(provider.certificates["valid"].credential).replace("Zoë", "Max")
    writer = opened(issued)
    for attachment in list(writer.attachment_list):
        attachment.content = forged.encode()
    path = tmp_path / "certificate.pdf"
    path.write_bytes(saved(writer))
    page = visit()
    choose(page, path)
    assert states(page)[0] == "failed"
    expect(page.get_by_role("heading", name="not confirmed")).to_be_visible()
    done = CliRunner().invoke(main, ["verify", str(path), "--course", str(provider.folder)])
    assert done.exit_code == 1
