"""The certificate as a PDF: tagged (PDF/UA-1), archival (PDF/A-3a), the credential attached.

The same facts give the same bytes: fonts come from two packages and nowhere else, and the only
clock is the moment of issue.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import fontpkg_eb_garamond
import fontpkg_noto_sans
import typst

from coursekit.certificates.errors import DrawingError
from coursekit.certificates.facts import (
    FINAL_AUTHORITY,
    NO_LICENSE,
    RETAIN,
    SAMPLE_NOTICE,
    CertificateFacts,
    printed_date,
    printed_hours,
    printed_id,
    printed_license,
)
from coursekit.certificates.qr import draw_qr

ATTACHMENT = "credential.json"
"""The name of the credential inside the PDF."""

SCALES = (1.0, 0.9, 0.8)
"""Sizes of type, relative; a smaller one is taken when the text does not fit on the page."""

_UNDRAWN = re.compile(r'the text `"(.*)"` could not be displayed')
_TOO_WIDE = re.compile(r"too-wide:([a-z_.0-9]+)")


def render_pdf(facts: CertificateFacts, credential: str, url: str) -> bytes:
    """Return the certificate's PDF.

    Args:
        facts: what it states.
        credential: the signed credential as it is written to its file; it is attached.
        url: what the printed code holds.

    Raises:
        DrawingError: a character that no font of the certificate has, a word too long for its
            line, or more text than a page holds; nothing is ever printed as an empty box.
    """
    data = _printed(facts) | {"credential": credential, "url": url, "qr": draw_qr(url)}
    for scale in SCALES:
        try:
            return _compiler().compile(
                format="pdf",
                sys_inputs={"data": json.dumps(data | {"scale": scale})},
                pdf_standards=["ua-1", "a-3a"],
                timestamp=int(facts.issued_at.timestamp()),
            )
        except typst.TypstError as error:
            if "page-overflow" not in str(error):
                raise _explained(str(error), data) from None
    raise DrawingError(
        "the facts do not fit on one page; shorten the approval statements, the list of authors "
        "or the list of licenses"
    )


@cache
def _compiler() -> typst.Compiler:
    with as_file(files("coursekit.certificates") / "certificate.typ") as template:
        fonts = [
            str(package.ROOT / "files") for package in (fontpkg_eb_garamond, fontpkg_noto_sans)
        ]
        return typst.Compiler(
            input=str(template),
            root=str(template.parent),
            font_paths=fonts,
            ignore_system_fonts=True,
        )


def _printed(facts: CertificateFacts) -> dict[str, Any]:
    """Return every line of the page, as printed."""
    provider = facts.provider
    return {
        "sample": facts.sample,
        "sample_notice": SAMPLE_NOTICE,
        "participant_name": facts.participant_name,
        "licenses": [printed_license(item) for item in facts.licenses] or [NO_LICENSE],
        "course_title": facts.course_title,
        "course_id": facts.course_id,
        "course_version": facts.course_version,
        "authors": facts.authors,
        "completed": printed_date(facts.completed_on),
        "completed_iso": f"{facts.completed_on.isoformat()}, {facts.timezone}",
        "contact_hours": printed_hours(facts.contact_hours),
        "credit_lines": facts.credit_lines,
        "result": facts.result_line,
        "delivery_format": facts.delivery_format,
        "location": facts.location,
        "provider": provider.model_dump(),
        "notices": facts.approval_statements or [facts.not_approved_notice],
        "approved": bool(facts.approval_statements),
        "final_authority": FINAL_AUTHORITY,
        "retain": RETAIN,
        "certificate_id": printed_id(facts.certificate_id),
        "verify_place": facts.verify_place,
        "issued": f"{printed_date(facts.issued_at.date())}, {facts.issued_at:%H:%M} UTC",
    }


def _explained(message: str, data: dict[str, Any]) -> DrawingError:
    """Turn typst's message into one that names the field and what to do about it."""
    undrawn = _UNDRAWN.search(message)
    if undrawn:
        text = _unescaped(undrawn[1])
        field = next((name for name, value in _texts(data) if text in value), "the text")
        character = next((c for c in text if not c.isascii()), text[:1])
        return DrawingError(
            f"{field}: no font of the certificate has {character!r} (U+{ord(character):04X} "
            f"{unicodedata.name(character, 'unnamed')}); write it in the letters of the license"
        )
    too_wide = _TOO_WIDE.search(message)
    if too_wide:
        return DrawingError(
            f"{too_wide[1]}: a word is too long for its line on the certificate; "
            "break it with a space or a hyphen"
        )
    return DrawingError(f"the certificate cannot be set: {message}")


def _unescaped(text: str) -> str:
    """Undo the escapes of typst's messages, which name a character by its code in braces."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text)


def _texts(data: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Give every text in ``data`` with the name of its field."""
    if isinstance(data, str):
        yield name, data
    elif isinstance(data, list):
        for number, value in enumerate(data, 1):
            yield from _texts(value, f"{name} {number}")
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, f"{name}.{key}" if name else key)
