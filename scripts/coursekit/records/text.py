"""Text that a learner types and that ends up on a certificate."""

import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints

_REFUSED = {
    "Cc": "control",
    "Cn": "unassigned",
    "Co": "private-use",
    "Cs": "surrogate",
    "Zl": "line-separating",
    "Zp": "paragraph-separating",
}
_BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str) -> str:
    """Return ``text`` in NFC when every character can stand in a line of print.

    Control characters break the canonical form that a certificate's signature covers, and
    direction marks can make a name read as another one.

    Raises:
        ValueError: names the first character that is refused and where it stands.
    """
    if text.isascii() and text.isprintable():
        return text
    for place, character in enumerate(text, 1):
        kind = _REFUSED.get(unicodedata.category(character))
        if character in _BIDI:
            kind = "text-direction"
        if kind:
            raise ValueError(
                f"character {place} is a {kind} character (U+{ord(character):04X}), "
                "which cannot be printed; type the text again without it"
            )
    return unicodedata.normalize("NFC", text)


def line_of(longest: int):
    """Return the type of one line of print of 1 to ``longest`` characters, trimmed."""
    bounds = StringConstraints(strip_whitespace=True, min_length=1, max_length=longest)
    return Annotated[str, bounds, AfterValidator(printable)]


def text_of(longest: int):
    """Return the type of a text of 1 to ``longest`` characters that may have several lines."""
    bounds = StringConstraints(strip_whitespace=True, min_length=1, max_length=longest)
    return Annotated[str, bounds, AfterValidator(_printable_lines)]


def _printable_lines(text: str) -> str:
    return "\n".join(map(printable, text.replace("\t", " ").splitlines()))


def problem_of(item: Any) -> str:
    """Say what is wrong with a value, in words that go on from its name.

    Args:
        item: one of the errors of a pydantic ``ValidationError``.
    """
    if item["type"] == "string_too_long":
        most = item["ctx"]["max_length"]
        return f" has {len(item['input'])} characters; {most} are allowed"
    if item["type"] == "string_too_short":
        return " is empty"
    return f": {item['msg'].removeprefix('Value error, ')}"


def plain(text: str) -> str:
    """Return the letters and digits of ``text`` without case and accents, to compare by."""
    whole = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in whole if character.isalnum())
