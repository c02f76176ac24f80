"""Request files to be worked through by any number of processes, each file by one of them."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from coursekit.certificates.registry.acts import now_text
from coursekit.certificates.registry.claims import Changes, claimed
from coursekit.certificates.registry.engine import READING
from coursekit.certificates.registry.tables import QUEUE

LONGEST_NAME = 200


@dataclass(frozen=True)
class Entry:
    """One request file.

    ``state`` is waiting, held (a person has to look) or served; ``outcome`` says why it is held.
    """

    id: int
    added_at: str
    name: str
    state: str
    request_id: str | None
    outcome: str | None
    accepted_by: str | None


@dataclass(frozen=True)
class Claim:
    """An entry that this process works on; `served` or `hold` says what becomes of it."""

    entry: Entry
    body: bytes
    changes: Changes

    def served(self, outcome: str, request_id: str | None) -> None:
        """Say that nothing is left to do; the queue keeps no copy of the file."""
        self.changes.update(state="served", outcome=outcome, request_id=request_id, body=None)

    def hold(self, outcome: str, request_id: str | None) -> None:
        """Say that a person has to look; the file is kept."""
        self.changes.update(state="held", outcome=outcome, request_id=request_id)


class Queue:
    """The queue of one registry."""

    def __init__(self, engine: Engine):
        self._engine = engine

    def add(self, name: str, body: bytes) -> bool:
        """Put a file at the end, unless the same file is or was in the queue; tell which."""
        sha256 = hashlib.sha256(body).hexdigest()
        with self._engine.begin() as connection:
            known = select(QUEUE.c.id).where(QUEUE.c.sha256 == sha256)
            if connection.execute(known).first():
                return False
            row = {
                "added_at": now_text(),
                "name": name[-LONGEST_NAME:],
                "sha256": sha256,
                "body": body,
                "state": "waiting",
            }
            connection.execute(insert(QUEUE).values(row))
        return True

    def count(self, state: str) -> int:
        """Return how many entries are in ``state``."""
        with self._reading() as connection:
            query = select(func.count()).where(QUEUE.c.state == state)
            return connection.execute(query).scalar_one()

    def entries(self, *states: str) -> list[Entry]:
        """Return the entries in one of ``states``, oldest first."""
        query = select(QUEUE).where(QUEUE.c.state.in_(states)).order_by(QUEUE.c.id)
        with self._reading() as connection:
            return [_entry(row) for row in connection.execute(query)]

    @contextmanager
    def claim(self) -> Iterator[Claim | None]:
        """Claim the oldest entry that waits and that nobody else works on; None when there is none.

        What the block says of it is kept when the block ends well; else it waits on.
        """
        with claimed(self._engine) as found:
            yield None if found is None else Claim(_entry(found[0]), found[0].body, found[1])

    def accept(self, request_id: str, by: str) -> int:
        """Let flagged entries of a request wait again, accepted by a person; count them."""
        held = (QUEUE.c.request_id == request_id) & (QUEUE.c.outcome == "flagged")
        return self._release(held, accepted_by=by)

    def retry(self) -> int:
        """Let everything that is held wait again; count it."""
        return self._release(QUEUE.c.id > 0)

    def remove(self, entry_id: int) -> bool:
        """Take an entry out that nobody has served; tell whether there was one."""
        query = delete(QUEUE).where(QUEUE.c.id == entry_id, QUEUE.c.state != "served")
        with self._engine.begin() as connection:
            return connection.execute(query).rowcount > 0

    def _release(self, which: Any, **more: Any) -> int:
        query = update(QUEUE).where(QUEUE.c.state == "held", which)
        with self._engine.begin() as connection:
            return connection.execute(query.values(state="waiting", **more)).rowcount

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            yield connection.execution_options(**{READING: True})


def _entry(row: Row[Any]) -> Entry:
    return Entry(**{field.name: getattr(row, field.name) for field in fields(Entry)})
