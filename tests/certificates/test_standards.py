"""veraPDF, the reference validator of the PDF Association, judges twenty varied certificates."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from certificates.pages import draw
from certificates.specimens import make_facts
from certificates.varied import varied
from coursekit.certificates import SigningKey
from verapdf import ACCESSIBLE, ARCHIVAL, Judgement, judge

pytestmark = pytest.mark.xdist_group("verapdf")


def _elements(node: Any) -> Iterator[DictionaryObject]:
    """Give every element of the structure below ``node``."""
    node = node.get_object()
    if isinstance(node, DictionaryObject):
        yield node
        node = node.get("/K", ArrayObject())
        node = node if isinstance(node, ArrayObject) else ArrayObject([node])
    for kid in node if isinstance(node, ArrayObject) else ():
        yield from _elements(kid)


def _without_structure(pdf: PdfWriter) -> None:
    del pdf.root_object["/StructTreeRoot"]


def _without_language(pdf: PdfWriter) -> None:
    del pdf.root_object["/Lang"]


def _attached_to_nothing(pdf: PdfWriter) -> None:
    pdf.root_object[NameObject("/AF")] = ArrayObject()


def _without_words_for_the_code(pdf: PdfWriter) -> None:
    for element in _elements(pdf.root_object["/StructTreeRoot"]):
        element.pop("/Alt", None)


def _another_language_than_any(pdf: PdfWriter) -> None:
    pdf.root_object[NameObject("/Lang")] = TextStringObject("not a language!")


CONTROLS: dict[str, tuple[Callable[[PdfWriter], None], str, str]] = {
    "no structure": (_without_structure, ACCESSIBLE, "7.1-11"),
    "no language": (_without_language, ACCESSIBLE, "7.2-"),
    "no words for the code": (_without_words_for_the_code, ACCESSIBLE, "7.3-1"),
    "credential tied to nothing": (_attached_to_nothing, ARCHIVAL, "6.8-"),
    "a language that is none": (_another_language_than_any, ARCHIVAL, "6.7.4"),
}
"""What is spoilt, the standard that forbids it, and the beginning of the rule."""


def spoilt(pdf: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    """Return ``pdf`` after ``change``, else untouched."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    change(writer)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


@pytest.fixture(scope="module")
def judged(
    tmp_path_factory: pytest.TempPathFactory, key: SigningKey
) -> dict[tuple[str, str], Judgement]:
    """Every judgement by certificate and standard: one run of Java for all of them."""
    pdfs = {kind: draw(facts, key) for kind, facts in varied().items()}
    plain = draw(make_facts(), key)
    pdfs |= {kind: spoilt(plain, change) for kind, (change, _, _) in CONTROLS.items()}
    pdfs["copied"] = spoilt(plain, lambda _pdf: None)
    return judge(pdfs, (ACCESSIBLE, ARCHIVAL), tmp_path_factory.mktemp("verapdf"))


@pytest.mark.parametrize("kind", varied())
def test_a_certificate_conforms(kind: str, judged: dict[tuple[str, str], Judgement]) -> None:
    """Accessible (PDF/UA-1) and archival (PDF/A-3a), in one file."""
    assert judged[kind, ACCESSIBLE] == ("PASS", "")
    assert judged[kind, ARCHIVAL] == ("PASS", "")


@pytest.mark.parametrize("kind", CONTROLS)
def test_a_spoilt_certificate_does_not(kind: str, judged: dict[tuple[str, str], Judgement]) -> None:
    """The judge can fail, and names the rule; what is only copied passes."""
    _, standard, rule = CONTROLS[kind]
    word, failed = judged[kind, standard]
    assert word == "FAIL"
    assert rule in failed
    assert judged["copied", standard] == ("PASS", "")
