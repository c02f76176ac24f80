"""The printed code: a QR symbol of error-correction level M, drawn as SVG and read back."""

import re

import zxingcpp

from coursekit.certificates.errors import DrawingError

MOST_MODULES = 125
"""A side, in QR version 27: 0.27 mm each at 34 mm, about the least that phones read from paper."""


_DARK = re.compile(rb"\x00+")


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
    modules = memoryview(code.to_image(scale=1, add_quiet_zones=False))
    side = modules.shape[0]
    if side > MOST_MODULES:
        raise _too_long(text)
    found = zxingcpp.read_barcode(code.to_image(scale=3), formats=zxingcpp.QRCode)
    if found is None or found.text != text:
        raise DrawingError(
            "the code does not read back as what was put into it; nothing was issued"
        )
    return _svg(modules.tobytes(), side)


def _svg(modules: bytes, side: int) -> str:
    """Return a square of ``side`` modules, a byte each, as one path: each run of dark ones a box.

    zxing-cpp's own SVG takes four times as long.
    """
    path = []
    for row in range(side):
        for run in _DARK.finditer(modules, row * side, (row + 1) * side):
            width = run.end() - run.start()
            path.append(f"M{run.start() - row * side} {row}h{width}v1h-{width}z")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}">'
        f'<path d="{"".join(path)}"/></svg>'
    )


def _too_long(text: str) -> DrawingError:
    return DrawingError(
        f"{len(text)} characters do not fit into a code that can be scanned from paper; "
        "shorten the course title, the provider's name or the site's address"
    )
