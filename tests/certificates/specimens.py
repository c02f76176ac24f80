"""Certificates to test with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from coursekit.certificates import (
    CertificateFacts,
    Completion,
    SigningKey,
    build_credential,
    sign_credential,
)

Judge = Callable[[dict[str, Any]], dict[str, Any]]

ISSUED_AT = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)
COURSE = "ethics-101"
STATUS_INDEX = 131_072 + 1_000
"""On the second pair of lists."""

FACTS: dict[str, Any] = {
    "sample": False,
    "participant_name": "Zoë O’Brien-Łukasiewicz",
    "licenses": [
        {
            "jurisdiction": "New York",
            "profession": "Licensed Clinical Social Worker",
            "number": "012345-01",
        },
        {"jurisdiction": "New Jersey", "profession": "LCSW", "number": "44SC00000000"},
    ],
    "course_id": COURSE,
    "course_title": "Ethics of Keeping Bees in Clinical Practice",
    "course_version": "2026.1",
    "authors": ["Mira Ashgrove, PhD", "Tobias Quill, LCSW"],
    "contact_hours": "6.25",
    "delivery_format": "Reading-based asynchronous (self-paced, non-interactive) distance learning",
    "location": "Online",
    "pass_percent": 80,
    "completed_on": "2026-11-20",
    "timezone": "America/New_York",
    "provider": {
        "name": "Example Academy",
        "address": "12 Main Street, Albany, NY 12207",
        "email": "ce@example.org",
        "url": "https://course.example.org/",
        "signatory_name": "Rosa Delgado-Whitlock",
        "signatory_title": "Director of Continuing Education",
    },
    "issuer": "did:web:course.example.org",
    "site_url": "https://course.example.org/",
    "not_approved_notice": "Not approved for continuing-education credit by any board.",
    "request_digest": "ab" * 32,
}

APPROVAL: dict[str, Any] = {
    "body": "ASWB ACE",
    "number": "1234",
    "of": "provider",
    "valid_from": "2025-05-08",
    "valid_to": "2026-11-20",
    "hours": "6",
    "unit": "CE credits",
    "types": [{"type": "clinical", "hours": "4.5"}, {"type": "ethics", "hours": "1.5"}],
    "statement": "Example Academy, #1234, is approved until 11/20/2026.",
}


def make_completion(**changes: Any) -> Completion:
    """Return a completion that differs from `FACTS` by ``changes``."""
    return Completion.model_validate(FACTS | changes)


def make_facts(**changes: Any) -> CertificateFacts:
    """Return certificate facts that differ from `FACTS` by ``changes``."""
    known = {
        "certificate_id": "0123456789ABCDEF",
        "issued_at": ISSUED_AT,
        "status_index": STATUS_INDEX,
    }
    return CertificateFacts.model_validate(FACTS | known | changes)


def signed(facts: CertificateFacts, key: SigningKey) -> dict[str, Any]:
    """Return the signed credential of ``facts``."""
    return sign_credential(build_credential(facts), key, facts.issued_text)


@dataclass(frozen=True)
class Certificate:
    """Facts with what was made of them."""

    key: SigningKey
    facts: CertificateFacts
    credential: dict[str, Any]
    short: str
