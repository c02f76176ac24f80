"""What is done to a certificate after it was issued: corrected, revoked, erased."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from coursekit.certificates.drawing import Issued, draw, facts_of, numbered, restore
from coursekit.certificates.errors import CertificateError, RecordError
from coursekit.certificates.facts import CertificateFacts, License, new_certificate_id, printed_id
from coursekit.certificates.files import staged
from coursekit.certificates.keys import SigningKey
from coursekit.certificates.registry import Reading, Record, Registry
from coursekit.records.text import line_of, problem_of

_REASON = TypeAdapter(line_of(200))
_OF_ISSUE = {"certificate_id", "issued_at", "status_index"}


def reissue(
    registry: Registry,
    certificate_id: str,
    *,
    name: str | None,
    licenses: Sequence[License],
    reason: str,
    key: SigningKey,
    out_dir: Path,
) -> Issued:
    """Issue a corrected certificate that takes the place of another; all else stays as it was.

    Asking again for the same correction gives the same certificate.

    Args:
        registry: where certificates are recorded.
        certificate_id: the one that is wrong.
        name: the right name, if that was wrong.
        licenses: the right licenses, all of them, if one was wrong.
        reason: goes into the public log.
        key: the provider's signing key.
        out_dir: where the files go.

    Raises:
        CertificateError: nothing is corrected, or what is corrected cannot be printed.
        RecordError: there is no such certificate, or it is not valid any more.
    """
    reason = _checked(reason)
    with registry.reading() as reading:
        old = _required(reading, certificate_id)
        line = reading.line(certificate_id)
        status_index = reading.new_status_index()
    corrected = _corrected(facts_of(old), name, licenses)
    if old.status == "superseded":
        return _reissued_before(line, corrected, out_dir)
    if old.status == "revoked":
        raise RecordError(
            f"certificate {printed_id(certificate_id)} was revoked; nothing takes its place"
        )
    facts = numbered(
        corrected,
        certificate_id=new_certificate_id(),
        issued_at=datetime.now(UTC),
        status_index=status_index,
    )
    drawn = draw(facts, key, facts.issued_text)
    with staged(drawn.files(out_dir)) as put:
        with registry.transaction() as transaction:
            if _required(transaction, certificate_id).status != "valid":
                raise RecordError(
                    f"somebody else changed certificate {printed_id(certificate_id)}; look again"
                )
            learner = transaction.keep_learner(
                facts.course_id, facts.participant_name, facts.licenses, old.learner
            )
            new = drawn.record(f"reissue-of-{certificate_id}", learner)
            transaction.supersede(old, new, reason)
        put()
    return drawn.issued(out_dir)


def revoke(registry: Registry, certificate_id: str, reason: str) -> None:
    """Record that a certificate is not valid any more.

    Raises:
        RecordError: there is no such certificate, or it was revoked before.
    """
    reason = _checked(reason)
    with registry.transaction() as transaction:
        record = _required(transaction, certificate_id)
        if record.status == "revoked":
            raise RecordError(f"certificate {printed_id(certificate_id)} was revoked before")
        transaction.revoke(record, reason)


def erase(registry: Registry, certificate_id: str, reason: str) -> list[str]:
    """Erase the personal data of a certificate and of those that it replaced or that replaced it.

    What was printed still verifies: signatures, status and log hold no data that is erased here.

    Returns:
        The numbers of the certificates whose personal data was erased.

    Raises:
        RecordError: there is no such certificate, or nothing is left to erase.
    """
    reason = _checked(reason)
    with registry.transaction() as transaction:
        _required(transaction, certificate_id)
        line = [record for record in transaction.line(certificate_id) if record.facts is not None]
        if not line:
            raise RecordError(
                f"the personal data of certificate {printed_id(certificate_id)} was erased before"
            )
        for record in line:
            transaction.erase(record, reason)
    registry.wipe()
    return [record.certificate_id for record in line]


def _required(reading: Reading, certificate_id: str) -> Record:
    record = reading.find(certificate_id)
    if record is None:
        raise RecordError(
            f"the registry has no certificate {printed_id(certificate_id)}; "
            "`course certificates list` names those it has"
        )
    return record


def _corrected(
    facts: CertificateFacts, name: str | None, licenses: Sequence[License]
) -> dict[str, Any]:
    """Return the facts of a completion with what is corrected.

    Raises:
        CertificateError: nothing is.
    """
    old = {field: value for field, value in facts if field not in _OF_ISSUE}
    new = old | ({"participant_name": name} if name else {})
    new |= {"licenses": list(licenses)} if licenses else {}
    if new == old:
        raise CertificateError("the certificate says that already; give what is to be corrected")
    return new


def _reissued_before(line: list[Record], corrected: dict[str, Any], out_dir: Path) -> Issued:
    """Return the certificate that made the same correction before, its files restored."""
    current = line[-1]
    stated = {field: value for field, value in facts_of(current) if field not in _OF_ISSUE}
    if stated != corrected or current.status != "valid":
        raise RecordError(
            f"certificate {printed_id(current.certificate_id)} took the place of this one; "
            "correct that"
        )
    return restore(current, out_dir)


def _checked(reason: str) -> str:
    try:
        return _REASON.validate_python(reason)
    except ValidationError as error:
        item = error.errors(include_url=False)[0]
        raise CertificateError(f"the reason{problem_of(item)}") from None
