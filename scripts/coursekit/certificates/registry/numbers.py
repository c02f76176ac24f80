"""A certificate's place on the status lists, drawn at random and given once."""

import secrets

from sqlalchemy import Connection, select

from coursekit.certificates.registry.tables import CERTIFICATES, REGISTRY

ENTRIES = 131_072
"""Places a list: the least that the standard (Bitstring Status List 1.0) allows."""


def draw_status_index(connection: Connection) -> int:
    """Return a place that no certificate has.

    A list is at most half full, so that a free place is found soon and nobody who fetches a list
    sees from a place how many certificates there are.
    """
    events = connection.execute(select(REGISTRY.c.last_seq)).scalar_one()
    first = events // (ENTRIES // 2) * ENTRIES
    while True:
        index = first + secrets.randbelow(ENTRIES)
        query = select(CERTIFICATES.c.certificate_id).where(CERTIFICATES.c.status_index == index)
        if connection.execute(query).first() is None:
            return index
