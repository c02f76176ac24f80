"""The certificate as a PDF: tagged (PDF/UA-1), archival (PDF/A-3a), the credential attached.

The same facts give the same bytes: fonts come from packages and nowhere else, and the only clock is
the moment of issue.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import typst
from pydantic_core import to_json

from coursekit.certificates.errors import DrawingError
from coursekit.certificates.facts import (
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
from coursekit.fonts import (
    SANS,
    families,
    folders,
    has_combining_signs,
    is_cjk,
    lacks_cjk,
    runs_right_to_left,
)

TEMPLATE = "certificate.typ"

_MAIN = f'#import "/{TEMPLATE}": certificate\n#certificate(json("/data.json"))\n'.encode()

ATTACHMENT = "credential.json"
"""The name of the credential inside the PDF."""

SCALES = (1.0, 0.93, 0.86, 0.8)
"""Sizes of type, relative; a smaller one is taken when the text does not fit on the page."""

_PAGE = b"/Type/Page/"
"""What each page of a PDF by typst begins with; to ask typst takes 4 % of the time of drawing."""

_UNDRAWN = re.compile(r'the text `"(.*)"` could not be displayed')
_TOO_WIDE = re.compile(r"too-wide:([a-z_.0-9 ]+)")


def render_pdf(facts: CertificateFacts, credential: str, url: str) -> bytes:
    """Return the certificate's PDF, for the paper that ``facts`` name.

    Args:
        facts: what it states.
        credential: the signed credential as it is written to its file; it is attached.
        url: what the printed code holds.

    Raises:
        DrawingError: a character that no font of the certificate has, a word too long for its
            line, or more text than a page holds; nothing is ever printed as an empty box.
    """
    printed = _printed(facts)
    serif = families("".join(text for _, text in _texts(printed)))
    data = printed | {
        "url": url,
        "qr": list(draw_qr(url)),
        "serif": serif,
        "sans": sorted(serif, key=lambda family: family != SANS),
    }
    for scale in SCALES:
        try:
            pdf = _compiler(tuple(serif)).compile(
                _files(data | {"scale": scale}, credential),
                format="pdf",
                pdf_standards=["ua-1", "a-3a"],
                timestamp=int(facts.issued_at.timestamp()),
            )
        except typst.TypstError as error:
            raise _explained(str(error), printed) from None
        if pdf.count(_PAGE) == 1:
            return pdf
    raise DrawingError(
        "the facts do not fit on one page; shorten the approval statements, the list of authors "
        "or the list of licenses"
    )


def _files(data: dict[str, Any], credential: str) -> dict[str, bytes]:
    """Return the files of a document that applies the template to ``data``, which stays text."""
    return {
        "main.typ": _MAIN,
        "data.json": to_json(data),
        ATTACHMENT: credential.encode(),
    }


@cache
def _compiler(names: tuple[str, ...]) -> typst.Compiler:
    """Return a compiler that knows the template and the font families ``names``."""
    with as_file(files("coursekit.certificates") / TEMPLATE) as template:
        return typst.Compiler(
            root=str(template.parent),
            font_paths=[str(folder) for folder in folders(list(names))],
            ignore_system_fonts=True,
        )


def _printed(facts: CertificateFacts) -> dict[str, Any]:
    """Return every line of the page, as printed."""
    provider = facts.provider
    contact = (provider.name, provider.address, provider.email, provider.url)
    return {
        "paper": facts.paper,
        "sample": facts.sample,
        "sample_notice": SAMPLE_NOTICE,
        "participant_name": facts.participant_name,
        "name_rtl": runs_right_to_left(facts.participant_name),
        "name_stacked": has_combining_signs(facts.participant_name),
        "licenses": [printed_license(item) for item in facts.licenses] or [NO_LICENSE],
        "course_title": facts.course_title,
        "course_id": facts.course_id,
        "course_version": facts.course_version,
        "authors": facts.authors,
        "completed": printed_date(facts.completed_on),
        "completed_rule": f"{facts.completed_on.isoformat()}, {facts.timezone}",
        "contact_hours": printed_hours(facts.contact_hours),
        "result": facts.result_line,
        "delivery_format": facts.delivery_format,
        "location": facts.location,
        "provider": provider.model_dump(),
        "provider_line": " · ".join(contact),
        "approvals": [
            {
                "body": approval.body,
                "credit": approval.credit,
                "types": approval.types_line,
                "number": approval.number_line,
                "period": approval.period,
                "statement": approval.statement,
            }
            for approval in facts.approvals
        ],
        "not_approved_notice": facts.not_approved_notice,
        "final_authority": facts.final_authority,
        "retain": RETAIN,
        "certificate_id": printed_id(facts.certificate_id),
        "verify_place": facts.verify_place,
        "issued": printed_date(facts.issued_on),
    }


def _explained(message: str, printed: dict[str, Any]) -> DrawingError:
    """Turn typst's message into one that names the field and what to do about it."""
    undrawn = _UNDRAWN.search(message)
    if undrawn:
        return _undrawn(_unescaped(undrawn[1]), printed)
    too_wide = _TOO_WIDE.search(message)
    if too_wide:
        return DrawingError(
            f"{too_wide[1]}: a word is too long for its line on the certificate; "
            "break it with a space or a hyphen"
        )
    return DrawingError(f"the certificate cannot be set: {message}")


def _undrawn(text: str, printed: dict[str, Any]) -> DrawingError:
    """Name the character in ``text`` that could not be drawn, where it stands and what to do."""
    field = next((name for name, value in _texts(printed) if text in value), "the text")
    character = next((c for c in text if not c.isascii()), text[:1])
    what = f"{character!r} (U+{ord(character):04X} {unicodedata.name(character, 'unnamed')})"
    if is_cjk(character) and lacks_cjk():
        return DrawingError(
            f"{field}: {what} needs the fonts for Chinese, Japanese and Korean; install the extra "
            "`cjk` in the folder of this tool, `.venv/bin/pip install -e '.[cjk]'`, and try again"
        )
    return DrawingError(
        f"{field}: no font of the certificate has {what}; write it in the letters of the license"
    )


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
