"""What is done to certificates: each act changes the record and adds to the history at once."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from coursekit.certificates.errors import RecordError
from coursekit.certificates.registry.chain import EventKind, History, digest
from coursekit.certificates.registry.records import Record
from coursekit.certificates.registry.tables import (
    ATTEMPTS,
    CERTIFICATES,
    LEARNER_KEYS,
    QUEUE,
)

_COLUMNS = [column.name for column in CERTIFICATES.columns]

_ADD = insert(CERTIFICATES)


class DuplicateError(RecordError):
    """Another certificate has the request, the number or the place on the status lists."""


def add_record(history: History, record: Record, more: dict[str, Any]) -> None:
    """Record a certificate that was issued.

    Args:
        history: of a transaction, which cannot go on when this fails.
        record: the certificate.
        more: what the history tells of the issue besides what was signed.

    Raises:
        DuplicateError: its request, its number or its place has one already.
    """
    values = {name: getattr(record, name) for name in _COLUMNS}
    try:
        history.connection.execute(_ADD, values)
    except IntegrityError:
        raise DuplicateError(
            f"request {record.request_id} has a certificate already; nothing was recorded"
        ) from None
    detail = signed_detail(record) | more
    history.append("issued", record.certificate_id, detail, record.issued_at)


def signed_detail(record: Record) -> dict[str, Any]:
    """Return what the history holds of a certificate's signed forms."""
    return {
        "credential": digest(record.credential or ""),
        "short": digest(record.short or ""),
        "pdf": record.pdf_sha256,
        "status_index": record.status_index,
    }


def note(history: History, kind: EventKind, certificate_id: str, detail: dict[str, Any]) -> None:
    """Add an entry that changes no record: ``superseded`` or ``revoked``."""
    history.append(kind, certificate_id, detail, now_text())


def replace_signed(history: History, record: Record) -> None:
    """Put the newly signed forms of ``record`` in place of the old ones."""
    mine = CERTIFICATES.c.certificate_id == record.certificate_id
    signed = {name: getattr(record, name) for name in ("credential", "short", "pdf_sha256")}
    history.connection.execute(update(CERTIFICATES).where(mine).values(signed))
    history.append("resigned", record.certificate_id, signed_detail(record), now_text())


def erase_personal(history: History, record: Record, reason: str) -> None:
    """Empty what names the person in a record, in the attempt behind it and in the queue.

    Raises:
        RecordError: a worker has the request in hand; it waits for the history, so we do not wait.
    """
    _take_from_queue(history.connection, record)
    history.append("erased", record.certificate_id, {"reason": reason}, now_text())
    connection = history.connection
    mine = CERTIFICATES.c.certificate_id == record.certificate_id
    empty = {"facts": None, "credential": None, "short": None, "learner": None}
    connection.execute(update(CERTIFICATES).where(mine).values(empty))
    connection.execute(
        update(ATTEMPTS)
        .where(ATTEMPTS.c.course_id == record.course_id, ATTEMPTS.c.request_id == record.request_id)
        .values(learner=None, exam_key=None)
    )
    connection.execute(
        update(QUEUE).where(QUEUE.c.request_id == record.request_id).values(body=None, name="")
    )
    if record.learner:
        _forget_learner(connection, record.learner)


def _take_from_queue(connection: Connection, record: Record) -> None:
    """Lock the files of a record's request, unless somebody else has."""
    files = select(QUEUE.c.id).where(QUEUE.c.request_id == record.request_id)
    try:
        connection.execute(files.with_for_update(nowait=True))
    except OperationalError:
        raise RecordError(
            f"the request of certificate {record.certificate_id} is being worked on; give the "
            "command again when that is done"
        ) from None


def _forget_learner(connection: Connection, learner: str) -> None:
    """Drop the keys that find a learner, unless another certificate is still theirs."""
    left = select(func.count()).where(CERTIFICATES.c.learner == learner)
    if connection.execute(left).scalar_one():
        return
    connection.execute(delete(LEARNER_KEYS).where(LEARNER_KEYS.c.learner == learner))
    forgotten = {"learner": None, "exam_key": None}
    connection.execute(update(ATTEMPTS).where(ATTEMPTS.c.learner == learner).values(forgotten))


def now_text() -> str:
    """Return the moment as records have it: ``2026-11-22T10:11:12Z``."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
