"""The PDF: accessible, archival, the same every time, and nothing on it mangled."""

import io
import json
import re
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from certificates.specimens import Certificate, make_facts, signed
from coursekit.certificates import DrawingError, SigningKey, render_pdf, short_url
from coursekit.certificates.facts import CertificateFacts
from coursekit.certificates.short import sign_short


def draw(facts: CertificateFacts, key: SigningKey) -> bytes:
    """Return the PDF of ``facts``."""
    credential = json.dumps(signed(facts, key), ensure_ascii=False)
    return render_pdf(facts, credential, short_url(facts, sign_short(facts, key)))


def text_of(pdf: bytes) -> str:
    """Return the text of the page, its lines joined."""
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", page.extract_text())


def catalog(pdf: bytes) -> DictionaryObject:
    """Return the PDF's root."""
    return PdfReader(io.BytesIO(pdf)).root_object


@pytest.fixture(scope="module")
def pdf(real: Certificate) -> bytes:
    """The real certificate's PDF."""
    return draw(real.facts, real.key)


def test_the_same_facts_give_the_same_bytes(real: Certificate, pdf: bytes) -> None:
    """So a certificate can be drawn again and compared with its record."""
    assert draw(real.facts, real.key) == pdf


def test_it_is_one_letter_page(pdf: bytes) -> None:
    """US Letter, upright."""
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    assert [float(value) for value in page.mediabox] == [0, 0, 612, 792]


def test_it_is_tagged_and_says_its_language_and_standards(pdf: bytes) -> None:
    """What a screen reader and an archive look for first."""
    root = catalog(pdf)
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en-US"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "Certificate of Completion" in metadata


def structure(node: Any) -> list[str]:
    """Return the names of the structure elements below ``node``, in reading order."""
    node = node.get_object()
    kids = node.get("/K", []) if isinstance(node, DictionaryObject) else []
    kids = kids if isinstance(kids, list) else [kids]
    below = [name for kid in kids if not isinstance(kid, int) for name in structure(kid)]
    return (
        [str(node["/S"]), *below] if isinstance(node, DictionaryObject) and "/S" in node else below
    )


def test_its_structure_has_a_heading_a_figure_and_a_link(pdf: bytes) -> None:
    """The title is a heading, the code a figure with words for it."""
    names = structure(catalog(pdf)["/StructTreeRoot"])
    assert {"/H1", "/Figure", "/Link"} <= set(names)


def test_the_credential_is_attached(real: Certificate, pdf: bytes) -> None:
    """Byte for byte, and declared as data that belongs to the document."""
    (attached,) = PdfReader(io.BytesIO(pdf)).attachments["credential.json"]
    assert json.loads(attached) == real.credential
    (file,) = catalog(pdf)["/AF"]
    assert file.get_object()["/AFRelationship"] == "/Data"


def test_every_required_field_is_printed(real: Certificate, pdf: bytes) -> None:
    """What boards ask for, in text that can be searched and read out."""
    text, facts = text_of(pdf), real.facts
    for expected in (
        "Certificate of Completion",
        "0123-4567-89AB-CDEF",
        facts.participant_name,
        "New York · Licensed Clinical Social Worker · 012345-01",
        "New Jersey · LCSW · 44SC00000000",
        facts.course_title,
        "ethics-101",
        "version 2026.1",
        "Mira Ashgrove, PhD; Tobias Quill, LCSW",
        "November 20, 2026",
        "2026-11-20, America/New_York",
        "6.25",
        facts.delivery_format,
        "Online",
        "Passed (80 % required)",
        "Example Academy, 12 Main Street, Albany, NY 12207",
        "ce@example.org",
        "https://course.example.org/",
        "Rosa Delgado-Whitlock, Director of Continuing Education",
        "Not approved for continuing-education credit",
        facts.not_approved_notice,
        "Regulatory boards are the final authority",
        "Keep this certificate for at least 6 years",
        "course.example.org/verify",
    ):
        assert expected in text
    assert "92" not in text.replace("2026", "")  # the score is the learner's, not the board's


def test_a_sample_says_so_in_words(sample: Certificate, pdf: bytes) -> None:
    """As text, not only as a watermark; a real certificate never does."""
    assert "SAMPLE – not a certificate" in text_of(draw(sample.facts, sample.key))
    assert "SAMPLE" not in text_of(pdf)


def test_a_missing_license_is_printed_as_such(key: SigningKey) -> None:
    """The line is never simply left out."""
    assert "License number not provided" in text_of(draw(make_facts(licenses=[]), key))


def test_an_approval_stands_in_place_of_the_notice(key: SigningKey) -> None:
    """Word for word, with the credit it gives."""
    statement = "Example Academy, #1234, is approved by the board until 01/01/2028."
    facts = make_facts(
        approval_statements=[statement],
        credit_lines=["6.25 clinical continuing education credits"],
        not_approved_notice=None,
    )
    text = text_of(draw(facts, key))
    assert statement in text
    assert "6.25 clinical continuing education credits" in text
    assert "Not approved" not in text


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Minh Ánh O'Connor-D'Àngelo",
        "Ştefan Țărnă-Ŵyłłow",
        "Жанна Юрьевна Μαρία-Ελένη",
        "Maximiliana Konstantina Wolfeschlegelsteinhausenbergerdorff-Hernández Santísima",
        ("Wilhelmina Wu-" * 6)[:80],
        '#panic("x") *b* _i_ $x$ <a> \\ @b',
    ],
)
def test_names_are_drawn_in_full(name: str, key: SigningKey) -> None:
    """Diacritics, apostrophes, other alphabets, 80 characters, and markup that stays text."""
    printed = text_of(draw(make_facts(participant_name=name), key))
    assert name.replace(" ", "").replace("-", "") in printed.replace(" ", "").replace("-", "")


@pytest.mark.parametrize(
    ("name", "character"),
    [
        ("محمد", "ARABIC LETTER"),
        ("דוד", "HEBREW LETTER"),
        ("山田 太郎", "CJK UNIFIED IDEOGRAPH-5C71"),
        ("Ana 😀", "GRINNING FACE"),
    ],
)
def test_a_character_that_no_font_has_is_refused_by_name(
    name: str, character: str, key: SigningKey
) -> None:
    """Nothing is printed as an empty box; the message names field and character."""
    with pytest.raises(DrawingError, match=f"participant_name: .*{character}"):
        draw(make_facts(participant_name=name), key)


def test_a_word_too_long_for_the_line_is_refused(key: SigningKey) -> None:
    """It would run off the page."""
    with pytest.raises(DrawingError, match="participant_name: a word is too long"):
        draw(make_facts(participant_name="W" * 80), key)


def test_a_full_page_is_set_smaller_and_an_overfull_one_refused(key: SigningKey) -> None:
    """There is never a second page, and nothing overlaps."""
    held = {"jurisdiction": "New York", "profession": "Social Worker", "number": "1"}
    full = make_facts(licenses=[held] * 6, course_title=("Bees and " * 18)[:160])
    text_of(draw(full, key))
    overfull = {"approval_statements": ["Approved, " * 70] * 4, "not_approved_notice": None}
    with pytest.raises(DrawingError, match="do not fit on one page"):
        draw(make_facts(**overfull), key)


def test_fonts_come_from_the_packages_only(pdf: bytes) -> None:
    """Neither the system's fonts nor typst's own, so that every machine draws the same."""
    fonts = set(re.findall(rb"/BaseFont/[A-Z]{6}\+([A-Za-z]+)", pdf))
    assert {font[:4] for font in fonts} <= {b"EBGa", b"Noto"}
    assert fonts
