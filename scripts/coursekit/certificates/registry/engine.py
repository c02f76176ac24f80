"""Opens the database: SQLite in a file, or PostgreSQL by its URL."""

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from coursekit.certificates.errors import RecordError

SECONDS_TO_WAIT = 60
"""For another process that is writing, on SQLite."""

READING = "registry_reading"
"""The option of a connection that only reads, and waits for nobody."""

_DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def open_engine(place: Path | str) -> Engine:
    """Return the engine of the database at ``place``, a path or a URL.

    Raises:
        RecordError: there is no such kind of database, or its driver is not installed.
    """
    try:
        url = _url(place)
        if url.get_backend_name() != "sqlite":
            return create_engine(url)
        _make_private(url.database)
        engine = create_engine(url, connect_args={"timeout": SECONDS_TO_WAIT})
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise cannot_open(place, error) from None
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _url(place: Path | str) -> URL:
    if not isinstance(place, str) or "://" not in place:
        return URL.create("sqlite", database=str(place))
    url = make_url(place)
    driver = _DRIVERS.get(url.drivername, url.drivername)
    if driver.partition("+")[0] not in ("sqlite", "postgresql"):
        raise ArgumentError("neither a file of SQLite nor the postgresql:// of a database")
    return url.set(drivername=driver)


def _make_private(path: str | None) -> None:
    """Make an empty file that its owner alone may read, as the registry holds names.

    SQLite's files beside it get the same mode. What cannot be made is told when it is opened.
    """
    if path and path != ":memory:":
        with contextlib.suppress(OSError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _prepare_sqlite(connection: Any, _record_of_pool: Any) -> None:
    """Make a commit survive a power cut, wipe what is erased, and leave BEGIN to us."""
    connection.isolation_level = None
    for setting in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {setting}").close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once, so that two issuers of one request come one after the other."""
    reading = connection.get_execution_options().get(READING)
    begin = "BEGIN" if reading else "BEGIN IMMEDIATE"
    try:  # by the driver itself, which takes a quarter of the time
        connection.connection.driver_connection.execute(begin).close()
    except sqlite3.Error as error:
        raise OperationalError(begin, None, error) from None


def cannot_open(place: Path | str, error: Exception) -> RecordError:
    """Return the error to raise when the registry at ``place`` does not open."""
    reason = str(error).splitlines()[0]
    if isinstance(error, ImportError):
        reason += "; install the extra `postgresql`: .venv/bin/pip install -e '.[postgresql]'"
    elif "unable to open database file" in reason:
        reason = _why_no_file(Path(_url(place).database or ""))
    return RecordError(f"{shown(place)}: the registry cannot be opened: {reason}")


def _why_no_file(path: Path) -> str:
    """Say what SQLite does not: it writes beside the file, even to read it."""
    if not path.parent.is_dir():
        return f"there is no folder {path.parent}"
    return "the file and its folder must be writable, even to read it; copy it to where they are"


def shown(place: Path | str) -> str:
    """Return ``place`` without the password of a database URL."""
    return str(place).rpartition("@")[2]
