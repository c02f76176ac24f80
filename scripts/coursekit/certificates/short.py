"""The short certificate: the facts that fit into a printed code, as a compact JWS (RFC 7515).

It stands in the *fragment* of the verification page's address, which no browser sends to a server.
Every member is shown to whoever checks the code, and a code with another member is none of this
kind.
The same key signs credentials; the two cannot be mistaken for each other, because what a JWS signs
begins with ``eyJ`` and what a credential's proof signs is 64 bytes of hash, and ``typ`` is checked.
"""

import base64
import binascii
import hashlib
import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

from coursekit.certificates.errors import NotACertificateError
from coursekit.certificates.facts import (
    SAMPLE_DESCRIPTION,
    CertificateFacts,
    printed_date,
    printed_hours,
    printed_id,
)
from coursekit.certificates.keys import SigningKey, decode_multikey, verify_signature

Payload = dict[str, Any]

LONGEST = 4000
"""Characters; the largest QR code holds fewer."""

_MALFORMED = LookupError, ValueError, TypeError, AttributeError, RecursionError
"""What reading something else as a code may raise."""

_MOST_PLACES = 2**53
"""What JavaScript counts exactly."""

_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{86}")

_TEXTS = ("i", "n", "c", "cv", "t", "d", "p")
_ALWAYS = {"v", "h", *_TEXTS}
_WITH = {"s"}, {"sample"}
"""A certificate has its place on the status lists; a sample has its mark in place of it."""


def short_payload(facts: CertificateFacts) -> Payload:
    """Return what the code states of ``facts``, under one- or two-letter names."""
    hours = facts.contact_hours
    return {
        "v": 1,
        "i": facts.certificate_id,
        "n": facts.participant_name,
        "c": facts.course_id,
        "cv": facts.course_version,
        "t": facts.course_title,
        "h": int(hours) if hours == hours.to_integral_value() else float(hours),
        "d": facts.completed_on.isoformat(),
        "p": facts.provider.name,
        **({"sample": True} if facts.sample else {"s": facts.status_index}),
    }


def sign_short(facts: CertificateFacts, key: SigningKey) -> str:
    """Return the compact JWS of ``facts``, signed by ``key``."""
    header = {"alg": "EdDSA", "typ": "cert+jws", "kid": key.multikey}
    signed = f"{_encode(_dump(header))}.{_encode(_dump(short_payload(facts)))}"
    return f"{signed}.{_encode(key.sign(signed.encode()))}"


def short_url(facts: CertificateFacts, jws: str) -> str:
    """Return the address that the printed code opens."""
    return f"{facts.verify_url}#{jws}"


def parse_short(text: str) -> tuple[str, Payload]:
    """Return the signing key that ``text`` names, and its payload; nothing is checked by this.

    Args:
        text: the JWS itself, or an address that ends in ``#`` and the JWS.

    Raises:
        NotACertificateError: it is not a JWS of this kind.
    """
    jws = _only_jws(text)
    try:
        header, payload = (json.loads(_decode(part)) for part in jws.split(".")[:2])
        if header["typ"] != "cert+jws" or header["alg"] not in ("EdDSA", "Ed25519"):
            raise ValueError("header")
        _check_payload(payload)
        decode_multikey(header["kid"])
    except (
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        RecursionError,
        NotACertificateError,
    ):
        raise NotACertificateError("the code is not that of a certificate of this kind") from None
    return header["kid"], payload


def _check_payload(payload: Payload) -> None:
    if payload.keys() - _ALWAYS not in _WITH or not payload.keys() >= _ALWAYS:
        raise ValueError("members")
    if payload["v"] != 1 or type(payload["h"]) not in (int, float):
        raise ValueError("numbers")
    if not all(isinstance(payload[name], str) for name in _TEXTS) or len(payload["i"]) != 16:
        raise ValueError("texts")
    if payload.get("sample", True) is not True:
        raise ValueError("sample")
    place = payload.get("s", 0)
    if type(place) is not int or not 0 <= place < _MOST_PLACES:
        raise ValueError("place")
    date.fromisoformat(payload["d"])


def verify_short_signature(text: str) -> tuple[str, Payload]:
    """Return the key that signed ``text`` and its payload.

    Raises:
        NotACertificateError: it is not a JWS of this kind.
        MismatchError: the signature is not by the key it names.
    """
    multikey, payload = parse_short(text)
    signed, _, signature = _only_jws(text).rpartition(".")
    verify_signature(multikey, _decode(signature), signed.encode())
    return multikey, payload


def short_digest(text: str) -> str:
    """Return the SHA-256 of the JWS in ``text``, as the public log holds it."""
    return hashlib.sha256(_only_jws(text).encode()).hexdigest()


def short_facts(payload: Payload) -> list[tuple[str, str]]:
    """Return what ``payload`` states, in the order of the printed certificate."""
    return [
        *([("Sample", SAMPLE_DESCRIPTION)] if "sample" in payload else []),
        ("Name", payload["n"]),
        ("Course", payload["t"]),
        ("Course version", f"{payload['c']}, version {payload['cv']}"),
        ("Completed", printed_date(date.fromisoformat(payload["d"]))),
        ("Contact hours", printed_hours(Decimal(str(payload["h"])))),
        ("Provider", payload["p"]),
        ("Certificate number", printed_id(payload["i"])),
        *([("Place on the status lists", str(payload["s"]))] if "s" in payload else []),
    ]


def _only_jws(text: str) -> str:
    jws = text.strip().rpartition("#")[2]
    if len(text) > LONGEST or not _COMPACT.fullmatch(jws):
        raise NotACertificateError(
            "the code is cut off or was changed; scan it again, or give the certificate's file"
            if jws.startswith("eyJ")
            else "the text is not the code of a certificate, which begins with eyJ"
        )
    return jws


def _dump(value: Payload) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None
