"""Verifies a certificate: its facts first, then separate checks, offline.

A bare "valid" would let an edited PDF pass, whose print says one thing and whose signature covers
another; so the reader gets the signed facts to compare, and each check by itself.
"""

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from coursekit.certificates.checks import (
    ISSUER,
    SIGNATURE,
    STATUS,
    VERSION,
    Check,
    Signed,
    check,
    printed_day,
    standing_check,
)
from coursekit.certificates.credential import (
    certificate_id_of,
    course_of,
    credential_digest,
    is_sample,
    read_facts,
    status_index_of,
)
from coursekit.certificates.errors import NotACertificateError, UncheckableError
from coursekit.certificates.facts import ALPHABET, printed_date, printed_id
from coursekit.certificates.known import NOTHING, Known
from coursekit.certificates.proofs import Signer, named_signer, verify_proofs
from coursekit.certificates.publiclog import PublicLog
from coursekit.certificates.short import (
    parse_short,
    short_digest,
    short_facts,
    verify_short_signature,
)

LARGEST_FILE = 20_000_000
LARGEST_CREDENTIAL = 200_000
"""Bytes; a certificate is about 80 kB and its credential 6 kB."""

COMPARE = "Compare these facts with the certificate; where they differ, it was altered."
NOT_CONFIRMED = "Do not rely on these facts before you have read below what is amiss."
ONLY_THE_CODE = (
    f"{COMPARE} The code holds no more than these: whether licenses, approvals and the rest of the "
    "page are genuine can only be shown from the certificate's file, so ask for it."
)
ONLY_A_NUMBER = (
    "A number tells no name and no course: they can only be shown from the code on the "
    "certificate or from its file."
)


@dataclass(frozen=True)
class Verification:
    """What a certificate states, and what was found about it."""

    facts: list[tuple[str, str]]
    checks: list[Check]
    note: str

    @property
    def failed(self) -> bool:
        """Whether a check failed; one that could not be made did not fail."""
        return any(check.state == "failed" for check in self.checks)

    @property
    def outcome(self) -> str:
        """The worst of it: ``failed``, ``revoked``, ``superseded``, ``unchecked`` or ``ok``."""
        found = {check.standing or check.state for check in self.checks}
        return next(word for word in OUTCOMES if word in found)


OUTCOMES = ("failed", "revoked", "superseded", "unchecked", "ok")
"""From the worst to the best."""


def verify_file(path: Path, known: Known = NOTHING) -> Verification:
    """Verify the certificate in the file at ``path``, a PDF or a credential in JSON.

    Args:
        path: the file.
        known: what to compare it with.

    Raises:
        NotACertificateError: the file holds no certificate, so there is nothing to show.
        UncheckableError: the file cannot be read.
    """
    return verify_credential(read_credential(path), known)


def read_credential(path: Path) -> dict[str, Any]:
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
            from coursekit.certificates.extract import credential_in_pdf  # slow to load

            data = credential_in_pdf(data, LARGEST_CREDENTIAL)
        return _parsed(data)
    except NotACertificateError as error:
        raise NotACertificateError(f"{path}: {error}") from None


def _parsed(data: bytes) -> dict[str, Any]:
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


def verify_text(text: str, known: Known = NOTHING) -> Verification:
    """Verify what somebody typed or pasted: a code or its address, a number, or a credential.

    Raises:
        NotACertificateError: ``text`` is none of these.
    """
    number = read_number(text)
    if number:
        return verify_number(number, known)
    if text.lstrip().startswith("{"):
        return verify_credential(_parsed(text.encode(errors="replace")), known)
    return verify_short(text, known)


def verify_credential(credential: dict[str, Any], known: Known = NOTHING) -> Verification:
    """Verify ``credential``; arguments and errors are those of `verify_file`."""
    facts = read_facts(credential)
    signed = Signed(
        certificate_id=certificate_id_of(credential),
        course=course_of(credential),
        sample=is_sample(credential),
        signer=named_signer(credential),
        verify=partial(verify_proofs, credential),
        form="credential",
        digest=partial(credential_digest, credential),
        status_index=status_index_of(credential),
    )
    return _verification(facts, check(signed, known), COMPARE)


def _verification(facts: list[tuple[str, str]], checks: list[Check], note: str) -> Verification:
    """Return what was found; only facts that are confirmed are worth comparing."""
    confirmed = all(check.state == "ok" for check in checks[:2])
    return Verification(facts, checks, note if confirmed else NOT_CONFIRMED)


def verify_short(text: str, known: Known = NOTHING) -> Verification:
    """Verify what a printed code holds: its address or the JWS at its end.

    Raises:
        NotACertificateError: ``text`` is not the code of a certificate.
    """
    multikey, payload = parse_short(text)
    signed = Signed(
        certificate_id=payload["i"],
        course=(payload["c"], payload["cv"]),
        sample="sample" in payload,
        signer=Signer("", multikey),
        verify=partial(verify_short_signature, text),
        form="short",
        digest=partial(short_digest, text),
        status_index=payload.get("s"),
    )
    return _verification(short_facts(payload), check(signed, known), ONLY_THE_CODE)


def read_number(text: str) -> str:
    """Return the certificate number that was typed as ``text``; empty when it is none.

    Spaces, hyphens and small letters are forgiven, and letters that Crockford's base 32 reads as
    digits.
    """
    typed = text.upper().translate(str.maketrans("OIL", "011", " -\u2010\u2011\u2013\t\r\n"))
    return typed if len(typed) == 16 and set(typed) <= set(ALPHABET) else ""


def verify_number(certificate_id: str, known: Known = NOTHING) -> Verification:
    """Tell what the public log says of a number, which is all that can be said of one."""
    facts = [("Certificate number", printed_id(certificate_id))]
    unsigned = Check(SIGNATURE, "unchecked", "a number carries none")
    unnamed = Check(VERSION, "unchecked", "a number does not tell the course")
    try:
        log = known.log
    except UncheckableError as error:
        issuer, status = (Check(name, "unchecked", str(error)) for name in (ISSUER, STATUS))
    else:
        reason = f"a key of the provider signed the log ({log.signer.multikey})"
        issuer = Check(ISSUER, "ok", reason)
        history = log.history(certificate_id)
        if history:
            facts.append(("Issued", f"{printed_day(history.issued)} ({history.issued})"))
        status = _number_status(certificate_id, log, known)
    return Verification(facts, [unsigned, issuer, status, unnamed], ONLY_A_NUMBER)


def _number_status(certificate_id: str, log: PublicLog, known: Known) -> Check:
    history, published = log.history(certificate_id), printed_date(log.published)
    if history is None:
        reason = (
            f"the provider’s log of {published} has no certificate with this number; look for a "
            "mistyped character. It does not have one that was issued later"
        )
        return Check(STATUS, "failed", reason)
    if history.state != "valid":
        return standing_check(history, log)
    if log.valid_until < known.now():
        until = printed_date(log.valid_until)
        reason = f"the provider’s log was to be used until {until}; ask the provider"
        return Check(STATUS, "unchecked", reason)
    reason = f"issued, and neither revoked nor replaced, by the provider’s log of {published}"
    return Check(STATUS, "ok", reason)
