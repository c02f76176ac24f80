"""Tells the requests of one learner apart from those of others, and keeps no name to do so.

A learner is a random number. Names and licenses are kept as keyed hashes that find it again; the
key lies in the registry, so they are no secret from whoever has it, and are erased with the rest.
"""

import hashlib
import hmac
import secrets
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, literal_column, select

from coursekit.certificates.registry.tables import LEARNER_KEYS, REGISTRY
from coursekit.records import MOST_LICENSES, License
from coursekit.records.text import plain

Key = tuple[str, str]
"""``name`` or ``license``, and the keyed hash."""

MOST_KEYS = 1 + MOST_LICENSES
"""Of one learner: a name, and the most licenses that a request holds."""

_SALT = "registry_salt"

_SALTS = select(REGISTRY.c.salt)
# The same text for any number of keys, so that SQLAlchemy makes it once: a list of another length
# is written anew each time.
_SHARING = select(LEARNER_KEYS.c.learner, LEARNER_KEYS.c.kind, LEARNER_KEYS.c.key).where(
    LEARNER_KEYS.c.course_id == bindparam("course"),
    LEARNER_KEYS.c.kind.in_([literal_column("'name'"), literal_column("'license'")]),
    LEARNER_KEYS.c.key.in_([bindparam(f"key{n}") for n in range(MOST_KEYS)]),
)
_LICENSED = select(LEARNER_KEYS.c.learner).where(
    LEARNER_KEYS.c.course_id == bindparam("course"),
    LEARNER_KEYS.c.kind == "license",
    LEARNER_KEYS.c.learner.in_(bindparam("learners", expanding=True)),
)
_KEEP = insert(LEARNER_KEYS)


@dataclass(frozen=True)
class Learner:
    """Whose a request is.

    Attributes:
        number: random; who the learner is, as the registry knows.
        known: whether an earlier request was theirs.
        same_license: the other learners who gave one of the licenses.
    """

    number: str
    known: bool
    same_license: frozenset[str]


def keyed(connection: Connection, *parts: str) -> str:
    """Return a hash of ``parts`` that only this registry makes."""
    return hmac.digest(_salt(connection), "\0".join(parts).encode(), hashlib.sha256).hex()


def _salt(connection: Connection) -> bytes:
    """Return the registry's salt, which never changes."""
    if _SALT not in connection.info:
        connection.info[_SALT] = bytes.fromhex(connection.execute(_SALTS).scalar_one())
    return connection.info[_SALT]


def keep_learner(
    connection: Connection,
    course_id: str,
    name: str,
    licenses: Collection[License],
    number: str | None = None,
) -> Learner:
    """Return the learner of this name and these licenses, by which it is found from now on.

    Args:
        connection: a transaction.
        course_id: the course; a learner of two courses has two numbers.
        name: as on the license.
        licenses: as given.
        number: who it is, when that is known; found by name and licenses, unless given.
    """
    keys = _keys(connection, name, licenses)
    sharing: dict[str, set[Key]] = defaultdict(set)
    hashes = [key for _, key in keys]
    hashes += hashes[:1] * (MOST_KEYS - len(hashes))
    asked = {"course": course_id} | {f"key{n}": key for n, key in enumerate(hashes)}
    for learner, kind, key in connection.execute(_SHARING, asked):
        sharing[learner].add((kind, key))
    found = number or _fitting(connection, course_id, keys, sharing)
    number = found or secrets.token_hex(16)
    rows = [
        {"course_id": course_id, "kind": kind, "key": key, "learner": number}
        for kind, key in sorted(keys - sharing.pop(number, set()))
    ]
    if rows:
        connection.execute(_KEEP, rows)
    others = frozenset(learner for learner, theirs in sharing.items() if _licenses(theirs))
    return Learner(number, found is not None, others)


def _fitting(
    connection: Connection, course_id: str, keys: set[Key], sharing: dict[str, set[Key]]
) -> str | None:
    """Return the learner with this name and one of these licenses, if one is known.

    Where one of the two gave no license, the name alone decides.
    """
    same_name = [who for who, theirs in sharing.items() if theirs - _licenses(theirs)]
    both = [who for who in same_name if _licenses(sharing[who])]
    if both or not _licenses(keys) or not same_name:
        return min(both or same_name, default=None)
    asked = {"course": course_id, "learners": same_name}
    licensed = set(connection.execute(_LICENSED, asked).scalars())
    return min(set(same_name) - licensed, default=None)


def _licenses(keys: set[Key]) -> set[Key]:
    return {key for key in keys if key[0] == "license"}


def _keys(connection: Connection, name: str, licenses: Collection[License]) -> set[Key]:
    """Return the keys of a name and of licenses.

    A license is its state and number; the profession is written in too many ways to compare.
    """
    numbers = ((plain(item.jurisdiction), plain(item.number)) for item in licenses)
    return {
        ("name", keyed(connection, "name", plain(name))),
        *(("license", keyed(connection, "license", *number)) for number in numbers),
    }
