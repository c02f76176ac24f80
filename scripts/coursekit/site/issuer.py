"""What the site tells whoever checks a certificate: the provider's keys, and what was revoked.

`did.json` is where verifiers of other makers look up the keys of a ``did:web`` issuer. The files of
the status lists and the log are written by ``course status`` into the folder ``status`` of the
course, and go into the site as they are, so that a new build does not take them away.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from coursekit.content import Course

STATUS = "status"
"""The folder of the course, and of the site, with the published status."""

_PUBLISHED = re.compile(r"(?:revocation|refresh)-\d+\.json|log\.jsonl|log-head\.json")


def issuer_files(course: Course) -> dict[str, bytes]:
    """Return the files that others look up, by their addresses on the site."""
    settings, provider = course.settings, course.settings.provider
    files = {
        f"{STATUS}/{path.name}": path.read_bytes()
        for path in sorted((course.root / STATUS).glob("*"))
        if _PUBLISHED.fullmatch(path.name)
    }
    if provider.public_keys:
        compromised = {item.key: item.since for item in provider.compromised_keys}
        document = did_document(settings.issuer, provider.public_keys, compromised)
        files[did_address(course)] = _json(document)
    return files


def did_document(
    did: str, multikeys: Iterable[str], compromised: Mapping[str, date] | None = None
) -> dict[str, Any]:
    """Return the document that a ``did:web`` identifier leads to, naming every signing key.

    A key that no longer signs stays in the list, or what it signed stops verifying. One that may be
    in other hands is still named, but no longer speaks for the provider: it stands under
    ``verificationMethod`` and not under ``assertionMethod``, as verifiers ignore ``revoked``.

    Args:
        did: the provider's identifier.
        multikeys: all of its keys.
        compromised: those that may be in other hands, and since when.
    """
    keys, since = list(multikeys), compromised or {}
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": [
            {
                "id": f"{did}#{multikey}",
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": multikey,
                **({"revoked": f"{since[multikey]}T00:00:00Z"} if multikey in since else {}),
            }
            for multikey in keys
        ],
        "assertionMethod": [f"{did}#{multikey}" for multikey in keys if multikey not in since],
    }


def did_address(course: Course) -> str:
    """Return where the did:web method looks: a site at the root of its host has a fixed place."""
    at_root = (course.settings.site_url.path or "/") == "/"
    return ".well-known/did.json" if at_root else "did.json"


def known_to_page(course: Course, status: str) -> str:
    """Return, as JSON, what a page compares a certificate with.

    Args:
        course: the course.
        status: the address of the published status, from the page; empty for a saved page.
    """
    settings, provider = course.settings, course.settings.provider
    known = {
        "issuer": settings.issuer,
        "keys": provider.public_keys,
        "compromised": {item.key: item.since.isoformat() for item in provider.compromised_keys},
        "course": {"id": settings.id, "versions": [settings.version, *settings.earlier_versions]},
        "status": status,
    }
    return json.dumps(known, ensure_ascii=False)


def _json(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
