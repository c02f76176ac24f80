"""What the registry holds of a certificate, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, bindparam, select

from coursekit.certificates.registry.tables import CERTIFICATES, EVENTS

_OF_REQUEST = select(CERTIFICATES).where(
    CERTIFICATES.c.course_id == bindparam("course"),
    CERTIFICATES.c.request_id == bindparam("request"),
)

Status = Literal["valid", "superseded", "revoked"]


@dataclass(frozen=True)
class Record:
    """One certificate.

    ``facts`` (the JSON form of `CertificateFacts`), ``credential``, ``short`` and ``learner`` are
    None once personal data was erased. ``superseded_by`` is the number of the newer certificate.
    """

    certificate_id: str
    course_id: str
    request_id: str
    learner: str | None
    status_index: int
    issued_at: str
    facts: dict[str, Any] | None
    credential: str | None
    short: str | None
    pdf_sha256: str
    status: Status = "valid"
    superseded_by: str | None = None


def find_record(connection: Connection, condition: ColumnElement[bool]) -> Record | None:
    """Return the certificate that fits ``condition``, if there is one."""
    row = connection.execute(select(CERTIFICATES).where(condition)).one_or_none()
    return _found(connection, row)


def find_request(connection: Connection, course_id: str, request_id: str) -> Record | None:
    """Return the certificate that was issued for this request, if there is one."""
    asked = {"course": course_id, "request": request_id}
    return _found(connection, connection.execute(_OF_REQUEST, asked).one_or_none())


def _found(connection: Connection, row: Row[Any] | None) -> Record | None:
    if row is None:
        return None
    ends = _ends(connection, EVENTS.c.certificate_id == row.certificate_id)
    return _record(row, ends)


def read_numbers(connection: Connection) -> list[str]:
    """Return the number of every certificate, oldest first."""
    same = EVENTS.c.certificate_id == CERTIFICATES.c.certificate_id
    query = select(CERTIFICATES.c.certificate_id).join(EVENTS, same & (EVENTS.c.kind == "issued"))
    query = query.order_by(EVENTS.c.seq)
    return list(connection.execute(query).scalars())


def read_some(connection: Connection, numbers: Sequence[str]) -> list[Record]:
    """Return the certificates with these numbers, in that order."""
    mine = CERTIFICATES.c.certificate_id.in_(numbers)
    ends = _ends(connection, EVENTS.c.certificate_id.in_(numbers))
    rows = {row.certificate_id: row for row in connection.execute(select(CERTIFICATES).where(mine))}
    return [_record(rows[number], ends) for number in numbers]


def read_line(connection: Connection, certificate_id: str) -> list[Record]:
    """Return a certificate with those that it replaced and that replaced it, oldest first."""
    ends = _ends(connection, EVENTS.c.kind == "superseded")
    after = {old: end["superseded_by"] for old, end in ends.items()}
    before = {new: old for old, new in after.items()}
    number = certificate_id
    while number in before:
        number = before[number]
    numbers = [number]
    while number in after:
        number = after[number]
        numbers.append(number)
    return read_some(connection, numbers)


def _ends(
    connection: Connection, condition: ColumnElement[bool]
) -> dict[str, dict[str, str | None]]:
    """Return by number what ended a certificate; a revocation outweighs a successor."""
    kinds = EVENTS.c.kind.in_(("superseded", "revoked"))
    query = select(EVENTS.c.certificate_id, EVENTS.c.kind, EVENTS.c.detail)
    ends: dict[str, dict[str, str | None]] = {}
    for row in connection.execute(query.where(kinds, condition).order_by(EVENTS.c.seq)):
        end = ends.setdefault(row.certificate_id, {"superseded_by": None})
        end["status"] = row.kind
        if row.kind == "superseded":
            end["superseded_by"] = row.detail["by"]
    return ends


def _record(row: Row[Any], ends: dict[str, dict[str, str | None]]) -> Record:
    return replace(Record(**row._mapping), **ends.get(row.certificate_id, {}))
