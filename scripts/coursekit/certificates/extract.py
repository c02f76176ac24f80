"""Reads the credential back out of a certificate's PDF."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from coursekit.certificates.errors import NotACertificateError
from coursekit.certificates.pdf import ATTACHMENT

# pypdf warns about every oddity of a broken file; ours is the one message that a person needs.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def credential_in_pdf(data: bytes, largest: int) -> bytes:
    """Return the credential attached to the PDF in ``data``.

    Raises:
        NotACertificateError: not a readable PDF, no credential in it, more than one, or one of
            more than ``largest`` bytes.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        found = list(reader.attachments.get(ATTACHMENT, []))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        raise NotACertificateError(
            "the PDF is damaged or cut off; ask for it again, or scan its code"
        ) from None
    if not found:
        raise NotACertificateError(
            "no credential is attached to this PDF; printing or converting a certificate to a new "
            "PDF loses it: use the file that was issued, or the code on the paper"
        )
    if len(found) > 1:
        raise NotACertificateError("more than one credential is attached; the PDF was altered")
    if len(found[0]) > largest:
        raise NotACertificateError(f"{len(found[0])} bytes are too many for a credential")
    return found[0]
