"""A certificate's place on the status lists, drawn at random and given once."""

import secrets

from sqlalchemy import Connection, Integer, bindparam, select

from coursekit.certificates.registry.tables import CERTIFICATES, REGISTRY

ENTRIES = 131_072
"""Places a list: the least that the standard (Bitstring Status List 1.0) allows."""

_PLACE = REGISTRY.c.last_seq // (ENTRIES // 2) * ENTRIES + bindparam("drawn", type_=Integer)
_PLACE_AND_WHOSE = select(_PLACE, CERTIFICATES.c.certificate_id).join_from(
    REGISTRY, CERTIFICATES, CERTIFICATES.c.status_index == _PLACE, isouter=True
)


def draw_status_index(connection: Connection) -> int:
    """Return a place that no certificate has.

    A list is at most half full, so that a free place is found soon and nobody who fetches a list
    sees from a place how many certificates there are.
    """
    while True:
        drawn = {"drawn": secrets.randbelow(ENTRIES)}
        place, whose = connection.execute(_PLACE_AND_WHOSE, drawn).one()
        if whose is None:
            return place
