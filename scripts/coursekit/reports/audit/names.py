"""Finds whoever is on record in a free text, so that no comment names its writer."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from coursekit.certificates.registry import Record

_ADDRESS = re.compile(r"\S@\S")
_SHORTEST = 4
"""Letters and digits of a whole name or a license number: fewer stand in any text."""


@dataclass(frozen=True)
class Names:
    """What names the learners of a course: last names, and whole names and licenses as one word."""

    last: frozenset[str]
    whole: frozenset[str]

    def stand_in(self, text: str) -> bool:
        """Tell whether ``text`` holds a learner's name, a license number or an e-mail address.

        It would rather find too much: a last name is found wherever it is written as a word of its
        own with the same capitals, even where it means something else.
        """
        if _ADDRESS.search(text) or not self.last.isdisjoint(_words(text)):
            return True
        plain = _plain(text)
        return any(
            plain[start : start + length] in self.whole
            for length in self._lengths
            for start in range(len(plain) - length + 1)
        )

    @cached_property
    def _lengths(self) -> frozenset[int]:
        """How long whole names and licenses are: far fewer lengths than names to look for."""
        return frozenset(map(len, self.whole))


def names_of(records: Iterable[Record]) -> Names:
    """Return the names on ``records``, those of every year: whoever comments may be on any."""
    last, whole = set(), set()
    for record in records:
        if record.facts:
            name = record.facts["participant_name"]
            last.add(_words(name)[-1] if _words(name) else name)
            texts = [name, *(item["number"] for item in record.facts["licenses"])]
            whole |= {plain for plain in map(_plain, texts) if len(plain) >= _SHORTEST}
    return Names(frozenset(last), frozenset(whole))


def _words(text: str) -> list[str]:
    """Return the words of ``text``, hyphens and apostrophes inside them kept."""
    return re.findall(r"\w+(?:[-'’]\w+)*", unicodedata.normalize("NFC", text))


def _plain(text: str) -> str:
    """Return the letters and digits of ``text`` without case and accents."""
    whole = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in whole if character.isalnum())
