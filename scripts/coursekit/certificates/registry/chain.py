"""The registry's history: entries are added, never changed, each with the hash of the one before.

Whoever changes, removes or slips in an entry breaks the chain at that place. Whoever could rewrite
everything from there on is found out by the log that was published before (``course status``).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Row, insert, select, update

from coursekit.certificates.registry.tables import CERTIFICATES, EVENTS, REGISTRY
from coursekit.records.canonical_json import canonical_json

EventKind = Literal["issued", "superseded", "revoked", "resigned", "erased"]

_END = select(REGISTRY.c.last_seq, REGISTRY.c.last_hash)
_LOCK_END = _END.with_for_update()
_MOVE_END = update(REGISTRY)
_APPEND = insert(EVENTS)

FIRST = "0" * 64
"""What the first entry has for the hash of the one before."""


@dataclass(frozen=True)
class Event:
    """One entry; ``detail`` holds no personal data, and depends on the kind.

    issued and resigned: SHA-256 of ``credential``, ``short`` and ``pdf``, and ``status_index``;
    issued also, if it was flagged, ``flags`` and ``accepted_by``.
    superseded: ``by``, the number of the newer certificate, and ``reason``.
    revoked and erased: ``reason``.
    """

    seq: int
    at: str
    kind: EventKind
    certificate_id: str
    detail: dict[str, Any]
    previous: str
    hash: str


def digest(text: str) -> str:
    """Return the SHA-256 of ``text``, as events hold it."""
    return hashlib.sha256(text.encode()).hexdigest()


class History:
    """The history as this transaction goes on with it; others wait until it has ended.

    Args:
        connection: the transaction.
    """

    def __init__(self, connection: Connection):
        self.connection = connection
        self._seq, self._last = connection.execute(_LOCK_END).one()

    def append(self, kind: EventKind, certificate_id: str, detail: dict[str, Any], at: str) -> None:
        """Add an entry at the end."""
        row = {
            "seq": self._seq + 1,
            "at": at,
            "kind": kind,
            "certificate_id": certificate_id,
            "detail": detail,
            "previous": self._last,
        }
        row["hash"] = _hash(row)
        self._seq, self._last = row["seq"], row["hash"]
        self.connection.execute(_APPEND, row)
        self.connection.execute(_MOVE_END, {"last_seq": self._seq, "last_hash": self._last})


def read_events(connection: Connection, after: int, most: int) -> list[Event]:
    """Return the ``most`` entries that follow number ``after``."""
    query = select(EVENTS).where(EVENTS.c.seq > after).order_by(EVENTS.c.seq).limit(most)
    return [Event(**row._mapping) for row in connection.execute(query)]


def read_history(connection: Connection, certificate_id: str) -> list[Event]:
    """Return what happened to one certificate, in its order."""
    mine = EVENTS.c.certificate_id == certificate_id
    query = select(EVENTS).where(mine).order_by(EVENTS.c.seq)
    return [Event(**row._mapping) for row in connection.execute(query)]


def broken_links(connection: Connection) -> Iterator[str]:
    """Say in words where the history does not hold, the first place first."""
    previous, expected = FIRST, 1
    signed: dict[str, dict[str, Any]] = {}
    erased = set()
    for row in connection.execute(select(EVENTS).order_by(EVENTS.c.seq)):
        event = Event(**row._mapping)
        yield from _broken(event, expected, previous, signed)
        previous, expected = event.hash, event.seq + 1
        if event.kind in ("issued", "resigned"):
            signed[event.certificate_id] = event.detail
        elif event.kind == "erased":
            erased.add(event.certificate_id)
    seq, last = connection.execute(_END).one()
    if (seq, last) != (expected - 1, previous):
        yield f"the history ends with event {expected - 1}, and event {seq} was the last written"
    for row in connection.execute(select(CERTIFICATES).order_by(CERTIFICATES.c.certificate_id)):
        yield from _unfit(row, signed.pop(row.certificate_id, None), row.certificate_id in erased)
    for number in signed:
        yield f"certificate {number} is in the history, and its record is gone"


def _broken(
    event: Event, expected: int, previous: str, signed: dict[str, dict[str, Any]]
) -> Iterator[str]:
    """Compare one entry with the one before."""
    if event.seq != expected:
        missing = f"event {expected}" + (f" to {event.seq - 1}" if event.seq > expected + 1 else "")
        yield f"{missing} is missing"
    elif event.previous != previous:
        yield f"event {event.seq} does not follow from the one before"
    if event.hash != _hash({n: v for n, v in vars(event).items() if n != "hash"}):
        yield f"event {event.seq} ({event.kind}, {event.certificate_id}) was changed"
    if (event.kind == "issued") == (event.certificate_id in signed):
        what = "issued twice" if event.kind == "issued" else f"{event.kind} before it was issued"
        yield f"event {event.seq}: certificate {event.certificate_id} was {what}"


def _unfit(row: Row[Any], signed: dict[str, Any] | None, erased: bool) -> Iterator[str]:
    """Compare a certificate's record with what the history says was signed."""
    name = f"the record of certificate {row.certificate_id}"
    if signed is None:
        yield f"{name} is not in the history"
        return
    if erased != (row.facts is None):
        yield f"{name} was emptied" if row.facts is None else f"{name} is back, though erased"
        return
    found = {"pdf": row.pdf_sha256, "status_index": row.status_index}
    if not erased:
        found |= {"credential": digest(row.credential), "short": digest(row.short)}
    for what, value in found.items():
        if signed[what] != value:
            yield f"{name} was changed: {what} is not what was signed"


def _hash(row: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_json(row)).hexdigest()
