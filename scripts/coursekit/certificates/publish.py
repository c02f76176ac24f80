"""Writes what the provider publishes of its certificates: the status lists and the public log."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from coursekit.certificates.errors import RecordError
from coursekit.certificates.keys import SigningKey
from coursekit.certificates.proofs import sign_credential
from coursekit.certificates.publiclog import (
    HEAD,
    LOG,
    Event,
    build_lines,
    log_text,
    sign_head,
)
from coursekit.certificates.statuslist import (
    ENTRIES,
    PURPOSES,
    VALID_FOR,
    Purpose,
    build_list,
    list_name,
    utc_text,
)

_SETS: dict[Purpose, str] = {"revocation": "revoked", "refresh": "superseded"}
"""The kind of event that sets a bit."""

_END = "\n"


@dataclass(frozen=True)
class Published:
    """What was published, counted, and until when it may be used."""

    events: int
    issued: int
    revoked: int
    superseded: int
    valid_until: datetime


def publish_status(
    events: Iterable[Event],
    folder: Path,
    *,
    address: str,
    issuer: str,
    key: SigningKey,
    published: datetime,
) -> Published:
    """Write the lists and the log of ``events`` into ``folder``; the same again writes the same.

    Args:
        events: the registry's history, from its beginning.
        folder: made if missing; what was published before is compared and replaced.
        address: where the folder will be found on the web, with a slash at its end.
        issuer: the provider's ``did:web:…``.
        key: signs.
        published: now.

    Raises:
        RecordError: the history does not continue the one that was published. Nothing is written.
    """
    history = list(events)
    lines = build_lines(history)
    log = log_text(lines)
    _refuse_to_go_back(log, folder)
    files = {LOG: log, HEAD: _text(sign_head(lines, issuer, key, published))}
    places = {e.certificate_id: e.detail["status_index"] for e in history if e.kind == "issued"}
    ended = {
        purpose: {places[e.certificate_id] for e in history if e.kind == kind}
        for purpose, kind in _SETS.items()
    }
    for first in range(0, max(places.values(), default=0) + 1, ENTRIES):
        for purpose in PURPOSES:
            name = list_name(purpose, first)
            here = [index - first for index in ended[purpose] if 0 <= index - first < ENTRIES]
            unsigned = build_list(address + name, issuer, purpose, here, published)
            files[name] = _text(sign_credential(unsigned, key, utc_text(published)))
    _write(folder, files)
    return Published(
        len(history),
        len(places),
        len(ended["revocation"]),
        len(ended["refresh"]),
        published + VALID_FOR,
    )


def _refuse_to_go_back(log: str, folder: Path) -> None:
    """Refuse a history that is shorter than the published one, or another one.

    A registry that was restored from an old copy would otherwise bring back what was revoked.
    """
    try:
        before = (folder / LOG).read_text(encoding="utf-8")
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(f"{folder / LOG}: cannot be read: {error}") from None
    if log.startswith(before):
        return
    if before.startswith(log):
        raise RecordError(
            f"the registry has {log.count(_END)} events, and {before.count(_END)} were published "
            f"in {folder}; this is an old copy of the registry. Nothing was written"
        )
    pairs = zip(log.split(_END), before.split(_END), strict=False)
    first = next(number for number, (new, old) in enumerate(pairs, 1) if new != old)
    raise RecordError(
        f"event {first} of the registry is not the one that was published in {folder}; this is "
        "another registry, or one of the two was changed. Nothing was written"
    )


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _write(folder: Path, files: dict[str, str]) -> None:
    """Write every file beside its place first, so that a full disk leaves the old ones whole.

    The head comes last: until then a reader finds the old head, and notices that it does not fit.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = sorted(files, key=lambda name: name == HEAD)
    for name in names:
        (folder / f".{name}.new").write_text(files[name], encoding="utf-8", newline="\n")
    for name in names:
        (folder / f".{name}.new").replace(folder / name)
