"""Tells the requests of one learner apart from those of others, and keeps no name to do so.

A learner is a random number. Names and licenses are kept as keyed hashes that find it again; the
key lies in the registry, so they are no secret from whoever has it, and are erased with the rest.
"""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, insert, select

from coursekit.certificates.registry.tables import LEARNER_KEYS, REGISTRY
from coursekit.records import License
from coursekit.records.text import plain


def keyed(salt: bytes, *parts: str) -> str:
    """Return a hash of ``parts`` that only the registry with this ``salt`` makes."""
    return hmac.new(salt, "\0".join(parts).encode(), hashlib.sha256).hexdigest()


def salt_of(connection: Connection) -> bytes:
    """Return the registry's salt."""
    return bytes.fromhex(connection.execute(select(REGISTRY.c.salt)).scalar_one())


def find_learner(
    connection: Connection, course_id: str, name: str, licenses: Collection[License]
) -> str | None:
    """Return the learner with this name and one of these licenses, if one is known.

    Where one of the two gave no license, the name alone decides.
    """
    name_key, license_keys = _keys(connection, name, licenses)
    same_name = _learners(connection, course_id, "name", {name_key})
    theirs = {learner: _license_keys(connection, course_id, learner) for learner in same_name}
    fitting = [
        learner
        for learner, keys in theirs.items()
        if not keys or not license_keys or keys & license_keys
    ]
    fitting.sort(key=lambda learner: (not theirs[learner] & license_keys, learner))
    return fitting[0] if fitting else None


def keep_learner(
    connection: Connection,
    course_id: str,
    name: str,
    licenses: Collection[License],
    learner: str | None = None,
) -> str:
    """Return the learner of this name and these licenses, by which it is found from now on.

    Args:
        connection: a transaction.
        course_id: the course; a learner of two courses has two numbers.
        name: as on the license.
        licenses: as given.
        learner: who it is, when that is known; found by name and licenses, unless given.
    """
    learner = learner or find_learner(connection, course_id, name, licenses)
    learner = learner or secrets.token_hex(16)
    name_key, license_keys = _keys(connection, name, licenses)
    wanted = {("name", name_key), *(("license", key) for key in license_keys)}
    table = LEARNER_KEYS.c
    mine = select(table.kind, table.key).where(
        table.course_id == course_id, table.learner == learner
    )
    missing = wanted - {(row.kind, row.key) for row in connection.execute(mine)}
    rows = [
        {"course_id": course_id, "kind": kind, "key": key, "learner": learner}
        for kind, key in sorted(missing)
    ]
    if rows:
        connection.execute(insert(LEARNER_KEYS), rows)
    return learner


def others_with_license(
    connection: Connection, course_id: str, licenses: Collection[License], learner: str | None
) -> set[str]:
    """Return the other learners who gave one of these licenses."""
    _, keys = _keys(connection, "", licenses)
    return _learners(connection, course_id, "license", keys) - {learner}


def _keys(connection: Connection, name: str, licenses: Collection[License]) -> tuple[str, set[str]]:
    """Return the keys of a name and of licenses.

    A license is its state and number; the profession is written in too many ways to compare.
    """
    salt = salt_of(connection)
    numbers = {
        keyed(salt, "license", plain(item.jurisdiction), plain(item.number)) for item in licenses
    }
    return keyed(salt, "name", plain(name)), numbers


def _learners(connection: Connection, course_id: str, kind: str, keys: Collection[str]) -> set[str]:
    return _column(
        connection,
        select(LEARNER_KEYS.c.learner).where(
            LEARNER_KEYS.c.course_id == course_id,
            LEARNER_KEYS.c.kind == kind,
            LEARNER_KEYS.c.key.in_(keys),
        ),
    )


def _license_keys(connection: Connection, course_id: str, learner: str) -> set[str]:
    return _column(
        connection,
        select(LEARNER_KEYS.c.key).where(
            LEARNER_KEYS.c.course_id == course_id,
            LEARNER_KEYS.c.kind == "license",
            LEARNER_KEYS.c.learner == learner,
        ),
    )


def _column(connection: Connection, query: Any) -> set[str]:
    return set(connection.execute(query).scalars())
