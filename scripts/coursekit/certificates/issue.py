"""Issues a certificate: once a request, recorded in one transaction, and then its files appear."""

import contextlib
from datetime import UTC, datetime
from pathlib import Path

from coursekit.certificates.drawing import Drawn, Issued, draw, numbered, restore
from coursekit.certificates.errors import (
    CertificateError,
    FlaggedError,
    RecordError,
    RequestConflictError,
)
from coursekit.certificates.facts import Completion, new_certificate_id, printed_id
from coursekit.certificates.files import staged
from coursekit.certificates.keys import SigningKey
from coursekit.certificates.registry import (
    Attempt,
    DuplicateError,
    Reading,
    Record,
    Recorded,
    Registry,
    Transaction,
)

_TRIES = 5
"""At a number, a place or a request that another process took first."""


def issue(
    completion: Completion,
    *,
    request_id: str,
    key: SigningKey,
    registry: Registry,
    out_dir: Path,
    issued_at: datetime | None = None,
    attempt: Attempt | None = None,
    accepted_by: str | None = None,
) -> Issued:
    """Issue the certificate of ``completion``, or return the one its request has already.

    Everything is signed, drawn and on disk beside its place before the certificate is recorded, and
    is put into its place after that. Whatever stops the machine in between, a request never has two
    certificates, and asking again restores the files that a recorded one lacks, byte for byte.

    Args:
        completion: what is certified.
        request_id: the idempotency key that the learner's request carries.
        key: the provider's signing key, or for a sample the throw-away key its issuer names.
        registry: where certificates are recorded.
        out_dir: where the two files go, ``certificate-NUMBER.pdf`` and ``.json``; made if missing.
        issued_at: now, unless given.
        attempt: the graded exam, which is recorded and compared with others; none for a sample.
        accepted_by: who has looked into what the attempt was flagged for, and found.

    Raises:
        FlaggedError: there is something to look into and ``accepted_by`` is not given.
        CertificateError: the facts cannot be signed or printed, the key is not the issuer's, or
            the same request came with other content before.
    """
    _refuse_other_key(completion, key)
    moment = issued_at or datetime.now(UTC)
    for _ in range(_TRIES):
        with registry.reading() as reading:
            line = _line(reading, completion.course_id, request_id)
            status_index = reading.new_status_index()
        if line:
            return _issued_before(line, completion, request_id, out_dir)
        facts = numbered(
            completion,
            certificate_id=new_certificate_id(),
            issued_at=moment,
            status_index=status_index,
        )
        drawn = draw(facts, key, facts.issued_text)
        with contextlib.suppress(DuplicateError), staged(drawn.files(out_dir)) as put:
            with registry.transaction() as transaction:
                recorded = _record(transaction, drawn, request_id, attempt, accepted_by)
            put()
            return drawn.issued(out_dir, recorded)
    raise RecordError(f"request {request_id}: the registry refused it {_TRIES} times; try again")


def _record(
    transaction: Transaction,
    drawn: Drawn,
    request_id: str,
    attempt: Attempt | None,
    accepted_by: str | None,
) -> Recorded | None:
    """Record a certificate and the attempt behind it, unless there is something to look into."""
    facts = drawn.facts
    if attempt is None:
        learner = transaction.keep_learner(facts.course_id, facts.participant_name, facts.licenses)
        transaction.add(drawn.record(request_id, learner))
        return None
    recorded = transaction.record_attempt(attempt)
    looked_into = {}
    if recorded.flags:
        if accepted_by is None:
            raise FlaggedError(recorded.flags)
        kinds = sorted({flag.kind for flag in recorded.flags})
        looked_into = {"flags": kinds, "accepted_by": accepted_by}
    transaction.add(drawn.record(request_id, recorded.learner), **looked_into)
    return recorded


def _line(reading: Reading, course_id: str, request_id: str) -> list[Record]:
    """Return the certificate that a request has with all that replaced it; empty without one."""
    record = reading.find_request(course_id, request_id)
    if record is None:
        return []
    return [record] if record.status == "valid" else reading.line(record.certificate_id)


def _issued_before(
    line: list[Record], completion: Completion, request_id: str, out_dir: Path
) -> Issued:
    """Return the certificate that is valid now, its files restored."""
    first, current = line[0], line[-1]
    if first.facts and first.facts["request_digest"] != completion.request_digest:
        raise RequestConflictError(
            f"request {request_id} has certificate {printed_id(first.certificate_id)} already, and "
            "what it says has changed since; a new attempt needs a new request, and a name or a "
            "license is corrected with `course reissue`"
        )
    if current.status == "revoked":
        raise RecordError(
            f"certificate {printed_id(current.certificate_id)} of this request was revoked; "
            "another certificate needs a new request"
        )
    return restore(current, out_dir)


def _refuse_other_key(completion: Completion, key: SigningKey) -> None:
    if completion.sample and completion.issuer != key.did:
        raise CertificateError(
            f"a sample's issuer is the key that signs it: {key.did}, not {completion.issuer}"
        )
