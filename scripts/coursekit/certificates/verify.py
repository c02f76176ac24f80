"""Verifies a certificate: its facts first, then separate checks, offline.

A bare "valid" would let an edited PDF pass, whose print says one thing and whose signature covers
another; so the reader gets the signed facts to compare, and each check by itself.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from coursekit.certificates.credential import Credential, course_of, is_sample, read_facts
from coursekit.certificates.errors import (
    MismatchError,
    NotACertificateError,
    UncheckableError,
    VerificationError,
)
from coursekit.certificates.extract import credential_in_pdf
from coursekit.certificates.proofs import Signer, named_signer, verify_proofs
from coursekit.certificates.short import parse_short, short_facts, verify_short_signature

LARGEST_FILE = 20_000_000
LARGEST_CREDENTIAL = 200_000
"""Bytes; a certificate is about 80 kB and its credential 6 kB."""

State = Literal["ok", "failed", "unchecked"]

STATE_WORDS: dict[State, str] = {
    "ok": "ok",
    "failed": "failed",
    "unchecked": "could not be checked",
}


@dataclass(frozen=True)
class Check:
    """One question about a certificate, its answer and why."""

    name: str
    state: State
    reason: str

    @property
    def words(self) -> str:
        """The answer in words."""
        return STATE_WORDS[self.state]


@dataclass(frozen=True)
class Verification:
    """What a certificate states, and what was found about it."""

    facts: list[tuple[str, str]]
    checks: list[Check]

    @property
    def failed(self) -> bool:
        """Whether a check failed; one that could not be made did not fail."""
        return any(check.state == "failed" for check in self.checks)


def verify_file(
    path: Path,
    *,
    trusted: Iterable[str] = (),
    course_id: str | None = None,
    course_versions: Collection[str] | None = None,
) -> Verification:
    """Verify the certificate in the file at ``path``, a PDF or a credential in JSON.

    Args:
        path: the file.
        trusted: the provider's signing keys, as Multikey (``z6Mk…``) or ``did:key:…``, and its
            ``did:web:…`` if only that issuer is to be accepted.
        course_id: the course that the certificate ought to be about, if that is known.
        course_versions: the versions of that course, if they are known.

    Raises:
        NotACertificateError: the file holds no certificate, so there is nothing to show.
        UncheckableError: the file cannot be read.
    """
    return verify_credential(
        read_credential(path),
        trusted=trusted,
        course_id=course_id,
        course_versions=course_versions,
    )


def read_credential(path: Path) -> Credential:
    """Return the credential in the file at ``path``; nothing is checked by this.

    Raises:
        NotACertificateError: the file holds none.
        UncheckableError: the file cannot be read.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise NotACertificateError(f"{path}: {size} bytes are too many for a certificate")
        data = path.read_bytes()
    except OSError as error:
        raise UncheckableError(f"{path}: cannot be read: {error.strerror}") from None
    try:
        if data[:1024].lstrip().startswith(b"%PDF-"):
            data = credential_in_pdf(data, LARGEST_CREDENTIAL)
        return _parsed(data)
    except NotACertificateError as error:
        raise NotACertificateError(f"{path}: {error}") from None


def _parsed(data: bytes) -> Credential:
    if len(data) > LARGEST_CREDENTIAL:
        raise NotACertificateError(f"{len(data)} bytes are too many for a credential")
    try:
        credential = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NotACertificateError(
            "neither a PDF nor a credential in JSON; give the file that came with the certificate"
        ) from None
    if not isinstance(credential, dict):
        raise NotACertificateError("the JSON is not a credential")
    return credential


def verify_credential(
    credential: Credential,
    *,
    trusted: Iterable[str] = (),
    course_id: str | None = None,
    course_versions: Collection[str] | None = None,
) -> Verification:
    """Verify ``credential``; arguments and errors are those of `verify_file`."""
    facts = read_facts(credential)
    signer = named_signer(credential)
    return Verification(
        facts,
        [
            _signature_check(verify_proofs, credential),
            _issuer_check(signer, is_sample(credential), trusted),
            STATUS_CHECK,
            _version_check(*course_of(credential), course_id, course_versions),
        ],
    )


def verify_short(
    text: str,
    *,
    trusted: Iterable[str] = (),
    course_id: str | None = None,
    course_versions: Collection[str] | None = None,
) -> Verification:
    """Verify what a printed code holds: its address or the JWS at its end.

    Raises:
        NotACertificateError: ``text`` is not the code of a certificate.
    """
    multikey, payload = parse_short(text)
    return Verification(
        short_facts(payload),
        [
            _signature_check(verify_short_signature, text),
            _issuer_check(Signer("", multikey), "sample" in payload, trusted),
            STATUS_CHECK,
            _version_check(payload["c"], payload["cv"], course_id, course_versions),
        ],
    )


STATUS_CHECK = Check(
    "Status",
    "unchecked",
    "this version publishes no list of revoked certificates; ask the provider if it matters",
)


def _signature_check(verify: Any, signed: Any) -> Check:
    try:
        verify(signed)
    except MismatchError as error:
        return Check(
            "Signature",
            "failed",
            f"the facts were changed after signing, or were never signed ({error})",
        )
    except UncheckableError as error:
        return Check("Signature", "unchecked", str(error))
    except VerificationError as error:
        return Check("Signature", "failed", str(error))
    return Check("Signature", "ok", "the facts above are unchanged since they were signed")


def _issuer_check(signer: Signer, sample: bool, trusted: Iterable[str]) -> Check:
    names = list(trusted)
    keys = {name.removeprefix("did:key:") for name in names if not name.startswith("did:web:")}
    issuers = {name for name in names if name.startswith("did:web:")}
    if signer.multikey in keys:
        if (
            issuers
            and signer.did
            and not signer.did.startswith("did:key:")
            and signer.did not in issuers
        ):
            return Check("Issuer", "failed", f"issued in the name of {signer.did}")
        return Check("Issuer", "ok", f"signed by a key of the provider ({signer.multikey})")
    if sample:
        return Check(
            "Issuer",
            "unchecked",
            "a sample signed by a throw-away key that belongs to no provider; it certifies nothing",
        )
    if not keys:
        return Check("Issuer", "unchecked", "no key of the provider was given to compare with")
    return Check(
        "Issuer", "failed", f"the key that signed is not one of the provider's ({signer.multikey})"
    )


def _version_check(
    found_id: str, found_version: str, course_id: str | None, versions: Collection[str] | None
) -> Check:
    found = f"it is for {found_id}, version {found_version}"
    if course_id is not None and found_id != course_id:
        return Check("Course version", "failed", f"{found}, which is another course")
    if course_id is None or versions is None:
        return Check("Course version", "unchecked", "no course was given to compare with")
    if found_version not in versions:
        return Check(
            "Course version", "unchecked", f"version {found_version} is not one known here"
        )
    return Check("Course version", "ok", found)
