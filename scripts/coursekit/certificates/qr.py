"""The printed code: a QR symbol of error-correction level M, drawn as a picture and read back."""

import struct
import zlib

import zxingcpp

from coursekit.certificates.errors import DrawingError

MOST_MODULES = 125
"""A side, in QR version 27: 0.27 mm each at 34 mm, about the least that phones read from paper."""

DOTS = 2
"""Dots a module: a viewer that smooths pictures blurs half a module at every edge, and no more."""

QUIET = 4
"""Modules that stay white around a code; the page is white around it anyway."""

_DIGITS = bytes.maketrans(b"\x00\xff", b"01")

MASK = 2
"""The pattern that breaks up large areas. Trying all eight takes five times as long as the rest of
the code, and the standard's rule picks this one for three of four certificates: their text is in
base64, whose bytes are alike in their first bits."""


def draw_qr(text: str) -> bytes:
    """Return a PNG of a QR code that holds ``text``, without its quiet zone.

    Raises:
        DrawingError: the text is too long for a code that can be scanned from paper, or the code
            does not read back as the text.
    """
    try:
        code = zxingcpp.create_barcode(text, zxingcpp.QRCode, ec_level="M", data_mask=MASK)
    except (ValueError, RuntimeError):
        raise _too_long(text) from None
    image = code.to_image(scale=1)
    side = memoryview(image).shape[0] - 2 * QUIET
    if side % 4 != 1:  # as every QR code has it
        raise DrawingError("the code has another border than expected; nothing was issued")
    if side > MOST_MODULES:
        raise _too_long(text)
    found = zxingcpp.read_barcode(image, formats=zxingcpp.QRCode, is_pure=True)
    if found is None or found.text != text:
        raise DrawingError(
            "the code does not read back as what was put into it; nothing was issued"
        )
    return _png(memoryview(image).tobytes(), side)


def _png(modules: bytes, side: int) -> bytes:
    """Return a square of ``side`` modules, a byte each, without the quiet zone around them.

    As a path of as many boxes it takes a fifth of the time of the whole certificate.
    """
    digits = modules.translate(_DIGITS)
    wide = bytearray(DOTS * len(digits))
    for dot in range(DOTS):
        wide[dot::DOTS] = digits
    width, line = DOTS * side, DOTS * (side + 2 * QUIET)
    first = DOTS * QUIET
    before, after = b"0" * 8, b"0" * (-width % 8)  # no filter, and to the end of the byte
    starts = range(QUIET * line + first, (QUIET + side) * line, line)
    bits = int(b"".join([before + wide[at : at + width] + after for at in starts]), 2)
    size = 1 + (width + 7) // 8
    rows = bits.to_bytes(side * size, "big")
    dots = b"".join([rows[at : at + size] * DOTS for at in range(0, len(rows), size)])
    header = struct.pack(">IIBBBBB", width, width, 1, 0, 0, 0, 0)  # a bit a dot, grey, no more
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(dots, 1)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _too_long(text: str) -> DrawingError:
    return DrawingError(
        f"{len(text)} characters do not fit into a code that can be scanned from paper; "
        "shorten the course title, the provider's name or the site's address"
    )
