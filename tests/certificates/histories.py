"""A registry's history to publish: made up here, in the form that the registry gives it."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from certificates.specimens import signed
from coursekit.certificates import CertificateFacts, SigningKey
from coursekit.certificates.credential import credential_text
from coursekit.certificates.publish import publish_status
from coursekit.certificates.short import sign_short

ISSUER = "did:web:course.example.org"
ADDRESS = "https://course.example.org/status/"
PUBLISHED = datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Event:
    """One entry of the history."""

    at: str
    kind: str
    certificate_id: str
    detail: dict[str, Any]


@dataclass
class History:
    """What happened, in its order."""

    events: list[Event] = field(default_factory=list)

    def issue(
        self, facts: CertificateFacts, key: SigningKey, kind: str = "issued", at: str = ""
    ) -> None:
        """Note that a certificate was issued, or signed anew (``resigned``)."""
        detail = {
            "credential": digest(credential_text(signed(facts, key))),
            "short": digest(sign_short(facts, key)),
            "pdf": digest("a PDF"),
            "status_index": facts.status_index,
        }
        self.events.append(Event(at or facts.issued_text, kind, facts.certificate_id, detail))

    def supersede(self, old: str, new: str, reason: str, at: str = "2026-11-23T09:00:00Z") -> None:
        """Note that a newer certificate took the place of another."""
        self.events.append(Event(at, "superseded", old, {"by": new, "reason": reason}))

    def revoke(self, number: str, reason: str, at: str = "2026-11-23T10:00:00Z") -> None:
        """Note that a certificate was revoked."""
        self.events.append(Event(at, "revoked", number, {"reason": reason}))

    def publish(
        self, folder: Path, key: SigningKey, published: datetime = PUBLISHED, **more: Any
    ) -> Path:
        """Write lists and log into ``folder``, which is returned."""
        place = {"address": ADDRESS, "issuer": ISSUER} | more
        publish_status(self.events, folder, key=key, published=published, **place)
        return folder


def digest(text: str) -> str:
    """Return the SHA-256 of ``text``."""
    return hashlib.sha256(text.encode()).hexdigest()
