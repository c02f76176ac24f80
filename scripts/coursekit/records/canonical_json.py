"""Canonical JSON (RFC 8785) of what this tool itself writes.

The standard library writes the canonical form of texts, whole numbers and objects whose names are
ASCII, twenty times as fast as a general writer. What a stranger sends to be verified is left to
that writer, which knows fractions and other names as well.
"""

import json
from typing import Any

_WRITER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def canonical_json(data: Any) -> bytes:
    """Return ``data``, which holds texts, whole numbers, true, false and null, in canonical form.

    Raises:
        UnicodeEncodeError: a text holds half a character (a lone surrogate).
    """
    return _WRITER.encode(data).encode()
