"""What stands on the page of a certificate, as programs that did not draw it see it."""

import io
import json
import re
import subprocess
from pathlib import Path

import pypdfium2
from PIL import Image
from pypdf import PdfReader

from certificates.specimens import signed
from coursekit.certificates import CertificateFacts, SigningKey, render_pdf, short_url
from coursekit.certificates.short import sign_short


def draw(facts: CertificateFacts, key: SigningKey) -> bytes:
    """Return the PDF of ``facts``."""
    credential = json.dumps(signed(facts, key), ensure_ascii=False)
    return render_pdf(facts, credential, short_url(facts, sign_short(facts, key)))


def text_of(pdf: bytes) -> str:
    """Return the text of the only page by PDFium, its lines joined."""
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    text = document[0].get_textpage().get_text_bounded()
    return re.sub(r"\s+", " ", text.replace("\x02", "-"))  # U+0002: a hyphen at the end of a line


def poppler_text(pdf: bytes, folder: Path) -> str:
    """Return the text of the page by poppler, without marks of direction."""
    path = folder / "page.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    return re.sub(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", done.stdout.decode())


def picture(pdf: bytes, dpi: int) -> Image.Image:
    """Return the page as PDFium renders it, in shades of grey."""
    return pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72).to_pil().convert("L")


def glyphs(pdf: bytes) -> list[int]:
    """Return the number of every glyph that the page draws; 0 is the box of a missing one."""
    found = []
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    for operands, operator in page.get_contents().operations:
        shown = {b"Tj": operands[:1], b"TJ": operands[0] if operands else []}.get(operator, [])
        for text in shown:
            if isinstance(text, str | bytes):
                raw = text if isinstance(text, bytes) else text.original_bytes
                found += [int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2)]
    return found
