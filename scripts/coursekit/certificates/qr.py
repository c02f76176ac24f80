"""The printed code: a QR symbol of error-correction level M, drawn as SVG and read back."""

import zxingcpp

from coursekit.certificates.errors import DrawingError

MOST_MODULES = 125
"""A side, in QR version 27: 0.27 mm each at 34 mm, about the least that phones read from paper."""


def draw_qr(text: str) -> str:
    """Return the SVG of a QR code that holds ``text``, without its quiet zone.

    Raises:
        DrawingError: the text is too long for a code that can be scanned from paper, or the code
            does not read back as the text.
    """
    try:
        code = zxingcpp.create_barcode(text, zxingcpp.QRCode, ec_level="M")
    except (ValueError, RuntimeError):
        raise _too_long(text) from None
    svg = code.to_svg(add_quiet_zones=False)
    svg = svg[svg.index("<svg") :]  # without its document type, which names a web address
    modules = int(svg.split('width="', 1)[1].split('"', 1)[0])
    if modules > MOST_MODULES:
        raise _too_long(text)
    found = zxingcpp.read_barcode(code.to_image(scale=3), formats=zxingcpp.QRCode)
    if found is None or found.text != text:
        raise DrawingError(
            "the code does not read back as what was put into it; nothing was issued"
        )
    return svg


def _too_long(text: str) -> DrawingError:
    return DrawingError(
        f"{len(text)} characters do not fit into a code that can be scanned from paper; "
        "shorten the course title, the provider's name or the site's address"
    )
