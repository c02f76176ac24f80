"""The lists of bits: what is set, what is not, and what is no list."""

import base64
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.certificates import (
    MismatchError,
    NotACertificateError,
    SigningKey,
    create_key,
    sign_credential,
)
from coursekit.certificates.statuslist import (
    ENTRIES,
    build_list,
    list_name,
    read_list,
    status_entries,
)

ISSUER = "did:web:course.example.org"
FOLDER = "https://course.example.org/status/"
MOMENT = datetime(2026, 11, 24, 12, tzinfo=UTC)
KEY = create_key()


def unsigned_list(places: set[int]) -> dict[str, Any]:
    """Return the first revocation list with these places set."""
    return build_list(f"{FOLDER}revocation-0.json", ISSUER, "revocation", places, MOMENT)


def signed_list(document: dict[str, Any], key: SigningKey = KEY) -> dict[str, Any]:
    """Sign a list."""
    return sign_credential(document, key, "2026-11-24T12:00:00Z")


@settings(max_examples=20, deadline=None)
@given(st.sets(st.integers(0, ENTRIES - 1), max_size=40), st.integers(0, ENTRIES - 1))
def test_exactly_the_given_places_are_set(places: set[int], other: int) -> None:
    """Each place reads as it was set, and any other one as not set."""
    found = read_list(signed_list(unsigned_list(places)))
    assert all(found.is_set(place) for place in places)
    assert found.is_set(other) == (other in places)


def test_the_first_bit_is_the_leftmost() -> None:
    """As the standard counts: index 0 is the highest bit of the first byte."""
    encoded = unsigned_list({0, 10})["credentialSubject"]["encodedList"]
    assert encoded[0] == "u"
    packed = base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4))
    bits = zlib.decompress(packed, wbits=31)
    assert (bits[:2], len(bits)) == (b"\x80\x20", 16_384)
    assert not any(bits[2:])


def test_a_list_says_who_signed_it_and_until_when_it_may_be_used() -> None:
    """A hundred days: a quarter, and ten days for whoever is late."""
    found = read_list(signed_list(unsigned_list(set())))
    assert (found.signer.did, found.signer.multikey) == (ISSUER, KEY.multikey)
    assert (found.purpose, found.published) == ("revocation", MOMENT)
    assert found.valid_until - found.published == timedelta(days=100)


def test_a_certificate_names_both_lists() -> None:
    """Revocation first; the place is counted on its own list."""
    entries = status_entries(FOLDER, 2 * ENTRIES + 7)
    assert [entry["statusPurpose"] for entry in entries] == ["revocation", "refresh"]
    assert entries[0] == {
        "id": f"{FOLDER}revocation-2.json#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": f"{FOLDER}revocation-2.json",
    }
    assert list_name("refresh", ENTRIES - 1) == "refresh-0.json"
    assert list_name("refresh", ENTRIES) == "refresh-1.json"


def test_a_changed_list_does_not_match() -> None:
    """Whoever clears a bit cannot sign the result."""
    revoked, empty = signed_list(unsigned_list({5})), signed_list(unsigned_list(set()))
    revoked["credentialSubject"] = empty["credentialSubject"]
    with pytest.raises(MismatchError):
        read_list(revoked)


def packed(data: bytes) -> str:
    """Return ``data`` as a list is written."""
    packer = zlib.compressobj(wbits=31)
    return "u" + base64.urlsafe_b64encode(packer.compress(data) + packer.flush()).decode()


MISSHAPEN: dict[str, Callable[[dict[str, Any]], Any]] = {
    "too short": lambda s: s.update(encodedList=packed(b"\0" * 100)),
    "too long": lambda s: s.update(encodedList=packed(b"\0" * 10_000_000)),
    "not packed": lambda s: s.update(encodedList="uAAAA"),
    "another base": lambda s: s.update(encodedList="z" + s["encodedList"][1:]),
    "no list": lambda s: s.pop("encodedList"),
}


@pytest.mark.parametrize("what", MISSHAPEN)
def test_what_is_no_list_is_refused(what: str) -> None:
    """Also when it is signed: by mistake of the provider, or by another kind of software."""
    document = unsigned_list({5})
    MISSHAPEN[what](document["credentialSubject"])
    with pytest.raises(NotACertificateError):
        read_list(signed_list(document))


def test_a_certificate_is_no_list(real: Any) -> None:
    """A signed credential of another kind does not say that nobody is revoked."""
    with pytest.raises(NotACertificateError):
        read_list(real.credential)
