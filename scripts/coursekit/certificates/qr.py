"""The printed code: a QR symbol of error-correction level M, drawn as a picture and read back."""

import struct
import zlib

import zxingcpp

from coursekit.certificates.errors import DrawingError

MOST_MODULES = 125
"""A side, in QR version 27: 0.27 mm each at 34 mm, about the least that phones read from paper."""

DOTS = 4
"""Dots a module: about 280 an inch, so that edges stay sharp where a viewer smooths pictures."""

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
    modules = memoryview(code.to_image(scale=1, add_quiet_zones=False))
    side = modules.shape[0]
    if side > MOST_MODULES:
        raise _too_long(text)
    found = zxingcpp.read_barcode(code.to_image(scale=1), formats=zxingcpp.QRCode, is_pure=True)
    if found is None or found.text != text:
        raise DrawingError(
            "the code does not read back as what was put into it; nothing was issued"
        )
    return _png(modules.tobytes(), side)


def _png(modules: bytes, side: int) -> bytes:
    """Return a square of ``side`` modules, a byte each, in black and white.

    As a path of as many boxes it takes a fifth of the time of the whole certificate.
    """
    width = side * DOTS
    wide = modules.replace(b"\x00", b"0" * DOTS).replace(b"\xff", b"1" * DOTS)
    before, after = b"0" * 8, b"0" * (-width % 8)  # no filter, and to the end of the byte
    rows = (before + wide[at : at + width] + after for at in range(0, len(wide), width))
    size = 1 + (width + 7) // 8
    bits = int(b"".join(rows), 2).to_bytes(side * size, "big")
    dots = b"".join(bits[at : at + size] * DOTS for at in range(0, len(bits), size))
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
