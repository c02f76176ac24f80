"""Every certificate that was issued, in SQL, and the history of what became of each.

SQLite in a file by default, PostgreSQL by its URL.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy.exc import SQLAlchemyError

from coursekit.certificates.errors import RecordError
from coursekit.certificates.registry.acts import DuplicateError, now_text
from coursekit.certificates.registry.attempts import Attempt, ItemAnswer, Recorded
from coursekit.certificates.registry.chain import Event, broken_links
from coursekit.certificates.registry.engine import READING, cannot_open, open_engine
from coursekit.certificates.registry.migration import is_current, make_current
from coursekit.certificates.registry.queue import Queue
from coursekit.certificates.registry.records import Record, Status
from coursekit.certificates.registry.transaction import Reading, Transaction

__all__ = [
    "Attempt",
    "DuplicateError",
    "Event",
    "ItemAnswer",
    "Reading",
    "Record",
    "Recorded",
    "Registry",
    "Status",
    "Transaction",
    "now_text",
]

AT_ONCE = 200
"""Records and events that are read in one go."""


class Registry:
    """A registry of certificates; made empty when there is none, and carried over when it is old.

    Args:
        place: a path of a SQLite file, or a database URL that SQLAlchemy knows.

    Raises:
        RecordError: the database cannot be opened, or a later version of this tool made it.
    """

    def __init__(self, place: Path | str):
        self._engine = open_engine(place)
        try:
            with self._connected() as connection:
                current = is_current(connection)
            if not current:
                with self._engine.begin() as connection:
                    make_current(connection)
        except RecordError:
            self.close()
            raise
        except (SQLAlchemyError, ImportError) as error:
            self.close()
            raise cannot_open(place, error) from None

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Open a transaction; it is committed when the block ends well, else rolled back."""
        with self._engine.begin() as connection:
            yield Transaction(connection)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Open a transaction that only reads: it waits for nobody, and nobody for it."""
        with self._connected() as connection:
            yield Reading(connection)

    @contextmanager
    def _connected(self):
        with self._engine.connect() as connection:
            yield connection.execution_options(**{READING: True})

    def find(self, certificate_id: str) -> Record | None:
        """Return the certificate with this number, if there is one."""
        with self.reading() as reading:
            return reading.find(certificate_id)

    def records(self) -> Iterator[Record]:
        """Give every certificate, oldest first, without holding all of them in memory."""
        with self.reading() as reading:
            numbers = reading.numbers()
        for start in range(0, len(numbers), AT_ONCE):
            with self.reading() as reading:
                some = reading.records(numbers[start : start + AT_ONCE])
            yield from some

    def events(self) -> Iterator[Event]:
        """Give the whole history in its order."""
        last = 0
        while True:
            with self.reading() as reading:
                some = reading.events(last, AT_ONCE)
            if not some:
                return
            yield from some
            last = some[-1].seq

    def check(self) -> list[str]:
        """Say in words where the history does not hold, the first place first."""
        with self._connected() as connection:
            return list(broken_links(connection))

    def wipe(self) -> None:
        """Write over what was erased: SQLite keeps it in its log until then."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @property
    def queue(self) -> Queue:
        """The requests that are to be worked through."""
        return Queue(self._engine)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """Return the registry itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the registry."""
        self.close()
