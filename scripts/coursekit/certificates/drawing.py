"""From the facts of a certificate to what is signed and printed, and back from its record."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from coursekit.certificates.credential import build_credential, credential_text
from coursekit.certificates.errors import CertificateError, RecordError
from coursekit.certificates.facts import CertificateFacts
from coursekit.certificates.files import staged
from coursekit.certificates.keys import SigningKey
from coursekit.certificates.pdf import render_pdf
from coursekit.certificates.proofs import sign_credential
from coursekit.certificates.registry import Record, Recorded
from coursekit.certificates.short import short_url, sign_short
from coursekit.records.text import problem_of


@dataclass(frozen=True)
class Issued:
    """A certificate and its files.

    ``created`` is false when it had been issued before; ``recorded`` is the attempt that was
    recorded with it, if one was.
    """

    certificate_id: str
    pdf_path: Path
    credential_path: Path
    created: bool
    recorded: Recorded | None = None


@dataclass(frozen=True)
class Drawn:
    """A certificate's facts with everything that was made of them."""

    facts: CertificateFacts
    credential: str
    short: str
    pdf: bytes

    @property
    def pdf_sha256(self) -> str:
        """The SHA-256 of the PDF."""
        return hashlib.sha256(self.pdf).hexdigest()

    def record(self, request_id: str, learner: str | None) -> Record:
        """Return the record of the certificate."""
        return Record(
            certificate_id=self.facts.certificate_id,
            course_id=self.facts.course_id,
            request_id=request_id,
            learner=learner,
            status_index=self.facts.status_index,
            issued_at=self.facts.issued_text,
            facts=self.facts.model_dump(mode="json"),
            credential=self.credential,
            short=self.short,
            pdf_sha256=self.pdf_sha256,
        )

    def issued(self, out_dir: Path, recorded: Recorded | None = None) -> Issued:
        """Return where the certificate's files are when it was just issued."""
        paths = _paths(self.facts, out_dir)
        return Issued(self.facts.certificate_id, *paths, created=True, recorded=recorded)

    def files(self, out_dir: Path) -> dict[Path, bytes]:
        """Return the certificate's files by their paths."""
        issued = self.issued(out_dir)
        return {issued.pdf_path: self.pdf, issued.credential_path: self.credential.encode()}


def draw(facts: CertificateFacts, key: SigningKey, signed_at: str) -> Drawn:
    """Sign ``facts`` by ``key`` and draw the certificate.

    Args:
        facts: what it states.
        key: the issuer's key.
        signed_at: the moment of signing, such as ``2026-11-22T10:11:12Z``.

    Raises:
        CertificateError: the facts cannot be signed or printed.
    """
    signed = sign_credential(build_credential(facts), key, signed_at)
    credential = credential_text(signed)
    short = sign_short(facts, key)
    return Drawn(facts, credential, short, render_pdf(facts, credential, short_url(facts, short)))


def numbered(completion: Any, **more: Any) -> CertificateFacts:
    """Return a completion as the facts of a certificate.

    Raises:
        CertificateError: the facts contradict each other.
    """
    try:
        return CertificateFacts(**dict(completion), **more)
    except ValidationError as error:
        raise CertificateError(_first(error)) from None


def facts_of(record: Record) -> CertificateFacts:
    """Return the facts in ``record``, as this version of the tool knows them.

    Raises:
        RecordError: they were erased, or an earlier version stated what this one cannot.
    """
    if record.facts is None:
        raise RecordError(
            f"the personal data of certificate {record.certificate_id} was erased, so its files "
            "cannot be made again"
        )
    known = {name: value for name, value in record.facts.items() if name in _FIELDS}
    try:
        return CertificateFacts.model_validate(known | {"status_index": record.status_index})
    except ValidationError as error:
        raise RecordError(
            f"certificate {record.certificate_id} was issued by an earlier version of this tool, "
            f"and this one cannot draw it ({_first(error)}); use the file that was sent then"
        ) from None


_FIELDS = frozenset(CertificateFacts.model_fields)


def restore(record: Record, out_dir: Path) -> Issued:
    """Write the files of a recorded certificate that are missing in ``out_dir``, as they were.

    Raises:
        RecordError: they cannot be made again, byte for byte.
    """
    facts = facts_of(record)
    credential, short = str(record.credential), str(record.short)
    issued = Issued(record.certificate_id, *_paths(facts, out_dir), created=False)
    missing: dict[Path, bytes] = {}
    if not issued.pdf_path.exists():
        missing[issued.pdf_path] = pdf = render_pdf(facts, credential, short_url(facts, short))
        if hashlib.sha256(pdf).hexdigest() != record.pdf_sha256:
            raise RecordError(
                f"{issued.pdf_path}: this version of the tool does not draw certificate "
                f"{record.certificate_id} as it was issued; use the file that was sent then"
            )
    if not issued.credential_path.exists():
        missing[issued.credential_path] = credential.encode()
    with staged(missing) as put:
        put()
    return issued


def _paths(facts: CertificateFacts, out_dir: Path) -> tuple[Path, Path]:
    return out_dir / f"{facts.stem}.pdf", out_dir / f"{facts.stem}.json"


def _first(error: ValidationError) -> str:
    item = error.errors(include_url=False)[0]
    place = ".".join(map(str, item["loc"]))
    return f"{place}{problem_of(item)}".removeprefix(": ")
