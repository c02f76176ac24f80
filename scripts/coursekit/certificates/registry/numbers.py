"""A certificate's place on the status lists, drawn at random and given once."""

import secrets

from sqlalchemy import Connection, bindparam, select

from coursekit.certificates.registry.tables import CERTIFICATES, REGISTRY

ENTRIES = 131_072
"""Places a list: the least that the standard (Bitstring Status List 1.0) allows."""

_EVENTS = select(REGISTRY.c.last_seq)
_TAKEN = select(CERTIFICATES.c.certificate_id).where(
    CERTIFICATES.c.status_index == bindparam("place")
)


def draw_status_index(connection: Connection) -> int:
    """Return a place that no certificate has.

    A list is at most half full, so that a free place is found soon and nobody who fetches a list
    sees from a place how many certificates there are.
    """
    events = connection.execute(_EVENTS).scalar_one()
    first = events // (ENTRIES // 2) * ENTRIES
    while True:
        index = first + secrets.randbelow(ENTRIES)
        if connection.execute(_TAKEN, {"place": index}).first() is None:
            return index
