"""JSON from a stranger: read strictly, in bounded memory, and refused in words.

Python's reader takes more than the standard (RFC 8259) allows, and of two members with one name it
keeps the last, so that two programs may read one file as two different requests.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

LARGEST = 2_000_000
"""Bytes; a request with a thousand answers is about 100 kB."""

DEEPEST = 12
"""Levels of lists and objects; a request has six."""

MOST_MEMBERS = 300
"""Of one object; no object of a request has more than two hundred."""

LONGEST_NUMBER = 15
"""Digits: what every program counts exactly."""

_ZIP = b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"
_SHOWN = 40
_MAY_BE_HALF = re.compile(rb"\\u[dD][89a-fA-F]")


class StrictJSONError(ValueError):
    """The text is refused; the message says why and is safe to print."""


def parse_strict(raw: bytes) -> Any:
    """Return what the JSON in ``raw`` holds: objects, lists, texts, whole numbers, true, false.

    Raises:
        StrictJSONError: too long, no JSON, or JSON that is refused.
    """
    if len(raw) > LARGEST:
        raise StrictJSONError(f"more than {LARGEST:,} bytes are too many")
    if raw.startswith(_ZIP):
        raise StrictJSONError("a zip archive; unpack it, and give the file that is inside")
    try:
        data = json.loads(
            raw.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_int=_whole_number,
            parse_float=_no_fraction,
            parse_constant=_no_constant,
        )
    except StrictJSONError:
        raise
    except (ValueError, RecursionError):
        raise StrictJSONError("not JSON") from None
    _refuse_depth(data)
    if _MAY_BE_HALF.search(raw):
        _refuse_surrogates(data)
    return data


def shown(text: object) -> str:
    """Return ``text`` as it may stand in a message: short, and without what a terminal obeys."""
    whole = str(text)
    return printable(whole[:_SHOWN]) + ("…" if len(whole) > _SHOWN else "")


def printable(text: str) -> str:
    """Return ``text`` with a sign in place of whatever a terminal does not show, but obeys."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > MOST_MEMBERS:
        raise StrictJSONError(f"an object with {len(pairs):,} members")
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise StrictJSONError(f"`{shown(twice)}` stands twice in one object")
    return found


def _whole_number(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise StrictJSONError(f"a number of {len(digits):,} digits")
    return int(digits)


def _no_fraction(text: str) -> None:
    raise StrictJSONError(f"the number {shown(text)}, which is not a whole one")


def _no_constant(name: str) -> None:
    raise StrictJSONError(f"{name}, which JSON does not have")


def _refuse_depth(data: Any) -> None:
    level, depth = [[data]], 0
    while level:
        if depth > DEEPEST:
            raise StrictJSONError(f"more than {DEEPEST} levels of lists and objects")
        inner = (value.values() if isinstance(value, dict) else value for value in level)
        level = [value for values in inner for value in values if isinstance(value, (dict, list))]
        depth += 1


def _refuse_surrogates(data: Any) -> None:
    """Refuse texts with half a character, which only an escape can bring in."""
    for text in texts_in(data):
        try:
            text.encode()
        except UnicodeEncodeError as error:
            code = ord(text[error.start])
            raise StrictJSONError(f"half a character (the surrogate U+{code:04X})") from None


def texts_in(data: Any) -> Iterator[str]:
    """Give every text in what JSON holds, the names of members included."""
    if isinstance(data, dict):
        data = [*data.keys(), *data.values()]
    if isinstance(data, list):
        for value in data:
            yield from texts_in(value)
    elif isinstance(data, str):
        yield data
