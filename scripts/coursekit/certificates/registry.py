"""Every certificate that was issued, in SQL: SQLite by default, any database by its URL.

Records are added and read, never changed: a certificate states what was true when it was issued.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    MetaData,
    NullPool,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
    insert,
    select,
)
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from coursekit.certificates.errors import RecordError
from coursekit.certificates.evaluations import (
    Evaluation,
    evaluation_tables,
    read_evaluations,
    take_evaluation,
)

_METADATA = MetaData()

_CERTIFICATES = Table(
    "certificates",
    _METADATA,
    Column("certificate_id", String(16), primary_key=True),
    Column("course_id", String(40), nullable=False),
    Column("request_id", String(40), nullable=False),
    Column("issued_at", String(20), nullable=False, index=True),  # 2026-11-22T10:11:12Z
    Column("facts", JSON, nullable=False),
    Column("credential", Text, nullable=False),  # the signed JSON, byte for byte as in its file
    Column("short", Text, nullable=False),  # the JWS in the printed code
    Column("pdf_sha256", String(64), nullable=False),
    UniqueConstraint("course_id", "request_id", name="one_certificate_per_request"),
)


_EVALUATIONS = evaluation_tables(_METADATA)


class DuplicateError(RecordError):
    """Another certificate was recorded for the same request, or under the same number."""


@dataclass(frozen=True)
class Record:
    """One issued certificate; ``facts`` is the JSON form of `CertificateFacts`."""

    certificate_id: str
    course_id: str
    request_id: str
    issued_at: str
    facts: dict[str, Any]
    credential: str
    short: str
    pdf_sha256: str


class Transaction:
    """Reading and adding inside one database transaction."""

    def __init__(self, connection: Connection):
        self._connection = connection

    def find(self, certificate_id: str) -> Record | None:
        """Return the certificate with this number, if there is one."""
        return self._one(_CERTIFICATES.c.certificate_id == certificate_id)

    def find_request(self, course_id: str, request_id: str) -> Record | None:
        """Return the certificate that was issued for this request, if there is one."""
        columns = _CERTIFICATES.c
        return self._one((columns.course_id == course_id) & (columns.request_id == request_id))

    def records(self) -> Iterator[Record]:
        """Give every certificate, oldest first."""
        order = (_CERTIFICATES.c.issued_at, _CERTIFICATES.c.certificate_id)
        for row in self._connection.execute(select(_CERTIFICATES).order_by(*order)):
            yield _record(row)

    def add(self, record: Record) -> None:
        """Record a certificate.

        Raises:
            DuplicateError: its request, or its number, has one already.
        """
        try:
            self._connection.execute(insert(_CERTIFICATES).values(vars(record)))
        except IntegrityError:
            raise DuplicateError(
                f"request {record.request_id} has a certificate already; nothing was recorded"
            ) from None

    def take_evaluation(self, course_id: str, request_id: str, evaluation: Evaluation) -> bool:
        """Keep an evaluation apart from its request, once; tell whether it was new."""
        return take_evaluation(self._connection, _EVALUATIONS, course_id, request_id, evaluation)

    def evaluations(self, course_id: str) -> Iterator[Evaluation]:
        """Give every evaluation of a course, in no order of time."""
        return read_evaluations(self._connection, _EVALUATIONS, course_id)

    def _one(self, condition: Any) -> Record | None:
        row = self._connection.execute(select(_CERTIFICATES).where(condition)).one_or_none()
        return None if row is None else _record(row)


class Registry:
    """A registry of certificates; made empty when there is none.

    Args:
        place: a path of a SQLite file, or a database URL that SQLAlchemy knows.

    Raises:
        RecordError: the database cannot be opened.
    """

    def __init__(self, place: Path | str):
        self._engine = _engine(place)
        try:
            _METADATA.create_all(self._engine)
        except SQLAlchemyError as error:
            raise _cannot_open(place, error) from None

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Open a transaction; it is committed when the block ends well, else rolled back."""
        with self._engine.begin() as connection:
            yield Transaction(connection)

    def find(self, certificate_id: str) -> Record | None:
        """Return the certificate with this number, if there is one."""
        with self.transaction() as transaction:
            return transaction.find(certificate_id)

    def records(self) -> list[Record]:
        """Return every certificate, oldest first."""
        with self.transaction() as transaction:
            return list(transaction.records())

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


def _record(row: Row[Any]) -> Record:
    return Record(**row._mapping)


def _engine(place: Path | str) -> Engine:
    url = place if isinstance(place, str) and "://" in place else f"sqlite:///{Path(place)}"
    try:
        if not url.startswith("sqlite"):
            return create_engine(url)
        engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": 30})
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise _cannot_open(place, error) from None
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record_of_pool: Any) -> None:
    """Make a commit survive a power cut, and leave BEGIN to us."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL").close()
    connection.execute("PRAGMA synchronous=FULL").close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once, so that two issuers of one request come one after the other."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _cannot_open(place: Path | str, error: Exception) -> RecordError:
    reason = str(error).splitlines()[0]
    shown = str(place).rpartition("@")[2]  # without the password of a database URL
    return RecordError(f"{shown}: the registry cannot be opened: {reason}")
