"""Which certificates were revoked or replaced, as signed lists of bits that anyone may fetch.

Source: W3C Bitstring Status List v1.0. Two lists are published for each 131,072 certificates: on
``revocation`` a set bit ends a certificate, on ``refresh`` it says that a newer one exists. A list
is fetched whole, so whoever serves it does not learn which certificate is being checked.
"""

import base64
import binascii
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from coursekit.certificates.errors import NotACertificateError
from coursekit.certificates.proofs import Signer, verify_proofs

Credential = dict[str, Any]
Purpose = Literal["revocation", "refresh"]

PURPOSES: tuple[Purpose, ...] = ("revocation", "refresh")
"""In this order in a credential: a verifier that looks at one entry only looks at the first."""

ENTRIES = 131_072
"""Certificates a list: the least that the standard allows, so that one is not told from others."""

VALID_FOR = timedelta(days=100)
"""A quarter and ten days: how old a copy of a list may be before it says nothing any more."""

_CONTEXT = "https://www.w3.org/ns/credentials/v2"


def list_name(purpose: Purpose, status_index: int) -> str:
    """Return the name of the file that holds ``status_index``, such as ``revocation-0.json``."""
    return f"{purpose}-{status_index // ENTRIES}.json"


def status_entries(status_url: str, status_index: int) -> list[Credential]:
    """Return the ``credentialStatus`` of a certificate.

    Args:
        status_url: the address of the folder with the lists, with a slash at its end.
        status_index: the certificate's place, counted over all lists.
    """
    place = str(status_index % ENTRIES)
    return [
        {
            "id": f"{status_url}{list_name(purpose, status_index)}#{place}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": purpose,
            "statusListIndex": place,
            "statusListCredential": f"{status_url}{list_name(purpose, status_index)}",
        }
        for purpose in PURPOSES
    ]


def build_list(
    address: str, issuer: str, purpose: Purpose, places: Iterable[int], published: datetime
) -> Credential:
    """Return the unsigned list at ``address`` on which the bits at ``places`` are set."""
    bits = bytearray(ENTRIES // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> place % 8
    return {
        "@context": [_CONTEXT],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": {"id": issuer},
        "validFrom": utc_text(published),
        "validUntil": utc_text(published + VALID_FOR),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": _encode(bytes(bits)),
        },
    }


@dataclass(frozen=True)
class StatusList:
    """A list whose signature holds; whether its signer is the provider is another question.

    ``name`` is that of the file in which the list was published.
    """

    signer: Signer
    name: str
    purpose: str
    published: datetime
    valid_until: datetime
    bits: bytes

    def is_set(self, status_index: int) -> bool:
        """Tell whether the bit of this certificate is set."""
        place = status_index % ENTRIES
        return bool(self.bits[place // 8] & 0x80 >> place % 8)


def read_list(credential: Credential) -> StatusList:
    """Return what the signed list ``credential`` holds.

    Raises:
        NotACertificateError: it is no list of this kind.
        MismatchError: its signature does not match.
    """
    signer = verify_proofs(credential)
    try:
        subject = credential["credentialSubject"]
        kinds = credential["type"][-1], subject["type"]
        if kinds != ("BitstringStatusListCredential", "BitstringStatusList"):
            raise ValueError("type")
        return StatusList(
            signer,
            credential["id"].rpartition("/")[2],
            subject["statusPurpose"],
            read_utc(credential["validFrom"]),
            read_utc(credential["validUntil"]),
            _decode(subject["encodedList"]),
        )
    except (KeyError, TypeError, AttributeError, ValueError, IndexError, zlib.error):
        raise NotACertificateError("not a status list of this kind") from None


def utc_text(moment: datetime) -> str:
    """Return ``moment``, which is in UTC, as credentials write it: ``2026-11-22T10:11:12Z``."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def read_utc(text: str) -> datetime:
    """Return the moment that `utc_text` wrote.

    Raises:
        ValueError: it is written in another way.
    """
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z")


def _encode(bits: bytes) -> str:
    """Return ``bits`` as the standard writes them: gzip, then base64url behind a ``u``."""
    packer = zlib.compressobj(level=9, wbits=31)  # 31: with the header of gzip, and no time in it
    packed = packer.compress(bits) + packer.flush()
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    try:
        padded = text[1:] + "=" * (-len(text[1:]) % 4)
        packed = base64.b64decode(padded, altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None
    bits = zlib.decompressobj(wbits=31).decompress(packed, ENTRIES // 8 + 1)
    if text[0] != "u" or len(bits) != ENTRIES // 8:
        raise ValueError("length")
    return bits
