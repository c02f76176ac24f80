"""Who is who: the names by which files, rosters, sign-offs and certificates find each other."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

Item = TypeVar("Item")


class Key(NamedTuple):
    """A person: the name and the staff or student number, both as `normal` writes them."""

    name: str
    ref: str


def normal(text: str) -> str:
    """Return ``text`` without what differs when one name is typed twice: case, width, spaces."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())
    return " ".join(folded.split())


def key_of(name: str, ref: str) -> Key:
    """Return the key of a person who is named so."""
    return Key(normal(name), normal(ref))


def utf16(text: str) -> bytes:
    """Return what to sort texts by: a browser compares their UTF-16 units."""
    return text.encode("utf-16-be")


def by_name(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[str, list[Item]]:
    """Group ``items`` by the name in their key."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item).name, []).append(item)
    return groups


def the_one(key: Key, namesakes: Sequence[Key]) -> Key | None:
    """Return the person meant by ``key`` among those of the same name; None when that is open.

    The number decides. Where one side has none, the only person of that name is meant.
    """
    if key in namesakes:
        return key
    likely = [other for other in namesakes if not (key.ref and other.ref)]
    return likely[0] if len(likely) == 1 else None
