"""Issues a certificate: number, signature, code and PDF, in one transaction."""

import contextlib
import hashlib
import os
import secrets
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from coursekit.certificates.credential import build_credential, credential_text
from coursekit.certificates.errors import CertificateError, RecordError, RequestConflictError
from coursekit.certificates.facts import CertificateFacts, Completion, new_certificate_id
from coursekit.certificates.keys import SigningKey
from coursekit.certificates.pdf import render_pdf
from coursekit.certificates.proofs import sign_credential
from coursekit.certificates.registry import DuplicateError, Record, Registry, Transaction
from coursekit.certificates.short import short_url, sign_short
from coursekit.certificates.statuslist import ENTRIES


@dataclass(frozen=True)
class Issued:
    """A certificate and its files; ``created`` is false when it had been issued before."""

    certificate_id: str
    pdf_path: Path
    credential_path: Path
    created: bool


def issue(
    completion: Completion,
    *,
    request_id: str,
    key: SigningKey,
    registry: Registry,
    out_dir: Path,
    issued_at: datetime | None = None,
) -> Issued:
    """Issue the certificate of ``completion``, or return the one its request has already.

    The record is added, the files are written, then all of it is committed: whatever stops the
    machine in between, there is never a record without files nor a second certificate.

    Args:
        completion: what is certified.
        request_id: the idempotency key that the learner's request carries.
        key: the provider's signing key, or for a sample the throw-away key its issuer names.
        registry: where certificates are recorded.
        out_dir: where the two files go, ``certificate-NUMBER.pdf`` and ``.json``; made if missing.
        issued_at: now, unless given.

    Raises:
        CertificateError: the facts cannot be signed or printed, the key is not the issuer's, or
            the same request came with other content before.
    """
    _refuse_other_key(completion, key)
    out_dir.mkdir(parents=True, exist_ok=True)
    arguments = (completion, request_id, key, issued_at or datetime.now(UTC), out_dir)
    try:
        with registry.transaction() as transaction:
            return _issue(transaction, *arguments)
    except DuplicateError:
        # Another process recorded the same request after we looked (not with SQLite, which locks).
        with registry.transaction() as transaction:
            return _issue(transaction, *arguments)


def _issue(
    transaction: Transaction,
    completion: Completion,
    request_id: str,
    key: SigningKey,
    issued_at: datetime,
    out_dir: Path,
) -> Issued:
    record = transaction.find_request(completion.course_id, request_id)
    if record is not None:
        if record.facts["request_digest"] != completion.request_digest:
            raise RequestConflictError(
                f"request {request_id} has certificate {record.certificate_id} already, and what "
                "it says has changed since; a new attempt needs a new request"
            )
        return _restored(record, out_dir)
    facts = CertificateFacts(
        **dict(completion),
        certificate_id=new_certificate_id(),
        issued_at=issued_at,
        status_index=secrets.randbelow(ENTRIES),
    )
    signed = sign_credential(build_credential(facts), key, facts.issued_text)
    credential = credential_text(signed)
    short = sign_short(facts, key)
    pdf = render_pdf(facts, credential, short_url(facts, short))
    transaction.add(
        Record(
            certificate_id=facts.certificate_id,
            course_id=facts.course_id,
            request_id=request_id,
            issued_at=facts.issued_text,
            facts=facts.model_dump(mode="json"),
            credential=credential,
            short=short,
            pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        )
    )
    issued = _at(facts, out_dir, created=True)
    _write(issued.pdf_path, pdf)
    _write(issued.credential_path, credential.encode())
    return issued


def _restored(record: Record, out_dir: Path) -> Issued:
    """Return the recorded certificate; a file that is missing in ``out_dir`` is written again."""
    facts = CertificateFacts.model_validate(record.facts)
    issued = _at(facts, out_dir, created=False)
    if not issued.credential_path.exists():
        _write(issued.credential_path, record.credential.encode())
    if not issued.pdf_path.exists():
        pdf = render_pdf(facts, record.credential, short_url(facts, record.short))
        if hashlib.sha256(pdf).hexdigest() != record.pdf_sha256:
            raise RecordError(
                f"{issued.pdf_path}: this version of the tool does not draw certificate "
                f"{record.certificate_id} as it was issued; use the file that was sent then"
            )
        _write(issued.pdf_path, pdf)
    return issued


def _at(facts: CertificateFacts, out_dir: Path, *, created: bool) -> Issued:
    stem = out_dir / facts.stem
    return Issued(
        facts.certificate_id, stem.with_suffix(".pdf"), stem.with_suffix(".json"), created
    )


def _refuse_other_key(completion: Completion, key: SigningKey) -> None:
    if completion.sample and completion.issuer != key.did:
        raise CertificateError(
            f"a sample's issuer is the key that signs it: {key.did}, not {completion.issuer}"
        )


def _write(path: Path, data: bytes) -> None:
    """Write a whole file or none: beside its place first, to disk, then renamed.

    Only its owner may read it, as it holds a name and licenses.
    """
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        raise
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
