"""A claim on an entry of the queue: a lock that ends with the process that holds it.

A row lock on PostgreSQL, which other machines see; on SQLite, which is for one machine, a lock of
the operating system. A worker that is killed leaves its claim to others at once, and no clock is
needed to notice it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, Row, select, update

from coursekit.certificates.errors import RecordError
from coursekit.certificates.registry.engine import READING
from coursekit.certificates.registry.tables import QUEUE

_MOST_LOOKED_AT = 500
"""Waiting entries, of which other workers may have claimed some."""

Changes = dict[str, Any]
"""What becomes of an entry; empty leaves it as it was."""

_WAITING = select(QUEUE).where(QUEUE.c.state == "waiting").order_by(QUEUE.c.id)


@contextmanager
def claimed(engine: Engine) -> Iterator[tuple[Row[Any], Changes] | None]:
    """Claim the oldest entry that waits and that no other process works on.

    Gives the entry and a place for what becomes of it, which is written when the block ends well;
    None when there is nothing to claim.
    """
    claim = _claimed_row if engine.dialect.name == "postgresql" else _claimed_byte
    with claim(engine) as found:
        yield found


@contextmanager
def _claimed_row(engine: Engine) -> Iterator[tuple[Row[Any], Changes] | None]:
    """Hold the lock of the row until what becomes of it is committed."""
    with engine.begin() as connection:
        query = _WAITING.limit(1).with_for_update(skip_locked=True)
        row = connection.execute(query).one_or_none()
        changes: Changes = {}
        yield None if row is None else (row, changes)
        if row is not None and changes:
            _write(connection, row.id, changes)


@contextmanager
def _claimed_byte(engine: Engine) -> Iterator[tuple[Row[Any], Changes] | None]:
    """Hold a lock on the byte of a file beside the registry whose place is the entry's number."""
    with Path(f"{engine.url.database}-queue").open("ab") as file:
        row = next(filter(None, (_locked(engine, file, each) for each in _waiting(engine))), None)
        changes: Changes = {}
        yield None if row is None else (row, changes)
        if row is not None and changes:
            with engine.begin() as connection:
                _write(connection, row.id, changes)


def _waiting(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        reading = connection.execution_options(**{READING: True})
        query = _WAITING.with_only_columns(QUEUE.c.id).limit(_MOST_LOOKED_AT)
        return list(reading.execute(query).scalars())


def _locked(engine: Engine, file: IO[bytes], entry_id: int) -> Row[Any] | None:
    """Return the entry if this process has its lock now and nobody has served it meanwhile."""
    try:
        import fcntl
    except ImportError:
        raise RecordError(
            "a queue in a SQLite file needs Linux or macOS; use a PostgreSQL registry"
        ) from None
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, entry_id)
    except OSError:
        return None
    with engine.connect() as connection:
        reading = connection.execution_options(**{READING: True})
        return reading.execute(_WAITING.where(QUEUE.c.id == entry_id)).one_or_none()


def _write(connection: Connection, entry_id: int, changes: Changes) -> None:
    connection.execute(update(QUEUE).where(QUEUE.c.id == entry_id).values(changes))
