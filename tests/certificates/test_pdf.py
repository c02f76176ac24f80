"""The PDF: accessible, archival, the same every time, and nothing on it mangled."""

import io
import json
import re
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from certificates.pages import draw, text_of
from certificates.specimens import APPROVAL, Certificate, make_facts
from certificates.varied import APPROVALS, LICENSES, TITLE
from coursekit.certificates import DrawingError, SigningKey
from coursekit.certificates.facts import FINAL_AUTHORITY


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


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_it_is_one_page_upright_on_either_paper(
    paper: str, size: tuple[int, int], real: Certificate
) -> None:
    """US Letter or A4, with the same words on both."""
    facts = real.facts.model_copy(update={"paper": paper})
    (page,) = PdfReader(io.BytesIO(draw(facts, real.key))).pages
    assert tuple(round(float(value)) for value in page.mediabox[2:]) == size
    assert text_of(draw(facts, real.key)).split() == text_of(draw(real.facts, real.key)).split()


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
        "Example Academy · 12 Main Street, Albany, NY 12207 · ce@example.org · "
        "https://course.example.org/",
        "Rosa Delgado-Whitlock Director of Continuing Education Electronically signed. "
        "Issued November 21, 2026.",
        "Not approved for continuing-education credit",
        facts.not_approved_notice,
        "Keep this certificate for at least 7 years; your board may audit.",
        "course.example.org/verify",
    ):
        assert expected in text
    assert FINAL_AUTHORITY not in text  # no body is named that could be one


def test_a_sample_says_so_in_words(sample: Certificate, pdf: bytes) -> None:
    """As text, not only as a watermark; a real certificate never does."""
    assert "SAMPLE – not a certificate" in text_of(draw(sample.facts, sample.key))
    assert "SAMPLE" not in text_of(pdf)


def test_a_missing_license_is_printed_as_such(key: SigningKey) -> None:
    """The line is never simply left out."""
    assert "License number not provided" in text_of(draw(make_facts(licenses=[]), key))


def test_approvals_stand_in_place_of_the_notice(key: SigningKey) -> None:
    """Each with its credit by type, number, period and statement, and who decides at the end."""
    approvals = [APPROVAL, APPROVALS[1], APPROVALS[3]]
    text = text_of(draw(make_facts(approvals=approvals, not_approved_notice=None), key))
    for expected in (
        "Continuing-education credit",
        "ASWB ACE 6.0 CE credits 4.5 clinical, 1.5 ethics",
        APPROVAL["statement"],
        "Provider number 1234 · approved May 8, 2025 to November 20, 2026",
        "NBCC 5.5 NBCC hours",
        APPROVALS[1]["statement"],
        "Course number 886700000-1 · approved",
        "This program is Approved by the National Association of Social Workers.",
        FINAL_AUTHORITY,
    ):
        assert expected in text
    assert "Not approved" not in text


def test_every_license_is_printed_in_full(key: SigningKey) -> None:
    """Six of them, each on a line of its own."""
    text = text_of(draw(make_facts(licenses=LICENSES), key))
    for item in LICENSES:
        assert f"{item['jurisdiction']} · {item['profession']} · {item['number']}" in text


def long(count: int) -> str:
    """Return a text of ``count`` characters in words."""
    return ("Approved by the board " * 40)[: count - 1] + "."


def test_a_full_page_is_set_smaller_and_an_overfull_one_refused(key: SigningKey) -> None:
    """There is never a second page; the least size is four fifths."""
    most = {
        "participant_name": "Dr. Anneliese Wolfeschlegelsteinhausen-Hernández de la Santísima Paz",
        "licenses": LICENSES,
        "course_title": TITLE,
        "authors": [f"Author Number {number}, PhD, LCSW, CST" for number in range(6)],
        "approvals": APPROVALS,
        "not_approved_notice": None,
    }
    assert "Santísima" in text_of(draw(make_facts(**most), key))
    overfull = [APPROVAL | {"body": f"Body {n}", "statement": long(700)} for n in range(6)]
    with pytest.raises(DrawingError, match="do not fit on one page"):
        draw(make_facts(**most | {"approvals": overfull}), key)


def boxes(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Return the box of every character that is seen: left, bottom, right, top in points."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    return [text.get_charbox(at) for at in range(text.count_chars())]


@pytest.mark.parametrize(
    "changes",
    [
        {"participant_name": "W" * 20 + " " + "M" * 20},
        {"provider": make_facts().provider.model_dump() | {"name": "Academy of " * 10}},
        {"provider": make_facts().provider.model_dump() | {"signatory_name": "Anne Beth " * 8}},
        {"course_title": "W" * 22 + " " + long(130)},
        {"authors": [long(120)] * 3},
        {"licenses": [{"jurisdiction": long(80), "profession": long(80), "number": "7" * 40}]},
        {"approvals": [APPROVAL | {"body": long(80), "unit": "approved contact hours of CE"}]},
        {"site_url": "https://continuing-education.example-academy.org/courses/"},
        {"delivery_format": long(120), "location": long(60)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_nothing_leaves_the_frame(changes: dict[str, Any], key: SigningKey) -> None:
    """Whatever is long is broken between words or set smaller, on the narrower paper."""
    notice = {"not_approved_notice": None} if "approvals" in changes else {}
    page = draw(make_facts(paper="a4", **changes, **notice), key)
    frame = 10.6 * 72 / 25.4
    assert min(box[0] for box in boxes(page)) > frame
    assert max(box[2] for box in boxes(page)) < 595.3 - frame
    assert min(box[1] for box in boxes(page)) > frame
    assert max(box[3] for box in boxes(page)) < 841.9 - frame


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"participant_name": "W" * 80}, "participant_name"),
        ({"course_title": "W" * 160}, "course_title"),
        ({"site_url": f"https://{'course' * 12}.example.org/"}, "site_url"),
        ({"delivery_format": "W" * 120}, "delivery_format"),
    ],
)
def test_a_word_too_long_for_its_line_is_refused(
    changes: dict[str, Any], field: str, key: SigningKey
) -> None:
    """It would run off the page; the message names the field."""
    with pytest.raises(DrawingError, match=f"{field}: a word is too long"):
        draw(make_facts(**changes), key)


def test_fonts_come_from_the_packages_only(pdf: bytes) -> None:
    """Neither the system's fonts nor typst's own, so that every machine draws the same."""
    fonts = set(re.findall(rb"/BaseFont/[A-Z]{6}\+([A-Za-z]+)", pdf))
    assert {font[:4] for font in fonts} <= {b"EBGa", b"Noto"}
    assert fonts
