"""Makes the tables of a new registry, and carries an older one over."""

import secrets
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    MetaData,
    String,
    Table,
    Text,
    insert,
    inspect,
    select,
)

from coursekit.certificates.errors import RecordError
from coursekit.certificates.registry.chain import FIRST, History, digest
from coursekit.certificates.registry.learners import keep_learner
from coursekit.certificates.registry.numbers import draw_status_index
from coursekit.certificates.registry.tables import CERTIFICATES, METADATA, REGISTRY, VERSION
from coursekit.records import License

_LOCK = 0x636F75727365
"""The advisory lock under which PostgreSQL lets one process at a time make the tables."""

_BEFORE = Table(
    "certificates_before",
    MetaData(),
    Column("certificate_id", String(16)),
    Column("course_id", String(40)),
    Column("request_id", String(40)),
    Column("issued_at", String(20)),
    Column("facts", JSON),
    Column("credential", Text),
    Column("short", Text),
    Column("pdf_sha256", String(64)),
)


def is_current(connection: Connection) -> bool:
    """Tell whether the tables are those of this version.

    Raises:
        RecordError: they are those of a later version.
    """
    if not inspect(connection).has_table(REGISTRY.name):
        return False
    version = connection.execute(select(REGISTRY.c.version)).scalar_one()
    if version > VERSION:
        raise RecordError(
            f"the registry was made by a later version of this tool (its tables are version "
            f"{version}, and this tool knows {VERSION}); update the tool"
        )
    return version == VERSION


def make_current(connection: Connection) -> None:
    """Make the tables, or carry over those of the version before; all of it or nothing."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    if is_current(connection):
        return
    carry = inspect(connection).has_table(CERTIFICATES.name)
    if carry:
        connection.exec_driver_sql("CREATE TABLE certificates_before AS SELECT * FROM certificates")
        connection.exec_driver_sql("DROP TABLE certificates")
    METADATA.create_all(connection)
    first = {"id": 1, "version": VERSION, "salt": secrets.token_hex(32)}
    connection.execute(insert(REGISTRY).values(last_seq=0, last_hash=FIRST, **first))
    if carry:
        _carry_over(connection)
        _BEFORE.drop(connection)


def _carry_over(connection: Connection) -> None:
    """Enter every certificate into the history, as of the day of its issue.

    Their credentials name no status list, so a place on one is drawn for the record alone.
    """
    history = History(connection)
    order = _BEFORE.c.issued_at, _BEFORE.c.certificate_id
    numbers = connection.execute(select(_BEFORE.c.certificate_id).order_by(*order)).scalars().all()
    for number in numbers:
        query = select(_BEFORE).where(_BEFORE.c.certificate_id == number)
        row: dict[str, Any] = dict(connection.execute(query).one()._mapping)
        row["status_index"] = draw_status_index(connection)
        row["learner"] = keep_learner(
            connection,
            row["course_id"],
            row["facts"]["participant_name"],
            [License.model_validate(item) for item in row["facts"]["licenses"]],
        ).number
        connection.execute(insert(CERTIFICATES).values(row))
        detail = {
            "credential": digest(row["credential"]),
            "short": digest(row["short"]),
            "pdf": row["pdf_sha256"],
            "status_index": row["status_index"],
        }
        history.append("issued", number, detail, row["issued_at"])
